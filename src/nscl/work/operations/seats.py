"""Of which province and which agency an activity is, by its first day: mergers and successions are dated facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from nscl.institutions.queries import AgencyLineage, AgencyRow, UnitRow, agency_lineage, provinces_among
from nscl.institutions.queries.units import succession_edges
from nscl.institutions.rules import reachable
from nscl.work.rules.problems import Problem, Reason

_FIELD = "starts_on"


@dataclass(frozen=True, slots=True)
class Seat:
    """The province in force on a day in the plan's territory, and the body that then did the agency's work."""

    unit_id: int
    agency_id: int


class Seats:
    """The seats of one annual plan; asks the database once (five queries), whatever the number of days."""

    def __init__(self, unit_id: int, agency_id: int) -> None:
        self._edges = succession_edges()
        self._units = provinces_among(reachable(unit_id, self._edges))
        self._lineage = agency_lineage(agency_id)
        self._known: dict[date, Seat | Problem] = {}

    @property
    def lineage(self) -> AgencyLineage:
        """The agency of the annual plan, all that went into it and all that it went into."""
        return self._lineage

    @property
    def unit_ids(self) -> frozenset[int]:
        """The plan's province and all that it became."""
        return frozenset(unit.id for unit in self._units)

    def at(self, on: date) -> Seat | Problem:
        """The seat on a day, or why there is none."""
        if on not in self._known:
            self._known[on] = self._find(on)
        return self._known[on]

    def territory(self, unit_id: int) -> frozenset[int]:
        """Numbers of a province and of all that it absorbed."""
        return reachable(unit_id, [(successor, predecessor) for predecessor, successor in self._edges])

    def _find(self, on: date) -> Seat | Problem:
        unit = self._unit(on)
        agency = self._agency(on)
        if isinstance(unit, Problem):
            return unit
        return agency if isinstance(agency, Problem) else Seat(unit.id, agency.id)

    def _unit(self, on: date) -> UnitRow | Problem:
        found = [unit for unit in self._units if unit.valid(on)]
        if len(found) == 1:
            return found[0]
        message = _("ngày %(day)s không rõ tỉnh nào giữ địa bàn của kế hoạch này") % {"day": f"{on:%d/%m/%Y}"}
        remedy = _("chọn ngày khác, hoặc báo quản trị bổ sung dữ liệu đơn vị hành chính")
        return Problem(_FIELD, Reason.NO_HOLDER, message, remedy)

    def _agency(self, on: date) -> AgencyRow | Problem:
        agency = self._lineage.agency
        if agency.valid(on):
            return agency
        if on < agency.valid_from:
            before = [a for a in self._lineage.predecessors if a.valid(on) and self._is_here(a)]
            return before[0] if len(before) == 1 else _not_yet(agency, on, before)
        after = [a for a in self._lineage.successors if a.valid(on)]
        return after[0] if len(after) == 1 else _no_more(agency, on, after)

    def _is_here(self, agency: AgencyRow) -> bool:
        return agency.unit_id is None or agency.unit_id in self.unit_ids


def _not_yet(agency: AgencyRow, on: date, before: list[AgencyRow]) -> Problem:
    message = _("ngày %(day)s chưa có %(agency)s") % {"day": f"{on:%d/%m/%Y}", "agency": agency.full_name}
    if not before:
        return Problem(_FIELD, Reason.NO_HOLDER, message, _("chọn ngày khác, hoặc ghi vào kế hoạch của cơ quan khác"))
    remedy = _("ghi vào kế hoạch năm của %(names)s") % {"names": _names(before)}
    return Problem(_FIELD, Reason.NO_HOLDER, message, remedy)


def _no_more(agency: AgencyRow, on: date, after: list[AgencyRow]) -> Problem:
    message = _("ngày %(day)s không còn %(agency)s") % {"day": f"{on:%d/%m/%Y}", "agency": agency.full_name}
    if not after:
        remedy = _("chọn ngày khác, hoặc giao việc lại cho cơ quan khác rồi ghi vào kế hoạch của cơ quan đó")
        return Problem(_FIELD, Reason.NO_HOLDER, message, remedy)
    message += ", " + _("việc đã chia cho %(names)s") % {"names": _names(after)}
    return Problem(_FIELD, Reason.NO_HOLDER, message, _("ghi vào kế hoạch năm của cơ quan nhận việc"))


def _names(agencies: list[AgencyRow]) -> str:
    return ", ".join(agency.full_name for agency in agencies)

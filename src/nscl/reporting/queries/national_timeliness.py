"""How many agencies of each province report in time: counted here, or told by a package."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.institutions.enums import UnitLevel
from nscl.institutions.queries import UnitRow, units_on
from nscl.reporting.models import ReceivedTimeliness, ReportingRound
from nscl.reporting.queries.received import Holders, holders, standing_packages
from nscl.reporting.queries.timeliness import AgencyTally, tallies
from nscl.reporting.rules.comparing import Origin
from nscl.reporting.rules.timeliness import Tally

_TENTH: Final = Decimal("0.1")
_HUNDRED: Final = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class ProvinceTimeliness:
    """A province's reports of agencies in a year. origin None: nothing is known. asked: those whose day is over, or
    that came; submitted: of these, those that came at all.
    """

    unit_id: int
    unit_code: str
    province: str
    origin: Origin | None
    package: int | None
    asked: int
    submitted: int
    on_time: int
    is_sample: bool

    @property
    def late(self) -> int:
        """Those that came after their day."""
        return self.submitted - self.on_time

    @property
    def never(self) -> int:
        """Those that did not come, their day over."""
        return self.asked - self.submitted

    @property
    def rate(self) -> Decimal | None:
        """Per cent in time; None where none was asked."""
        share = Decimal(self.on_time * _HUNDRED) / self.asked if self.asked else None
        return None if share is None else share.quantize(_TENTH, ROUND_HALF_UP)


def province_timeliness(viewer: Viewer, year: int, on: date) -> tuple[ProvinceTimeliness, ...]:
    """The provinces of a day by code, of those whose reports the viewer may see; here wins over a package.

    Raises NotAllowed without VIEW_REPORTS, OutsideKnownDates for a day before the data. At most five queries.
    """
    viewer.require(Permission.VIEW_REPORTS)
    reach = viewer.units_with(Permission.VIEW_REPORTS)
    provinces = [unit for unit in units_on(on, UnitLevel.PROVINCE) if reach is None or unit.id in reach]
    numbers = [unit.id for unit in provinces]
    counted = [one for one in tallies(unit_ids=None if reach is None else list(reach), on=on) if one.year == year]
    packages = ReceivedTimeliness.objects.filter(year=year, package__in=standing_packages(viewer, year))
    told = list(packages.select_related("package").defer("package__content").order_by("-package__made_at", "pk"))
    units = [one.unit_id for one in counted] + [one.package.unit_id for one in told]
    owner = holders(numbers, units)
    here = _here(counted, owner)
    samples = _sample_units(year, owner)
    sent: dict[int, ReceivedTimeliness] = {}
    for one in told:
        if one.package.unit_id in owner:
            sent.setdefault(owner[one.package.unit_id], one)
    return tuple(_row(unit, here.get(unit.id), sent.get(unit.id), is_sample=unit.id in samples) for unit in provinces)


def timeliness_counts(tally: Tally) -> tuple[int, int, int]:
    """Asked, submitted, on time: what a package tells. Those whose day is still to come are not asked yet."""
    submitted = tally.on_time + tally.late
    return submitted + tally.never, submitted, tally.on_time


def _here(counted: list[AgencyTally], owner: Holders) -> dict[int, Tally]:
    found: dict[int, Tally] = defaultdict(Tally)
    for one in counted:
        if one.unit_id in owner:
            found[owner[one.unit_id]] += one.tally
    return found


def _sample_units(year: int, owner: Holders) -> frozenset[int]:
    rows = (
        ReportingRound.objects.filter(year=year, is_sample=True).order_by("unit_id").values_list("unit_id", flat=True)
    )
    return frozenset(owner[unit] for unit in rows.distinct() if unit in owner)


def _row(unit: UnitRow, here: Tally | None, sent: ReceivedTimeliness | None, *, is_sample: bool) -> ProvinceTimeliness:
    asked = submitted = on_time = 0
    origin = None
    if here is not None:
        origin, (asked, submitted, on_time) = Origin.HERE, timeliness_counts(here)
    elif sent is not None:
        origin, asked, submitted, on_time = Origin.PACKAGE, sent.asked, sent.submitted, sent.on_time
    return ProvinceTimeliness(
        unit_id=unit.id,
        unit_code=unit.code,
        province=unit.label,
        origin=origin,
        package=sent.package_id if sent else None,
        asked=asked,
        submitted=submitted,
        on_time=on_time,
        is_sample=is_sample if origin is Origin.HERE else bool(sent and sent.package.is_sample),
    )

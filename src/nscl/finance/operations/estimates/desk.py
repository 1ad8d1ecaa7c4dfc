"""One estimate under its lock, with its lines; whoever writes in it waits for whoever does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.finance.enums import EstimateState, MoneyKind, MoneySource
from nscl.finance.models import Estimate, EstimateLine
from nscl.finance.operations.estimates.errors import EstimateClosed, EstimateMissing, LineMissing
from nscl.finance.rules.moves import OPEN_FOR_EDIT
from nscl.finance.rules.places import place_of
from nscl.plans.operations.wording import stored
from nscl.records.operations import Reference

# As wide as the column of the audit trail that names what was changed.
FIELD_LENGTH: Final = 100


class LineHead(NamedTuple):
    """A line as far as its place in the tree goes."""

    number: int
    parent: int | None
    position: int
    key: str
    title: str

    @property
    def place(self) -> str:
        """What people call it."""
        return place_of(self.key, self.title)


class Desk:
    """An estimate that is being worked on. Lines are read once, when they are first asked for."""

    def __init__(self, estimate: Estimate) -> None:
        self.estimate = estimate

    @property
    def number(self) -> int:
        """The estimate's number."""
        return self.estimate.pk

    @property
    def state(self) -> EstimateState:
        """Where the estimate stands."""
        return EstimateState(self.estimate.state)

    @property
    def reference(self) -> Reference:
        """The estimate as the audit trail refers to it."""
        return reference_of(self.estimate)

    @cached_property
    def lines(self) -> Mapping[int, LineHead]:
        """The lines by number, in the order of the table among siblings."""
        rows = EstimateLine.objects.filter(estimate=self.number).order_by("position", "pk")
        heads = (LineHead(*row) for row in rows.values_list("pk", "parent_id", "position", "key", "title"))
        return {head.number: head for head in heads}

    @cached_property
    def children(self) -> Mapping[int | None, Sequence[LineHead]]:
        """The lines by the line under which they stand (None: the first level), in their order."""
        found: dict[int | None, list[LineHead]] = {}
        for head in self.lines.values():
            found.setdefault(head.parent, []).append(head)
        return found

    def line(self, number: int) -> LineHead:
        """A line of this estimate. Raises LineMissing."""
        if number not in self.lines:
            raise LineMissing(number)
        return self.lines[number]

    def place(self, number: int) -> str:
        """What people call a line; "" for one that is not there."""
        return self.lines[number].place if number in self.lines else ""

    def depth(self, number: int | None) -> int:
        """How many lines stand above the children of this one: 0 for the first level (None)."""
        depth = 0
        while number is not None:
            number, depth = self.lines[number].parent, depth + 1
        return depth

    def under(self, number: int) -> list[LineHead]:
        """The line with everything that stands under it, in the order of the table."""
        found = [self.lines[number]]
        for child in self.children.get(number, ()):
            found += self.under(child.number)
        return found

    def forget_lines(self) -> None:
        """Lines were added, moved or removed: they are read again when next asked for."""
        self.__dict__.pop("lines", None)
        self.__dict__.pop("children", None)

    def require_open(self) -> None:
        """Raise EstimateClosed where the figures cannot be changed."""
        if self.state not in OPEN_FOR_EDIT:
            raise EstimateClosed(self.state)

    def bump(self) -> int:
        """Something changed: who has the estimate open is told. Returns the version now."""
        self.estimate.version += 1
        self.estimate.save(update_fields=["version"])
        return self.estimate.version


def open_desk(number: int, permission: Permission, viewer: Viewer | None) -> Desk:
    """The estimate, locked until the transaction ends. `viewer` None: the system acts.

    Raises EstimateMissing, NotAllowed.
    """
    rows = Estimate.objects.select_related("plan__unit").select_for_update(of=("self",), no_key=True)
    estimate = rows.filter(pk=number).order_by("pk").first()
    if estimate is None:
        raise EstimateMissing(number)
    if viewer is not None:
        viewer.require(permission, estimate.plan.unit_id)
    return Desk(estimate)


def desk_of_line(number: int, permission: Permission, viewer: Viewer | None) -> Desk:
    """The locked estimate that a line belongs to. Raises LineMissing, NotAllowed."""
    estimate = EstimateLine.objects.filter(pk=number).order_by("pk").values_list("estimate_id", flat=True).first()
    if estimate is None:
        raise LineMissing(number)
    desk = open_desk(estimate, permission, viewer)
    desk.line(number)  # removed while this waited for the lock?
    return desk


def reference_of(estimate: Estimate) -> Reference:
    """The estimate as the audit trail refers to it."""
    return Reference(MoneyKind.ESTIMATE, estimate.pk, estimate.title)


def cell_label(place: str, year: int, source: MoneySource, length: int = FIELD_LENGTH) -> str:
    """A cell in the words of the audit trail, as long as its column holds."""
    where = f" · {year} · {stored(source.label)}"
    return place[: length - len(where)] + where


def appraised_label(place: str, year: int, source: MoneySource) -> str:
    """What was appraised of a cell, in the words of the audit trail."""
    said = "Thẩm định "
    return said + cell_label(place, year, source, FIELD_LENGTH - len(said))

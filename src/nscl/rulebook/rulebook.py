"""Norms and parameters by key and day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

from nscl.rulebook.errors import OutsideDates, UnknownKey

E = TypeVar("E", bound="Entry")


class Confidence(StrEnum):
    """How sure a figure is. HIGH: read in the instrument itself, or two sources agree; MEDIUM: one secondary source;
    LOW: a single weak source."""

    HIGH = "H"
    MEDIUM = "M"
    LOW = "L"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Something that an instrument fixes from one day to another (None: no end is known), with where it says so.

    subject: what it is about; unit: for what ("người/buổi"); note: what must be said with it.
    """

    key: str
    subject: str
    unit: str
    cite: str
    confidence: Confidence
    valid_from: date
    valid_to: date | None
    note: str = ""

    @property
    def is_unverified(self) -> bool:
        """True where the figure was not read in the instrument itself and is to be shown as unverified."""
        return self.confidence is not Confidence.HIGH

    def holds_on(self, on: date) -> bool:
        """Whether this version is in force on the day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    @property
    def period(self) -> str:
        """Its days in words: "từ 05/07/2021", "từ 15/05/2018 đến 27/10/2025"."""
        until = f" đến {self.valid_to:%d/%m/%Y}" if self.valid_to else ""
        return f"từ {self.valid_from:%d/%m/%Y}{until}"


@dataclass(frozen=True, kw_only=True)
class Norm(Entry):
    """The most that one unit of something may cost, in đồng; None: the instrument is known, its figure is not."""

    ceiling_vnd: int | None

    def over_by(self, unit_cost_vnd: int) -> int:
        """How far a unit cost stands above the norm; 0 where it does not, or where the figure is not known."""
        return 0 if self.ceiling_vnd is None else max(0, unit_cost_vnd - self.ceiling_vnd)


@dataclass(frozen=True, kw_only=True)
class Parameter(Entry):
    """A figure of a rule that is not a cost, such as a per cent."""

    value: Decimal


class Rulebook:
    """All versions of all norms and parameters."""

    def __init__(self, norms: Iterable[Norm], parameters: Iterable[Parameter] = ()) -> None:
        self._norms = _Versions(norms)
        self._parameters = _Versions(parameters)

    def norm_for(self, key: str, on: date) -> Norm:
        """The version of a norm on a day. Raises UnknownKey, OutsideDates."""
        return self._norms.one(key, on)

    def norms_on(self, on: date) -> tuple[Norm, ...]:
        """Every norm of the day, in the order of the files: to choose from."""
        return self._norms.all_on(on)

    def norm_versions(self, key: str) -> tuple[Norm, ...]:
        """All versions of a norm, oldest first; none for an unknown key."""
        return self._norms.of(key)

    def parameter_for(self, key: str, on: date) -> Parameter:
        """The version of a parameter on a day. Raises UnknownKey, OutsideDates."""
        return self._parameters.one(key, on)

    def parameters_on(self, on: date) -> tuple[Parameter, ...]:
        """Every parameter of the day, in the order of the files."""
        return self._parameters.all_on(on)


class _Versions(Generic[E]):
    """Entries of one kind by key, their versions oldest first."""

    def __init__(self, entries: Iterable[E]) -> None:
        by_key: dict[str, list[E]] = {}
        for entry in entries:
            by_key.setdefault(entry.key, []).append(entry)
        self._by_key: Mapping[str, Sequence[E]] = {
            key: sorted(versions, key=lambda one: one.valid_from) for key, versions in by_key.items()
        }

    def of(self, key: str) -> tuple[E, ...]:
        return tuple(self._by_key.get(key, ()))

    def one(self, key: str, on: date) -> E:
        versions = self.of(key)
        if not versions:
            raise UnknownKey(key)
        for version in versions:
            if version.holds_on(on):
                return version
        raise OutsideDates(key, versions[-1].subject, on, tuple(version.period for version in versions))

    def all_on(self, on: date) -> tuple[E, ...]:
        held = (next((one for one in versions if one.holds_on(on)), None) for versions in self._by_key.values())
        return tuple(one for one in held if one is not None)

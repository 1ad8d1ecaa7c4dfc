"""The register of indicators: each code once, with its unit and one sentence on what it counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext

from nscl.documents.pack.labels import INDICATOR_LABELS
from nscl.progress.catalogue.registered import Registered
from nscl.progress.catalogue.scope import Counted, Scope
from nscl.progress.enums import ValueSource

Count = Callable[[Scope], Counted]
Words = str | Promise  # said in the language of the moment


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of the catalogue. counts: what it counts, or which record will give it.

    count: over activities; register: things that are counted once; figure: of a published run of the productivity
    package; none of them: nothing gives it yet. remedy: what to do
    where nothing is recorded, "" where that is to record activities. package: of an awaited one, the package of the
    system that will keep these records; "" where it is counted.
    """

    code: str
    name: Words
    unit: Words
    source: ValueSource
    counts: Words
    count: Count | None = None
    package: str = ""
    register: Registered | None = None
    remedy: Words = ""
    figure: str = ""

    @property
    def label(self) -> str:
        """Its name in the language of the moment."""
        return gettext(str(self.name))

    @property
    def is_counted(self) -> bool:
        """Whether records give it by now."""
        return self.count is not None or self.register is not None or bool(self.figure)


_REGISTER: dict[str, Indicator] = {}


def indicator(
    code: str, *, unit: Words, counts: Words, name: Words = "", remedy: Words = ""
) -> Callable[[Count], Count]:
    """Register the function below as the one way in which `code` is counted.

    name: of a code that the pack format does not name. remedy: see `Indicator`. Raises ValueError where the code is
    registered already.
    """

    def register(count: Count) -> Count:
        _add(Indicator(code, name or INDICATOR_LABELS[code], unit, ValueSource.COUNTED, counts, count, remedy=remedy))
        return count

    return register


def registered(code: str, what: Registered, *, unit: Words, counts: Words, remedy: Words) -> None:
    """Register a code that counts things of a register, each once, or as many as stand on a day."""
    source = ValueSource.COUNTED
    _add(Indicator(code, INDICATOR_LABELS[code], unit, source, counts, register=what, remedy=remedy))


def published(code: str, figure: str, *, unit: Words, counts: Words, remedy: Words) -> None:
    """Register a code that a published run gives. figure: which of its figures."""
    _add(
        Indicator(code, INDICATOR_LABELS[code], unit, ValueSource.COMPUTED, counts, figure=figure, remedy=remedy),
    )


def awaited(code: str, *, unit: Words, package: str, given_by: Words) -> None:
    """Register a code that no record gives yet. given_by: which record will; package: who will keep it."""
    _add(Indicator(code, INDICATOR_LABELS[code], unit, ValueSource.AWAITED, given_by, package=package))


def find(code: str) -> Indicator | None:
    """The indicator with this code; None where the catalogue does not know it."""
    return _REGISTER.get(code)


def catalogue() -> Mapping[str, Indicator]:
    """All indicators by code, in the order in which they are registered."""
    return dict(_REGISTER)


def _add(one: Indicator) -> None:
    if one.code in _REGISTER:
        raise ValueError(f"{one.code} is registered twice")
    _REGISTER[one.code] = one

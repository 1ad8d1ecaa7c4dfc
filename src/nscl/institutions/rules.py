"""Rules of time and succession over plain values: who bears a code on a day, what leads to what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from django.utils.translation import gettext as _

DAY = timedelta(days=1)
T = TypeVar("T", bound=Hashable)
# Words of proper names: a Vietnamese place keeps its Vietnamese name on an English screen.
KIND_WORDS: Mapping[str, str] = {
    "province": "tỉnh",
    "city": "thành phố",
    "commune": "xã",
    "ward": "phường",
    "special_zone": "đặc khu",
}


@dataclass(frozen=True, slots=True)
class Bearer:
    """A unit that bears a code for a time. `continues`: the bearer of the same code that it is the sole heir of."""

    number: int
    code: str
    label: str
    valid_from: date
    valid_to: date | None
    continues: int | None = None


class InstitutionsError(LookupError):
    """A question about places or bodies that the data cannot answer; `str()` tells an official why and what to do."""


class UnknownUnit(InstitutionsError):  # named as the domain names it
    """No unit ever bore the code, or there is no unit of that number."""

    def __init__(self, code: str) -> None:
        super().__init__(
            _("Không có đơn vị hành chính mang mã %(code)s. Hãy xem lại mã trong danh mục tỉnh, xã.") % {"code": code}
        )
        self.code = code


class AmbiguousCode(InstitutionsError):
    """Different units bore the code at different times and no date was given."""

    def __init__(self, code: str, bearers: Sequence[Bearer]) -> None:
        named = "; ".join(f"{bearer.label} ({period(bearer.valid_from, bearer.valid_to)})" for bearer in bearers)
        super().__init__(
            _("Mã %(code)s thuộc về nhiều đơn vị ở các thời kỳ khác nhau: %(units)s. Hãy nêu ngày cần tra cứu.")
            % {"code": code, "units": named}
        )
        self.code = code
        self.bearers = tuple(bearers)


class OutsideKnownDates(InstitutionsError):
    """The data says nothing about the day asked for."""

    def __init__(self, what: str, on: date, known: Sequence[tuple[date, date | None]]) -> None:
        periods = "; ".join(period(first, last) for first, last in known)
        super().__init__(
            _("%(what)s không có dữ liệu vào ngày %(day)s. Dữ liệu có: %(periods)s.")
            % {"what": what, "day": f"{on:%d/%m/%Y}", "periods": periods}
        )
        self.on = on


class NoSingleSuccessor(InstitutionsError):
    """A unit passed into several, so that it has no single successor."""

    def __init__(self, label: str, successors: Sequence[str]) -> None:
        super().__init__(
            _("%(unit)s đã chia cho nhiều đơn vị: %(units)s. Hãy chọn một đơn vị.")
            % {"unit": label, "units": ", ".join(successors)}
        )


def period(first: date, last: date | None) -> str:
    """A time in words: "01/08/2008 – 30/06/2025", "từ 01/07/2025"."""
    if last is None:
        return _("từ %(day)s") % {"day": f"{first:%d/%m/%Y}"}
    return f"{first:%d/%m/%Y} – {last:%d/%m/%Y}"


def label_of(kind: str, name: str) -> str:
    """The name of a unit with its kind, as written inside a sentence: "tỉnh Bắc Ninh", "phường Kép"."""
    return f"{KIND_WORDS[kind]} {name}"


def covers(valid_from: date, valid_to: date | None, on: date) -> bool:
    """Whether a time, both ends included, holds the day."""
    return valid_from <= on and (valid_to is None or on <= valid_to)


def bearer_of(code: str, bearers: Iterable[Bearer], on: date | None) -> Bearer:
    """Who bears `code` on a day; without a day, who alone has ever borne it.

    A unit that merely changed its name or kind (same code, sole heir of one unit) counts as one with its forerunner:
    its latest form answers. Raises UnknownUnit, AmbiguousCode, OutsideKnownDates.
    """
    candidates = sorted((bearer for bearer in bearers if bearer.code == code), key=lambda bearer: bearer.valid_from)
    if not candidates:
        raise UnknownUnit(code)
    if on is not None:
        for bearer in candidates:
            if covers(bearer.valid_from, bearer.valid_to, on):
                return bearer
        raise OutsideKnownDates(
            _("Mã %(code)s") % {"code": code}, on, [(bearer.valid_from, bearer.valid_to) for bearer in candidates]
        )
    spans = _merge_continuations(candidates)
    if len(spans) > 1:
        raise AmbiguousCode(code, spans)
    return candidates[-1]


def _merge_continuations(candidates: Sequence[Bearer]) -> list[Bearer]:
    """Forerunner and sole heir as one bearer, from the first day of the one to the last of the other."""
    spans: list[Bearer] = []
    last_number: int | None = None
    for bearer in candidates:
        first = bearer.valid_from
        if spans and bearer.continues is not None and bearer.continues == last_number:
            first = spans.pop().valid_from
        spans.append(Bearer(bearer.number, bearer.code, bearer.label, first, bearer.valid_to))
        last_number = bearer.number
    return spans


def reachable(start: T, edges: Iterable[tuple[T, T]]) -> frozenset[T]:
    """Everything that `start` leads to along `edges`, `start` itself included."""
    onward: dict[T, list[T]] = defaultdict(list)
    for source, target in edges:
        onward[source].append(target)
    found = {start}
    waiting = [start]
    while waiting:
        for target in onward[waiting.pop()]:
            if target not in found:
                found.add(target)
                waiting.append(target)
    return frozenset(found)

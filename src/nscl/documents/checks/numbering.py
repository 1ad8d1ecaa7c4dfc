"""Numbering: gaps in the keys of tasks, groups, targets and budget lines; documents without number or date."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nscl.documents.checks.examination import Examination
from nscl.documents.checks.finding import Finding
from nscl.documents.pack.enums import FindingKind, FindingSeverity
from nscl.documents.pack.values import Span
from nscl.text.dates import PartialDate, format_partial

_COUNTED = re.compile(r"([^\W\d_]*)(\d{1,4})")
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}
# Letters that number points in Vietnamese documents: a) b) c) d) đ) e) g) h) … (no f, j, w, z).
_POINTS = "abcdđeghiklmnopqrstuvxy"


@dataclass(frozen=True, slots=True)
class _Numbered:
    key: str
    at: Span | None


@dataclass(frozen=True, slots=True)
class _Series:
    """What is numbered: the word for it, the part of the pack, and how much a gap in it matters."""

    noun: str
    part: str
    severity: FindingSeverity


@dataclass(frozen=True, slots=True)
class _Place:
    """A key taken apart: the series that it belongs to and its place there."""

    prefix: str
    style: str
    value: int

    def written(self, value: int) -> str:
        """The key that stands at another place of this series."""
        match self.style:
            case "roman":
                last = _roman(value)
            case "lower" | "upper":
                letter = _POINTS[value - 1]
                last = letter if self.style == "lower" else letter.upper()
            case letters:
                last = f"{letters}{value}"
        return f"{self.prefix}.{last}" if self.prefix else last


def gaps(examination: Examination) -> Iterator[Finding]:
    """Keys that skip a number within one series: 5.2.1 → 5.2.3, II.1 → II.3, T1 → T3, d) → e).

    A series is the keys with the same words before the last number, in the order of the document; a new group starts
    a new series, so nothing is said where numbers restart or stop with a group. Where numbers run on through the
    groups (I.1, I.2, II.3) a series may start after the one before it. Targets carry numbers that the reader of the
    document gave: only noted. A budget line whose number is missing among the tasks too is reported once.
    """
    pack = examination.pack
    told: set[str] = set()
    tasks = [_Numbered(task.key, task.at) for task in pack.tasks]
    yield from _gaps(tasks, _Series("nhiệm vụ", "tasks", FindingSeverity.WARNING), told)
    lines = [_Numbered(line.key, line.at) for line in pack.budget.lines] if pack.budget is not None else []
    yield from _gaps(lines, _Series("dòng dự toán", "budget.lines", FindingSeverity.WARNING), told)
    groups = [_Numbered(group.key, None) for group in pack.task_groups]
    yield from _gaps(groups, _Series("nhóm nhiệm vụ", "task_groups", FindingSeverity.INFO), told)
    targets = [_Numbered(target.key, target.at) for target in pack.targets]
    yield from _gaps(targets, _Series("mục tiêu", "targets", FindingSeverity.INFO), set())


def blank_documents(examination: Examination) -> Iterator[Finding]:
    """A plan without number or full date, and documents that it cites without number or full date."""
    pack = examination.pack
    missing = []
    if pack.plan.number is None:
        missing.append("số, ký hiệu")
    missing += _missing_date(pack.plan.issued_on)
    if missing:
        yield _blank(f"Kế hoạch để trống {' và '.join(missing)}", None, "plan.number", None)
    for place, basis in enumerate(pack.legal_basis, start=1):
        missing = ["số, ký hiệu"] if basis.number is None else []
        missing += _missing_date(basis.date)
        if missing:
            name = basis.number or f"của {basis.issuer}"
            says = f"Văn bản {name} được dẫn mà thiếu {' và '.join(missing)}"
            yield _blank(says, basis.at, f"legal_basis[{place}]", basis.about)


def _missing_date(day: PartialDate | None) -> list[str]:
    if day is None:
        return ["ngày ban hành"]
    if day.is_full:
        return []
    if day.month is None:
        return [f"ngày, tháng ban hành (chỉ có năm {day.year})"]
    return [f"ngày ban hành (chỉ có tháng {format_partial(day)})"]


def _blank(says: str, at: Span | None, subject: str, about: str | None) -> Finding:
    return Finding(
        kind=FindingKind.NUMBERING,
        severity=FindingSeverity.INFO,
        at=at,
        says=says,
        conflicts_with=f"Tên văn bản: {about}" if about is not None else None,
        likely=None,
        subject=subject,
        rule="numbering.blank-document",
    )


def _gaps(items: Sequence[_Numbered], series_of: _Series, told: set[str]) -> Iterator[Finding]:
    last: dict[tuple[str, str], tuple[int, str]] = {}
    running = 0
    for item, place in zip(items, _places([item.key for item in items]), strict=True):
        if place is None:
            continue
        before, before_key = last.get((place.prefix, place.style), (_start(place, running), ""))
        last[place.prefix, place.style] = (place.value, item.key)
        running = place.value
        absent = [place.written(value) for value in range(before + 1, place.value)]
        fresh = [key for key in absent if key not in told]
        told.update(absent)
        if fresh:
            yield _gap(item, before_key, fresh, series_of)


def _gap(item: _Numbered, before: str, absent: list[str], series: _Series) -> Finding:
    noun = series.noun
    missing = absent[0] if len(absent) == 1 else f"{absent[0]} đến {absent[-1]}"
    says = f"Sau {noun} {before} là {item.key}" if before else f"Dãy {noun} bắt đầu từ {item.key}"
    return Finding(
        kind=FindingKind.NUMBERING,
        severity=series.severity,
        at=item.at,
        says=says,
        conflicts_with=f"Không có {noun} {missing}",
        likely=f"{item.key} phải là {absent[0]}, hoặc thiếu {noun} {missing}",
        subject=f"{series.part}[{item.key}]",
        rule="numbering.gap",
    )


def _start(place: _Place, running: int) -> int:
    """The place before which a series may start: nothing, or where the series before it stopped.

    Series without a heading over them (T5 alone, PL2 among I, II, III) may start anywhere.
    """
    if not place.prefix or place.value == running + 1:
        return place.value - 1
    return 0


def _places(keys: Sequence[str]) -> list[_Place | None]:
    # One key cannot tell whether "I" is a numeral or a letter: its whole series decides.
    ends: dict[str, list[str]] = {}
    for key in keys:
        prefix, _, last = key.rpartition(".")
        ends.setdefault(prefix, []).append(last)
    numerals = {prefix for prefix, lasts in ends.items() if _are_roman(lasts)}
    return [_place(prefix, last, numerals) for prefix, _, last in (key.rpartition(".") for key in keys)]


def _are_roman(lasts: list[str]) -> bool:
    letters = [last for last in lasts if last.isalpha()]
    return bool(letters) and all(_ROMAN.fullmatch(last) for last in letters)


def _place(prefix: str, last: str, numerals: set[str]) -> _Place | None:
    counted = _COUNTED.fullmatch(last)
    if counted is not None:
        return _Place(prefix, counted[1], int(counted[2]))
    if prefix in numerals and last.isalpha():
        return _Place(prefix, "roman", _value(last))
    if len(last) == 1 and last.lower() in _POINTS:
        return _Place(prefix, "lower" if last.islower() else "upper", _POINTS.index(last.lower()) + 1)
    return None


def _value(numeral: str) -> int:
    total = 0
    for here, after in zip(numeral, f"{numeral[1:]} ", strict=True):
        value = _ROMAN_DIGITS[here]
        total += -value if _ROMAN_DIGITS.get(after, 0) > value else value
    return total


def _roman(value: int) -> str:
    tens, ones = divmod(value, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]

"""When a task is done: the wordings of a timetable column as a `Schedule` of the pack.

"2021-2030", "Từ quý II năm 2022 và những năm tiếp theo", "Hằng năm", "2030 hoặc đột xuất" … Only years are kept: the
pack's schedule knows no quarter; its ``text`` keeps the wording.
"""

import re
from dataclasses import dataclass
from functools import cache

from nscl.documents.pack.enums import ScheduleKind
from nscl.documents.pack.schema import Schedule
from nscl.documents.pack.values import Span
from nscl.documents.reading.approximate import find_phrases, likeness
from nscl.documents.reading.lexicon import load
from nscl.documents.reading.results import Doubt
from nscl.text.folding import fold_words

# Plans of this programme begin with Decision 712/QĐ-TTg of 2010 and look no further than the vision 2050.
_FIRST_YEAR, _LAST_YEAR = 2000, 2060
_YEAR_WORD = re.compile(r"20\d\d")
_SHORT_END = re.compile(r"\b(20\d\d)\s*[-–—]\s*(\d\d)(?![\d/])")
_DAMAGED_YEAR = re.compile(r"(?<![0-9])[2Z][0O][0-9OIl]{2}(?![0-9])")
_DIGITS = str.maketrans({"Z": "2", "O": "0", "I": "1", "l": "1"})
_MARKUP = re.compile(r"<[^>]{0,20}>")
# "Hang", "H?mg", "Héng" + "nam": two short words of which recognition leaves three letters of four.
_LEAST_LIKENESS = 0.75
_DAMAGED_PHRASES = ("Hằng năm", "Thường xuyên", "đột xuất", "khi có yêu cầu")
_ANNUAL_TEXT = "Hằng năm"


@dataclass(frozen=True, slots=True)
class TimedReading:
    """A schedule with what is doubtful in it: pairs of the doubt's rule and its Vietnamese reason."""

    schedule: Schedule
    doubts: tuple[tuple[str, str], ...] = ()

    def as_doubts(self, subject: str, at: Span | None) -> tuple[Doubt, ...]:
        """The doubts about the item ``subject`` ("tasks[II.3].schedule") that stands at ``at``."""
        return tuple(Doubt(subject, at, rule, reason) for rule, reason in self.doubts)


def read_schedule(text: str | None, *, damaged: bool = False) -> Schedule:
    """The schedule that a cell or a phrase states; `read_schedule_with_doubts` also says what is unsure in it.

    Never raises: what cannot be read is ``unstated`` with the wording kept (None where there is none).
    """
    return read_schedule_with_doubts(text, damaged=damaged).schedule


def read_schedule_with_doubts(text: str | None, *, damaged: bool = False) -> TimedReading:
    """The schedule and the reasons to look at it. ``damaged``: the text lost its diacritics in recognition."""
    wording = " ".join(_MARKUP.sub(" ", text or "").split()).strip(" .;,:")
    if not wording:
        return TimedReading(Schedule(kind=ScheduleKind.UNSTATED, start=None, end=None, text=None))
    if damaged:
        return _read_damaged(wording)
    return _read(wording)


def _read(wording: str) -> TimedReading:
    words = f" {' '.join(fold_words(wording))} "
    years = _years(wording)
    lexicon = _lexicon()
    annual = _has(words, lexicon["annual"])
    on_demand = _has(words, lexicon["on_demand"])
    if not years:
        kind = ScheduleKind.ANNUAL if annual else ScheduleKind.ON_DEMAND if on_demand else ScheduleKind.UNSTATED
        doubts = () if kind is not ScheduleKind.UNSTATED else _unread(wording)
        return TimedReading(Schedule(kind=kind, start=None, end=None, text=wording), doubts)
    first, last = years[0], years[-1]
    if _has(words, lexicon["open"]):
        return TimedReading(Schedule(kind=ScheduleKind.FROM, start=first, end=None, text=wording))
    if annual:
        return _annual_between(wording, words, years)
    if len(years) == 1:
        return _one_year(wording, words, first)
    if first == last:
        return TimedReading(Schedule(kind=ScheduleKind.SINGLE, start=first, end=last, text=wording))
    schedule = Schedule(kind=ScheduleKind.YEARS, start=first, end=last, text=wording)
    return TimedReading(schedule, _gaps(wording, years))


def _annual_between(wording: str, words: str, years: list[int]) -> TimedReading:
    """ "Hằng năm, giai đoạn 2022-2025", "Hằng năm từ 2023", "Hằng năm đến 2025"."""
    first, last = years[0], years[-1]
    if len(years) > 1:
        return TimedReading(Schedule(kind=ScheduleKind.ANNUAL, start=first, end=last, text=wording))
    if _marker(words, first) == "until":
        return TimedReading(Schedule(kind=ScheduleKind.ANNUAL, start=None, end=first, text=wording))
    return TimedReading(Schedule(kind=ScheduleKind.ANNUAL, start=first, end=None, text=wording))


def _one_year(wording: str, words: str, year: int) -> TimedReading:
    marker = _marker(words, year)
    if marker == "from":
        return TimedReading(Schedule(kind=ScheduleKind.FROM, start=year, end=None, text=wording))
    schedule = Schedule(kind=ScheduleKind.SINGLE, start=year, end=year, text=wording)
    if marker == "until":
        reason = f"“{wording}” chỉ nêu năm cuối, không nêu năm bắt đầu; tạm ghi là năm {year}"
        return TimedReading(schedule, (("schedule-start-unstated", reason),))
    return TimedReading(schedule)


def _gaps(wording: str, years: list[int]) -> tuple[tuple[str, str], ...]:
    """Years listed one by one with years left out between them: the pack can only say from … to …"""
    first, last = years[0], years[-1]
    if first > last:
        return (("schedule-backwards", f"“{wording}”: năm đầu sau năm cuối, hãy kiểm tra lại văn bản"),)
    named = set(years)
    for found in _YEAR_RANGE.finditer(_long_years(wording)):
        ends = [int(year) for year in _YEAR_WORD.findall(found[0])]
        named |= set(range(ends[0], ends[-1] + 1))
    if named >= set(range(first, last + 1)):
        return ()
    listed = ", ".join(str(year) for year in sorted(named))
    return (("schedule-gap", f"“{wording}” chỉ nêu các năm {listed}; ghi thành khoảng {first}–{last}"),)


# "2022-2025", "từ 2022 đến 2025", "Quý I/2022 - Quý IV/2025".
_YEAR_RANGE = re.compile(
    r"20\d\d\s*(?:[-–—]|đến|den|tới)\s*(?:[^\W\d]{1,6}[\s./]*){0,3}\d{0,2}[/.]?(?:20)?\d\d", re.IGNORECASE
)


def _read_damaged(wording: str) -> TimedReading:
    phrases = [match.phrase for match in find_phrases(wording, _DAMAGED_PHRASES, least=_LEAST_LIKENESS)]
    wording = _DAMAGED_YEAR.sub(lambda found: found[0].translate(_DIGITS), wording)
    years = _years(wording)
    if years:
        return _damaged_years(wording, years, phrases)
    if "Hằng năm" in phrases or "Thường xuyên" in phrases:
        return TimedReading(Schedule(kind=ScheduleKind.ANNUAL, start=None, end=None, text=_ANNUAL_TEXT))
    if phrases:
        return TimedReading(Schedule(kind=ScheduleKind.ON_DEMAND, start=None, end=None, text="đột xuất"))
    if likeness(wording, _ANNUAL_TEXT.split(maxsplit=1)[0]) >= _LEAST_LIKENESS:
        reason = f"ô chỉ còn đọc được “{wording}”; hiểu là hằng năm"
        doubts = (("schedule-torn", reason),)
        return TimedReading(Schedule(kind=ScheduleKind.ANNUAL, start=None, end=None, text=_ANNUAL_TEXT), doubts)
    return TimedReading(Schedule(kind=ScheduleKind.UNSTATED, start=None, end=None, text=wording), _unread(wording))


def _damaged_years(wording: str, years: list[int], phrases: list[str]) -> TimedReading:
    first, last = years[0], years[-1]
    tail = " hoặc đột xuất" if "đột xuất" in phrases else ""
    if len(years) == 1:
        text = f"{first}{tail}"
        doubts: tuple[tuple[str, str], ...] = ()
        if _DANGLING_RANGE.search(wording):
            doubts = (("schedule-unread", f"“{wording}”: sau năm {first} còn một năm không đọc được"),)
        return TimedReading(Schedule(kind=ScheduleKind.SINGLE, start=first, end=first, text=text), doubts)
    return TimedReading(Schedule(kind=ScheduleKind.YEARS, start=first, end=last, text=f"{first}-{last}{tail}"))


_DANGLING_RANGE = re.compile(r"20\d\d\s*[-–—]\s*(?!20\d\d)")


def _years(wording: str) -> list[int]:
    """The years in the order of the text; "2021-25" has two."""
    found = (int(year) for year in _YEAR_WORD.findall(_long_years(wording)))
    return [year for year in found if _FIRST_YEAR <= year <= _LAST_YEAR]


def _long_years(wording: str) -> str:
    """ "2021-25" as "2021-2025"; "2021-05" stays a month."""
    return _SHORT_END.sub(lambda match: f"{match[1]}-20{match[2]}" if match[2] > match[1][2:] else match[0], wording)


def _unread(wording: str) -> tuple[tuple[str, str], ...]:
    return (("schedule-unread", f"không hiểu thời gian thực hiện “{wording}”"),)


def _has(words: str, phrases: tuple[str, ...]) -> bool:
    return any(f" {phrase} " in words for phrase in phrases)


def _marker(words: str, year: int) -> str | None:
    """Which mark stands last before the year, "from" or "until" ("từ nay đến năm 2030"); None where none does."""
    before = f"{words.partition(str(year))[0]} "
    places = {name: max(before.rfind(f" {word} ") for word in _lexicon()[name]) for name in ("from", "until")}
    name = max(places, key=lambda each: places[each])
    return name if places[name] >= 0 else None


@cache
def _lexicon() -> dict[str, tuple[str, ...]]:
    return {name: tuple(dict.fromkeys(phrases)) for name, phrases in load("schedules").items()}

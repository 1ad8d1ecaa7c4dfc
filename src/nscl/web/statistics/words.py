"""Series, their figures and what is asked of them, in the words of the screen."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nscl.productivity.enums import Answer, QuestionKind, Variable
from nscl.productivity.queries.series import VintageRow
from nscl.productivity.rules.series_words import unit_words
from nscl.text.formats import format_number
from nscl.web.statistics.figures import figure_words
from nscl.web.ui.parts import Chip, Text, Tone


class Group(StrEnum):
    """What kinds of quantity stand together, as the address of the list has them."""

    OUTPUT = "san-luong"
    CAPITAL = "von"
    LABOUR = "lao-dong"
    PRICES = "gia"
    SCIENCE = "khoa-hoc"


GROUP_WORDS: Final[Mapping[Group, Text]] = {
    Group.OUTPUT: gettext_lazy("Sản lượng"),
    Group.CAPITAL: gettext_lazy("Vốn"),
    Group.LABOUR: gettext_lazy("Lao động"),
    Group.PRICES: gettext_lazy("Giá"),
    Group.SCIENCE: gettext_lazy("Khoa học và công nghệ"),
}
_V = Variable
GROUP_OF: Final[Mapping[str, Group]] = {
    variable.value: group
    for group, variables in {
        Group.OUTPUT: (_V.OUTPUT, _V.GROSS_OUTPUT, _V.INTERMEDIATE),
        Group.CAPITAL: (_V.INVESTMENT, _V.CAPITAL_FORMATION, _V.FIXED_ASSETS, _V.CAPACITY_USE),
        Group.LABOUR: (_V.WORKERS, _V.HOURS, _V.WAGES, _V.LABOUR_INCOME, _V.LABOUR_SHARE),
        Group.PRICES: (_V.OUTPUT_PRICE, _V.INVESTMENT_PRICE),
        Group.SCIENCE: (_V.RESEARCH,),
    }.items()
    for variable in variables
}
# The order in which series stand: by group, within it as named above.
VARIABLE_RANK: Final[Mapping[str, int]] = {variable: place for place, variable in enumerate(GROUP_OF)}

ANSWER_CHIPS: Final[Mapping[Answer, Chip]] = {
    Answer.OPEN: Chip(gettext_lazy("Chưa trả lời"), Tone.WARN, "circle-question-mark", 0),
    Answer.RIGHT: Chip(gettext_lazy("Số đúng như nguồn"), Tone.GOOD, "circle-check", 1),
    Answer.ABSENT: Chip(gettext_lazy("Nguồn không có số năm này"), Tone.IDLE, "circle-minus", 2),
    Answer.RESCALED: Chip(gettext_lazy("Năm này ghi đơn vị khác"), Tone.INFO, "scaling", 3),
    Answer.LINKED: Chip(gettext_lazy("Nối các năm trước"), Tone.INFO, "link", 4),
}
KIND_WORDS: Final[Mapping[QuestionKind, Text]] = {
    QuestionKind.HOLE: gettext_lazy("Thiếu năm"),
    QuestionKind.UNIT: gettext_lazy("Lệch đơn vị"),
    QuestionKind.BREAK: gettext_lazy("Gãy chuỗi"),
}


def value_words(value: float, measured_in: str) -> str:
    """A figure with its unit."""
    return f"{figure_words(value)} {unit_words(measured_in)}"


def years_words(years: Collection[int]) -> str:
    """The years in runs: "2010–2018, 2020–2024"."""
    ordered = sorted(years)
    if not ordered:
        return ""
    runs: list[list[int]] = [[ordered[0], ordered[0]]]
    for before, year in pairwise(ordered):
        if year == before + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)


def questions_words(count: int) -> str:
    """How many questions wait."""
    return ngettext("%(n)s câu hỏi", "%(n)s câu hỏi", count) % {"n": format_number(count)}


def questions_chip(count: int) -> Chip | None:
    """That a series has questions; None where everything is answered."""
    if not count:
        return None
    return Chip(questions_words(count), Tone.WARN, "circle-question-mark", -count)


def joined(parts: Sequence[str]) -> str:
    """Parts of a note, empty ones left out."""
    return " · ".join(filter(None, parts))


class VintageState(StrEnum):
    """Whether the figures of a vintage count."""

    NEWEST = "newest"
    OLDER = "older"
    WITHDRAWN = "withdrawn"


VINTAGE_CHIPS: Final[Mapping[VintageState, Chip]] = {
    VintageState.NEWEST: Chip(gettext_lazy("Mới nhất"), Tone.GOOD, "circle-check", 0),
    VintageState.OLDER: Chip(gettext_lazy("Bản trước"), Tone.IDLE, "history", 1),
    VintageState.WITHDRAWN: Chip(gettext_lazy("Đã rút"), Tone.WARN, "undo-2", 2),
}


def counting(rows: Sequence[VintageRow]) -> list[VintageRow]:
    """The vintages whose figures are used: not withdrawn, and made-up ones only where there are no others."""
    live = [row for row in rows if row.withdrawn_at is None]
    return [row for row in live if not row.is_sample] or live


def vintage_state(row: VintageRow, rows: Sequence[VintageRow]) -> VintageState:
    """Whether a vintage counts: the newest, one before it, or withdrawn. rows: of the series, newest first."""
    if row.withdrawn_at is not None:
        return VintageState.WITHDRAWN
    return VintageState.NEWEST if row is counting(rows)[0] else VintageState.OLDER


def vintage_words(ordinal: int | None, count: int) -> str:
    """Which vintage of how many: "bản 3"; that all are withdrawn, where none counts."""
    if ordinal is None:
        return _("mọi bản đã rút")
    return _("bản %(n)s") % {"n": ordinal} if count > 1 else ""


def factor_words(answer: Answer, factor: float) -> str:
    """What an answer multiplies, and by what."""
    if answer is Answer.RESCALED:
        return _("số năm này nhân %(factor)s") % {"factor": figure_words(factor)}
    return _("các năm trước nhân %(factor)s") % {"factor": figure_words(factor)}

"""Origins, comparisons, keys and figures of the roll-up as words and chips of the screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nscl.documents.national_targets import NationalTarget
from nscl.plans.rules import figure_in_words, years_in_words
from nscl.reporting.queries.national import IndicatorRow, NationalEntry
from nscl.reporting.queries.packages import KeyRow, PackageRow
from nscl.reporting.rules.comparing import Origin
from nscl.reporting.rules.twice import Twice
from nscl.text.formats import format_number
from nscl.web.plans.words import capital
from nscl.web.progress.words import figure_words
from nscl.web.support.words import moment_words
from nscl.web.ui.parts import Chip, Text, Tone

ORIGIN_WORDS: Final[Mapping[Origin, Text]] = {
    Origin.HERE: gettext_lazy("trên hệ thống này"),
    Origin.PACKAGE: gettext_lazy("gói số liệu"),
}
COMPARES: Final = Chip(gettext_lazy("So sánh được"), Tone.GOOD, "circle-check", 1)
DIFFERS: Final = Chip(gettext_lazy("Không so sánh được"), Tone.WARN, "equal-not", 0)
TWICE_CHIPS: Final[Mapping[Twice, Chip]] = {
    Twice.SAME_CONTENT: Chip(gettext_lazy("Cùng một nội dung"), Tone.BAD, "octagon-alert", 0),
    Twice.OTHER_PROVINCE: Chip(gettext_lazy("Ở hơn một tỉnh"), Tone.WARN, "map", 1),
    Twice.OTHER_CONTENT: Chip(gettext_lazy("Nội dung khác nhau"), Tone.INFO, "layers", 2),
}
STANDS: Final = Chip(gettext_lazy("Đang dùng"), Tone.GOOD, "circle-check", 0)
SUPERSEDED: Final = Chip(gettext_lazy("Đã có gói sau"), Tone.IDLE, "history", 1)
TRUSTED: Final = Chip(gettext_lazy("Đang tin cậy"), Tone.GOOD, "key-round", 0)
REVOKED: Final = Chip(gettext_lazy("Đã thu hồi"), Tone.BAD, "ban", 1)
_GROUP: Final = 4


def key_words(key_id: str) -> str:
    """A key's identifier in groups of four, as it is read over the telephone: "3f2a 91c0 …"."""
    return " ".join(key_id[place : place + _GROUP] for place in range(0, len(key_id), _GROUP))


def by_words(at: datetime, who: str) -> str:
    """When, and by whom where that is known: "09:30 21/11/2026, Nguyễn Thị Thử"."""
    return f"{moment_words(at)}, {who}" if who else moment_words(at)


def package_chip(row: PackageRow) -> Chip:
    """Whether a package stands for its province and year."""
    return STANDS if row.stands else SUPERSEDED


def key_chip(row: KeyRow) -> Chip:
    """Whether packages of a key are taken in."""
    return REVOKED if row.is_revoked else TRUSTED


def edition_words(edition: int | None) -> str:
    """Of what edition of the report the figures are; None or 0: of none, they are live."""
    return _("bản %(n)s") % {"n": edition} if edition else _("số liệu đang chạy, chưa ban hành")


def provinces_words(count: int) -> str:
    """How many provinces."""
    return ngettext("%(n)s tỉnh, thành phố", "%(n)s tỉnh, thành phố", count) % {"n": format_number(count)}


def year_words(entry: NationalEntry) -> str:
    """What the year gave: "312 lượt người"; "–" for no data."""
    return figure_words(entry.value_year, entry.unit)


def so_far_words(entry: NationalEntry) -> str:
    """What was reached of what the plan asks for: "312 / ít nhất 1.000 lượt người"."""
    return f"{figure_words(entry.value, '')} / {entry.figure}"


def comparing_chip(entry: NationalEntry) -> Chip:
    """Whether it can be compared with the others'."""
    return COMPARES if entry.compares else DIFFERS


def comparing_words(entry: NationalEntry) -> str:
    """Why not, and what else must be known of it."""
    return "; ".join((*entry.differences, *entry.remarks))


def goal_words(target: NationalTarget) -> str:
    """Its level and years alone: "ít nhất 100 doanh nghiệp, 2021–2030"."""
    level = figure_in_words(target.op, target.value, target.value_to, target.unit)
    if target.last is None:
        return level
    years = _("đến năm %(year)s") % {"year": target.last}
    return f"{level}, {years_in_words(target.first, target.last) if target.first else years}"


def target_words(target: NationalTarget) -> str:
    """A target of the country with its document: "khoảng 45% vào năm 2025 (Quyết định …)"."""
    return f"{capital(target.words)} ({source_words(target)})"


def source_words(target: NationalTarget) -> str:
    """The document that sets a target, and whether its text was compared."""
    doubt = "" if target.is_certain else _("chưa đối chiếu với văn bản gốc")
    return "; ".join(filter(None, (target.source, doubt)))


def sum_words(row: IndicatorRow) -> str:
    """What the year adds up to over the provinces; else that it does not."""
    if row.totals.adds and row.totals.value_year is not None:
        return figure_words(row.totals.value_year, _unit(row))
    return _("chưa có số liệu") if row.totals.adds else _("không cộng được")


def sum_notes(row: IndicatorRow) -> str:
    """Over how many provinces, who is left out, or why it is no sum and how far the provinces lie apart."""
    return "; ".join(_sum_notes(row))


def _sum_notes(row: IndicatorRow) -> Iterator[str]:
    totals = row.totals
    if totals.value_year is not None:
        yield _("của %(provinces)s") % {"provinces": provinces_words(totals.provinces)}
    if not totals.adds and totals.least is not None:
        yield spread_words(row)
    if totals.adds and totals.left_out:
        yield left_out_words(totals.left_out)


def left_out_words(count: int) -> str:
    """How many measures have a figure that is not in the sum: they ask for something else, or are counted already."""
    words = ngettext(
        "%(n)s chỉ tiêu có số liệu không cộng vào",
        "%(n)s chỉ tiêu có số liệu không cộng vào",
        count,
    )
    return words % {"n": format_number(count)}


def spread_words(row: IndicatorRow) -> str:
    """From the least to the most of the year."""
    totals, unit = row.totals, _unit(row)
    if totals.least is None or totals.least == totals.most:
        return figure_words(totals.least, unit)
    return _("từ %(least)s đến %(most)s") % {
        "least": figure_words(totals.least, unit),
        "most": figure_words(totals.most, unit),
    }


def _unit(row: IndicatorRow) -> str:
    """The unit of those that compare, as the first of them has it."""
    return next((entry.unit for entry in row.entries if entry.compares), "")


def percent_words(rate: Decimal | None) -> str:
    """A rate with one decimal at most; "–" where nobody was asked."""
    return figure_words(None if rate is None else round(rate, 1), "%")

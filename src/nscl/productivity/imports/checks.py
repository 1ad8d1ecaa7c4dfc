"""What is wrong between the series of one file: a year twice, another province's years, units, late parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from django.utils.translation import gettext as _

from nscl.economics.linking import THOUSAND
from nscl.economics.series import plain
from nscl.productivity.enums import Breakdown
from nscl.productivity.imports.read import ReadFile, ReadSeries
from nscl.productivity.queries.territory import Place
from nscl.productivity.rules.series_tables import ADDITIVE, base_unit_of, in_base_unit
from nscl.productivity.rules.series_values import SeriesKey
from nscl.productivity.rules.series_words import unit_words

# A figure within a fifth of a thousand times another is in another unit.
_NEAR: Final = 0.2


def check_together(read: ReadFile) -> None:
    """Note what is wrong with the series of a file beside one another."""
    _check_twice(read)
    _check_places(read)
    _check_sums(read)


def is_slip(value: float, other: float) -> bool:
    """Whether a figure is about a thousand times another one, or a thousandth of it."""
    return other > 0 and any(abs(value / other / factor - 1) < _NEAR for factor in (THOUSAND, 1 / THOUSAND))


def after_its_end(place: Place, figures: Mapping[int, float]) -> tuple[int, str, str] | None:
    """The first year with a figure of a province that had merged away by then, what is wrong, and the remedy."""
    year = next((year for year in sorted(figures) if place.ends is not None and year > place.ends), None)
    if year is None:
        return None
    message = _("không còn %(place)s") % {"place": place.words}
    return year, message, _("ghi số của năm này cho tỉnh sau sáp nhập")


def _check_twice(read: ReadFile) -> None:
    seen: dict[SeriesKey, dict[int, int]] = defaultdict(dict)
    for one in read.series:
        years = seen[one.stated.key]
        for year in one.stated.figures:
            above = years.setdefault(year, one.row)
            if above != one.row:
                message = _("đã có ở dòng %(row)s") % {"row": above}
                read.note_year(one, year, message, _("giữ số của một dòng, hoặc tách thành hai tệp nếu hai nguồn"))


def _check_places(read: ReadFile) -> None:
    """No figures of a province after it merged away; those from before a merger say whose they are."""
    for one in read.series:
        place = one.place
        late = after_its_end(place, one.stated.figures)
        if late is not None:
            read.note_year(one, *late)
        first = min(one.stated.figures)
        if place.begins is not None and first < place.begins and not one.names_place:
            message = _("%(place)s hình thành năm %(year)s") % {"place": place.words, "year": place.begins}
            remedy = _(
                "chọn rõ ở ô “Tỉnh, thành phố”: tỉnh cũ, hoặc “%(place)s” nếu nguồn đã tính lại theo địa giới mới"
            )
            read.note_year(one, first, message, remedy % {"place": place.words})


def _check_sums(read: ReadFile) -> None:
    """A whole that is a thousand times the sum of its sectors, or a thousandth: one of the two is in another unit."""
    sums = _sums_of_sectors(read.series)
    for one in read.series:
        total: Mapping[int, float] = sums.get(one.stated.key, {})
        figures = in_base_unit(one.stated.figures, one.stated.measured_in)
        year = next((year for year, value in figures.items() if is_slip(value, total.get(year, 0))), None)
        if year is not None:
            words = {"total": plain(total[year]), "unit": unit_words(base_unit_of(one.stated.key.variable))}
            message = _("lệch nghìn lần so với tổng các ngành (%(total)s %(unit)s)") % words
            read.note_year(one, year, message, _("xem lại đơn vị tính của dòng này và của các ngành"))


def _sums_of_sectors(series: Sequence[ReadSeries]) -> dict[SeriesKey, dict[int, float]]:
    """By the key of the whole, at the same prices."""
    sums: dict[SeriesKey, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for one in series:
        key = one.stated.key
        if key.breakdown is Breakdown.SECTOR and key.variable in ADDITIVE:
            whole = replace(key, breakdown=Breakdown.WHOLE, part="")
            for year, value in in_base_unit(one.stated.figures, one.stated.measured_in).items():
                sums[whole][year] += value
    return sums


def late_parts(series: Sequence[ReadSeries]) -> Iterator[str]:
    """Sectors and other parts that begin later than the parts beside them: to be looked at, nothing is refused."""
    groups: dict[SeriesKey, dict[str, list[ReadSeries]]] = defaultdict(lambda: defaultdict(list))
    for one in series:
        if one.stated.key.breakdown is not Breakdown.WHOLE:
            groups[replace(one.stated.key, part="")][one.stated.key.part].append(one)
    says = _(
        "Dòng %(row)s, %(name)s: bắt đầu từ năm %(own)s, các phần khác từ năm %(first)s. Nếu nguồn mới tách phần này "
        "ra, hãy gộp nó với phần cũ cho mọi năm; nếu thiếu số, hãy bổ sung."
    )
    for parts in groups.values():
        begins = {part: min(year for one in found for year in one.stated.figures) for part, found in parts.items()}
        first = min(begins.values())
        for part, own in begins.items():
            if own > first:
                yield says % {"row": parts[part][0].row, "name": parts[part][0].name, "own": own, "first": first}

"""The quantities of a text: figure, comparison, unit, time and denominator put together."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from nscl.documents.pack.enums import MeasureOp
from nscl.documents.reading.quantities.baselines import is_baseline
from nscl.documents.reading.quantities.denominators import denominator_after, denominator_before
from nscl.documents.reading.quantities.figures import Figure, find_figures
from nscl.documents.reading.quantities.folded import FoldedText, fold_in_place
from nscl.documents.reading.quantities.operators import Comparison, compare_after, compare_before
from nscl.documents.reading.quantities.quantity import Quantity
from nscl.documents.reading.quantities.ranges import join_ranges
from nscl.documents.reading.quantities.timing import clause_bounds, find_timing, per_year_after
from nscl.documents.reading.quantities.units import (
    Unit,
    each_before,
    is_time,
    per_unit_after,
    states_count,
    unit_after,
    unit_before,
    unknown_unit_after,
)
from nscl.documents.reading.quantities.wholes import Whole, find_wholes

_WHOLE = Decimal(100)  # per cent
_GROWTH = Unit(0, 0, "%/năm")  # the way plans write a yearly rate; of a count "/năm" only says when
_LIST_JOINER = re.compile(r"(?:,|(?<!\w)va) {1,3}$")
_CLAUSE_END = re.compile(r"[;:.()]")
# A bound governs a list, "khoảng" and "trên" their own figure.
_LIST_OPS = frozenset({MeasureOp.AT_LEAST, MeasureOp.AT_MOST})


@dataclass(frozen=True, slots=True)
class _Place:
    """A figure with what stands beside it, in places of the folded text."""

    figure: Figure
    comparison: Comparison
    unit: Unit | None
    stop: int
    carried: bool = False


def find_quantities(text: str, *, damaged: bool = False, money: bool = False) -> tuple[Quantity, ...]:
    """The quantities of a text in the order in which they stand, with offsets into ``text``.

    A figure is a quantity when "%", a counted noun of the lexicon (`units.yaml`) or, after a word of comparison, any
    noun follows it, or when "số …" before it says what is counted. "Bảo đảm toàn bộ …" is 100%. Years, dates,
    durations, numbers of documents and standards, and numbering are none. ``damaged``: the text has lost its
    diacritics; words are matched folded, and the unit is restored from the lexicon. ``money``: amounts of money too
    (the unit is then as written: "triệu đồng").
    """
    folded = fold_in_place(text, damaged=damaged)
    found: list[Quantity] = []
    previous = 0
    for figure in find_figures(folded):
        place = _look_around(folded, figure, previous)
        if place is None:
            continue
        if not place.comparison.ops and found and _goes_on(folded, previous, place.figure):
            place = replace(place, comparison=replace(place.comparison, ops=_carried(found[-1])), carried=True)
        if money or place.unit is None or not place.unit.money:
            found.append(_build(folded, place, previous))
        previous = place.stop
    found = join_ranges(text, found)
    found += [_build_whole(folded, whole) for whole in find_wholes(folded)]
    return tuple(sorted(found, key=lambda quantity: (quantity.start, quantity.stop)))


def _goes_on(text: FoldedText, previous: int, figure: Figure) -> bool:
    """Whether a figure goes on with the list of the quantity before: "ít nhất 02 phóng sự … và 03 bài viết"."""
    if figure.high is not None or previous == 0:
        return False
    between = text.folded[previous : figure.start]
    return _LIST_JOINER.search(between) is not None and _CLAUSE_END.search(between) is None


def _carried(quantity: Quantity) -> tuple[MeasureOp, ...]:
    """The comparison that holds for the rest of a list too."""
    return (quantity.op,) if quantity.op in _LIST_OPS else ()


def _look_around(text: FoldedText, figure: Figure, previous: int) -> _Place | None:
    """What stands beside a figure; None where the figure counts nothing."""
    if is_time(text, figure.stop) or is_baseline(text, figure):
        return None
    comparison = compare_before(text, figure.start, previous)
    unit = unit_after(text, figure.stop)
    if figure.in_words:
        counts = unit is not None and unit.text != "%" and _may_be_in_words(text, figure, comparison)
        return _Place(figure, comparison, unit, unit.stop) if unit is not None and counts else None
    stop = figure.stop if unit is None else unit.stop
    if unit is None and (comparison.ops or states_count(text, figure.start)):
        first, _ = clause_bounds(text, figure.start, figure.stop)
        unit = unit_before(text, max(first, previous), figure.start)
    if unit is None and comparison.ops:
        unit = unknown_unit_after(text, figure.stop)
        stop = figure.stop if unit is None else unit.stop
    return _Place(figure, comparison, unit, stop) if unit is not None or comparison.ops else None


def _may_be_in_words(text: FoldedText, figure: Figure, comparison: Comparison) -> bool:
    """ "một doanh nghiệp" is any enterprise and "mỗi năm tổ chức" no five; without marks "sau" is after and six."""
    return bool(comparison.ops) or (figure.low > 1 and not figure.is_year_word and not text.damaged)


def _build(text: FoldedText, place: _Place, previous: int) -> Quantity:
    figure, unit, stop = place.figure, place.unit, place.stop
    share = unit is not None and unit.text == "%"
    timing = find_timing(text, place.comparison.start, stop, share=share, previous=previous)
    per = None if share else per_unit_after(text, stop)
    if share and per_year_after(text, stop):
        unit = _GROWTH
    stop = per[0] if per else per_year_after(text, stop) or stop
    after = compare_after(text, stop)
    ops = place.comparison.ops
    if after is not None:
        ops, stop = (*ops, after[0]), after[1]
    compared = Comparison(place.comparison.start, ops)
    return Quantity(
        start=text.place(compared.start),
        stop=text.place(stop),
        op=_operator(figure, compared, share=share),
        value=figure.low,
        value_to=figure.high,
        unit=unit.text if unit else None,
        when=timing.when,
        of=_denominator(text, place, previous, stop) if share else _for_each(text, place, previous, per),
        as_written=text.cut(compared.start, stop),
        contradictory=compared.contradictory or (figure.high is not None and compared.one_sided),
        by=timing.by,
        unit_known=unit is not None and unit.known,
        doubtful_number=figure.doubtful,
        money=unit is not None and unit.money,
        carried=place.carried and bool(place.comparison.ops),
    )


def _build_whole(text: FoldedText, whole: Whole) -> Quantity:
    timing = find_timing(text, whole.start, whole.stop, share=True, previous=0)
    return Quantity(
        start=text.place(whole.start),
        stop=text.place(whole.stop),
        op=MeasureOp.ALL,
        value=_WHOLE,
        value_to=None,
        unit="%",
        when=timing.when,
        of=whole.of,
        as_written=text.cut(whole.start, whole.stop),
        by=timing.by,
    )


def _operator(figure: Figure, comparison: Comparison, *, share: bool) -> MeasureOp:
    if figure.high is not None:
        return MeasureOp.RANGE
    if share and figure.low == _WHOLE and not set(comparison.ops) - {MeasureOp.EXACTLY}:
        return MeasureOp.ALL
    return comparison.op


def _denominator(text: FoldedText, place: _Place, previous: int, stop: int) -> str | None:
    first, last = clause_bounds(text, place.figure.start, place.stop)
    return denominator_after(text, stop, last) or denominator_before(text, max(first, previous), place.figure.start)


def _for_each(text: FoldedText, place: _Place, previous: int, per: tuple[int, str] | None) -> str | None:
    """ "mỗi huyện 01 mô hình", "01 mô hình/huyện": for one of what the count holds."""
    if per is not None:
        return f"mỗi {per[1]}"
    first, _ = clause_bounds(text, place.figure.start, place.stop)
    return each_before(text, max(first, previous), place.comparison.start)

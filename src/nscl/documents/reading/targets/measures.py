"""Quantities of a target → its measures, and what is doubtful in them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from nscl.documents.pack.enums import MeasureOp, MeasureWhen
from nscl.documents.pack.schema import Measure
from nscl.documents.pack.values import Span
from nscl.documents.reading.indicators import Context, Indicator, find_indicator, mentions
from nscl.documents.reading.lexicon import load
from nscl.documents.reading.quantities import Quantity
from nscl.documents.reading.results import Doubt
from nscl.text.folding import fold

_DATA = load("targets")
_LONGEST_LABEL = 160  # characters: a label names the measure, the target's text has the rest
_FEWEST_WORDS = 2  # one word after "%" names nothing
_PREPOSITIONS = tuple(f"{fold(words)} " for words in _DATA["prepositions"])
_TRAILING = re.compile(r"(?:,| và| hoặc| là| của| cho| đạt| đạt từ| có| từ| va| hoac)+$")
_CLAUSE_ENDS = (";", ". ", "…", ", trong đó", ", trong do")
# Characters around a figure that may say what it counts; an administrative sentence is seldom longer.
_REACH = 400
_MONEY_SUBJECTS = tuple(_DATA["money_subjects"])


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure with the quantity that it was made from and what is doubtful in it (rule, field, reason)."""

    measure: Measure
    quantity: Quantity
    doubts: tuple[tuple[str, str, str], ...]
    indicator_known: bool


def measure_all(
    text: str, quantities: Sequence[Quantity], *, lead_in: str, damaged: bool
) -> Iterator[Measured | Quantity]:
    """The measures of the quantities of one piece of text; a quantity without a unit is handed back as it is.

    Offsets of the quantities are into ``text``. A share that names neither its denominator nor an indicator goes on
    about the one before it: "năm 2028 đạt 30% doanh nghiệp, năm 2030 đạt 60%".
    """
    previous: Measured | None = None
    for index, quantity in enumerate(quantities):
        if quantity.unit is None:
            yield quantity
            continue
        context = _context(text, quantities, index, lead_in)
        if quantity.money and not mentions(context.sentence, _MONEY_SUBJECTS, damaged=damaged):
            continue
        measured = _measure(quantity, context, previous, damaged=damaged)
        yield measured
        previous = measured


def _context(text: str, quantities: Sequence[Quantity], index: int, lead_in: str) -> Context:
    quantity = quantities[index]
    before = quantities[index - 1].stop if index else 0
    after = quantities[index + 1].start if index + 1 < len(quantities) else len(text)
    lead = text[max(before, quantity.start - _REACH) : quantity.start]
    stop = min(after, quantity.stop + _REACH)
    near = text[quantity.start : _clause_end(text, quantity.stop, stop, (*_CLAUSE_ENDS, ":"))]
    clause = text[quantity.stop : _clause_end(text, quantity.stop, stop, _CLAUSE_ENDS)]
    # "Tỷ lệ trường học áp dụng 5S đạt 40%": what is counted stands before the figure.
    if len(clause.split()) < _FEWEST_WORDS:
        near = f"{lead_in} {_tail(lead)} {near}"
    return Context(
        sentence=f"{lead_in} {text[max(0, quantity.start - _REACH) : quantity.stop + _REACH]}",
        before=f"{lead_in} {lead}",
        lead=lead,
        near=near,
        clause=clause,
    )


def _measure(quantity: Quantity, context: Context, previous: Measured | None, *, damaged: bool) -> Measured:
    indicator = find_indicator(quantity, context, damaged=damaged)
    if previous is not None and not indicator.known and _goes_on(quantity, previous):
        indicator = Indicator(previous.measure.indicator, known=previous.indicator_known)
        quantity = replace(quantity, of=previous.measure.of)
        context = replace(context, clause=previous.measure.label)
    measure = Measure(
        indicator=indicator.code,
        label=_label(quantity, context),
        op=quantity.op,
        value=quantity.value,
        value_to=quantity.value_to,
        unit=quantity.unit or "",
        when=quantity.when,
        of=quantity.of,
    )
    doubts = tuple(_doubts(quantity, indicator_known=indicator.known))
    return Measured(measure, quantity, doubts, indicator.known)


def _goes_on(quantity: Quantity, previous: Measured) -> bool:
    return quantity.is_share and previous.quantity.is_share and quantity.of is None


def _label(quantity: Quantity, context: Context) -> str:
    """The words that name what is counted: after the figure, or before it where these only go on about it."""
    after = context.clause.strip()
    if not quantity.is_share:
        return _shorten(f"{quantity.unit}{'' if after.startswith((',', ';')) else ' '}{after}")
    goes_on = len(after.split()) < _FEWEST_WORDS or fold(after).startswith(_PREPOSITIONS)
    return _shorten(f"{_tail(context.lead)} {after}" if goes_on else after)


def _tail(words: str) -> str:
    """The last clause of what stands before a figure."""
    words = words.rstrip(" :,;")
    for end in (*_CLAUSE_ENDS, ": "):
        words = words.rpartition(end)[2]
    return words.strip()


def _shorten(label: str) -> str:
    label = _TRAILING.sub("", " ".join(label.split()).strip(" ,;:.–-("))
    if len(label) > _LONGEST_LABEL:
        label = label[:_LONGEST_LABEL].rpartition(" ")[0].rstrip(" ,;:") + " …"
    if label.count("(") != label.count(")"):
        label = label.replace("(", "").replace(")", "")
    return label or "…"


def _clause_end(text: str, start: int, stop: int, marks: tuple[str, ...]) -> int:
    ends = [text.find(end, start, stop) for end in marks]
    return min([end for end in ends if end >= 0], default=stop)


def _doubts(quantity: Quantity, *, indicator_known: bool) -> Iterator[tuple[str, str, str]]:
    written = quantity.as_written
    if quantity.contradictory:
        read = "khoảng giá trị" if quantity.op is MeasureOp.RANGE else "cận dưới hoặc cận trên"
        yield "contradictory-wording", "op", f"“{written}” dùng hai cách so sánh trái nhau; đã đọc là {read}"
    if quantity.carried:
        yield "comparison-shared", "op", f"“{written}” được hiểu là dùng chung từ so sánh với số đứng trước"
    if quantity.upside_down:
        yield "range-upside-down", "value_to", f"“{written}”: số sau nhỏ hơn số trước"
    if quantity.doubtful_number:
        yield (
            "number-style",
            "value",
            f"“{written}” viết dấu chấm, dấu phẩy không theo kiểu Việt Nam; đã đọc là {quantity.value}",
        )
    if not quantity.unit_known:
        yield "unit-unknown", "unit", f"“{quantity.unit}” không có trong danh mục đơn vị; hãy kiểm tra đơn vị tính"
    if quantity.is_share and quantity.of is None and quantity.when is MeasureWhen.BY_END:
        yield "share-without-denominator", "of", f"“{written}” không nói rõ là tỷ lệ của cái gì"
    if not indicator_known:
        yield "indicator-unknown", "indicator", f"“{written}” không khớp chỉ tiêu nào đã biết; hãy chọn chỉ tiêu"


def without_unit(quantity: Quantity, key: str, at: Span) -> Doubt:
    """The doubt about a figure that counts nothing known and was left out."""
    reason = f"“{quantity.as_written}” không có đơn vị tính nên chưa ghi thành chỉ tiêu"
    return Doubt(f"targets[{key}].measures", at, "number-without-unit", reason)

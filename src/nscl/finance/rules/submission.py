"""What stands against submitting or approving an estimate, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from nscl.finance.rules.estimate_sums import LineCells, LineSums, TableSums
from nscl.finance.rules.line_values import LineValues, product_vnd
from nscl.finance.rules.places import place_of
from nscl.finance.rules.problems import Problem, Reason
from nscl.rulebook import Norm
from nscl.text.formats import format_vnd


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A line as it is judged. is_printed: it began with a line of the plan; is_heading: others stand under it."""

    number: int
    values: LineValues
    cut_reason: str
    is_printed: bool
    is_heading: bool

    @property
    def place(self) -> str:
        """What people call it."""
        return place_of(self.values.key, self.values.title)


@dataclass(frozen=True, slots=True)
class StatedFacts:
    """A sum in the plan's prose: in digits, in words (None: not given), and what the table adds up to for it."""

    what: str
    vnd: int
    words_vnd: int | None
    computed_vnd: int


@dataclass(frozen=True, slots=True)
class Facts:
    """An estimate as it is judged. norms: key → the norm of the day, None where none is in force on it."""

    years: range
    lines: tuple[LineFacts, ...]
    cells: Mapping[int, LineCells]
    sums: TableSums
    norms: Mapping[str, Norm | None]
    stated: tuple[StatedFacts, ...] = ()


def submission_problems(facts: Facts) -> Iterator[Problem]:
    """Everything to look at before an estimate is submitted; what does not `blocks` may be submitted as it is."""
    if not facts.sums.whole.total:
        message = _("dự toán chưa có số tiền nào")
        yield Problem(Reason.EMPTY, message, _("ghi số tiền cho ít nhất một dòng"))
    for line in facts.lines:
        yield from line_problems(line, facts.sums.lines[line.number], facts.norms.get(line.values.norm))
        yield from _years_outside(line, facts)
    for stated in facts.stated:
        yield from _stated_problems(stated)


def line_problems(line: LineFacts, sums: LineSums, norm: Norm | None) -> Iterator[Problem]:
    """What is to be looked at in one line. norm: the one chosen, as of the day."""
    yield from _norm_problems(line, norm)
    if line.is_heading:
        return
    difference = product_difference(line.values, sums.total)
    if difference:
        product = product_vnd(line.values.unit_cost_vnd, line.values.quantity) or 0
        message = _("đơn giá × số lượng là %(product)s, các năm cộng lại %(total)s, lệch %(difference)s") % {
            "product": format_vnd(product),
            "total": format_vnd(sums.total),
            "difference": format_vnd(abs(difference)),
        }
        remedy = _("sửa đơn giá, số lượng hoặc số tiền các năm cho khớp")
        yield Problem(Reason.PRODUCT, message, remedy, line=line.number, place=line.place, field="unit_cost_vnd")
    if not sums.planned:
        # The plan may itself name work for which money comes from elsewhere ("có dự án riêng").
        message = _("dòng này chưa có số tiền")
        remedy = _("ghi số tiền, hoặc bỏ dòng; nếu kinh phí ở nơi khác thì ghi vào ghi chú")
        explained = line.is_printed or bool(line.values.note)
        yield Problem(Reason.EMPTY, message, remedy, line=line.number, place=line.place, blocks=not explained)


def approval_problems(facts: Facts) -> Iterator[Problem]:
    """What stands against approving an estimate: cells that nobody has appraised, cuts without a reason."""
    for line in facts.lines:
        if line.is_heading:
            continue
        sums = facts.sums.lines[line.number]
        if sums.open_cells:
            message = _("còn %(count)s số chưa thẩm định") % {"count": sums.open_cells}
            remedy = _("ghi số thẩm định, hoặc chọn thẩm định như đề nghị")
            yield Problem(Reason.NOT_APPRAISED, message, remedy, line=line.number, place=line.place)
        elif sums.appraised_total < sums.total and not line.cut_reason:
            message = _("cắt %(cut)s mà chưa nêu lý do") % {"cut": format_vnd(sums.total - sums.appraised_total)}
            remedy = _("ghi lý do cắt giảm của dòng")
            yield Problem(
                Reason.CUT_WITHOUT_REASON, message, remedy, line=line.number, place=line.place, field="cut_reason"
            )


def product_difference(values: LineValues, total: int) -> int | None:
    """The sum of a line's amounts less its unit cost × quantity; None where there is nothing to compare."""
    product = product_vnd(values.unit_cost_vnd, values.quantity)
    return None if product is None else total - product


def _norm_problems(line: LineFacts, norm: Norm | None) -> Iterator[Problem]:
    values = line.values
    if not values.norm:
        return
    if norm is None:
        message = _("định mức đã chọn không có hiệu lực vào ngày này")
        remedy = _("chọn định mức đang có hiệu lực, hoặc bỏ định mức")
        yield Problem(Reason.UNKNOWN, message, remedy, line=line.number, place=line.place, field="norm", blocks=False)
        return
    over = norm.over_by(values.unit_cost_vnd or 0)
    if over:
        message = _("đơn giá %(cost)s cao hơn định mức %(ceiling)s/%(unit)s (%(cite)s) %(over)s") % {
            "cost": format_vnd(values.unit_cost_vnd or 0),
            "ceiling": format_vnd(norm.ceiling_vnd or 0),
            "unit": norm.unit,
            "cite": norm.cite,
            "over": format_vnd(over),
        }
        if norm.is_unverified:
            message = _("%(message)s; mức này chưa kiểm chứng") % {"message": message}
        remedy = _("giảm đơn giá, hoặc ghi lý do vượt định mức")
        yield Problem(
            Reason.OVER_NORM,
            message,
            remedy,
            line=line.number,
            place=line.place,
            field="over_norm_reason",
            blocks=not values.over_norm_reason,
        )


def _years_outside(line: LineFacts, facts: Facts) -> Iterator[Problem]:
    outside = sorted({year for year, _source in facts.cells.get(line.number, {}) if year not in facts.years})
    for year in outside:
        message = _("có tiền ở năm %(year)s, ngoài các năm của dự toán") % {"year": year}
        remedy = _("chuyển số tiền sang năm của dự toán, hoặc đổi các năm")
        yield Problem(Reason.OUTSIDE_YEARS, message, remedy, line=line.number, place=line.place, year=year)


def _stated_problems(stated: StatedFacts) -> Iterator[Problem]:
    if stated.words_vnd is not None and stated.words_vnd != stated.vnd:
        message = _("“%(what)s”: kế hoạch ghi bằng số %(digits)s, bằng chữ %(words)s") % {
            "what": stated.what,
            "digits": format_vnd(stated.vnd),
            "words": format_vnd(stated.words_vnd),
        }
        yield Problem(Reason.STATED, message, _("xem lại văn bản của kế hoạch"), blocks=False)
    said = stated.vnd if stated.words_vnd is None else stated.words_vnd
    if said != stated.computed_vnd:
        message = _("“%(what)s”: kế hoạch ghi %(stated)s, dự toán cộng được %(computed)s") % {
            "what": stated.what,
            "stated": format_vnd(said),
            "computed": format_vnd(stated.computed_vnd),
        }
        yield Problem(Reason.STATED, message, _("xem lại số liệu, hoặc giải trình khi trình duyệt"), blocks=False)


def blocking_of(problems: Iterable[Problem]) -> list[Problem]:
    """Those that keep an estimate from being submitted or approved."""
    return [problem for problem in problems if problem.blocks]

"""Studies and what came of them as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from nscl.productivity.queries.studies import StudyDetail, StudyRow
from nscl.productivity.rules.studies import Coefficient, LeftOut, YearOfStudy
from nscl.web.firm_studies.places import study_href
from nscl.web.firm_studies.words import ESTIMATOR_NAMES, estimators_words, state_chip
from nscl.web.productivity.figures import plain_column, rounded
from nscl.web.ui.parts import Act, Empty, Weight
from nscl.web.ui.tables import Column, Kind, Table
from nscl.web.ui.tables.columns import Link

_PLACES: Final = 4
# Beyond these a table of coefficients and their errors is wider than a page.
_MOST_INPUTS: Final = 3


def studies_table(rows: Sequence[StudyRow], *, can_start: bool) -> Table[StudyRow]:
    """One row a study."""
    acts = [Act(_("Tạo nghiên cứu"), reverse("study-choose"), "plus", Weight.PRIMARY)] if can_start else []
    columns: list[Column[StudyRow]] = [
        Column(
            "title",
            _("Nghiên cứu"),
            Kind.LINK,
            lambda row: Link(row.title, study_href(row.number), row.province),
            filling=True,
        ),
        Column("estimators", _("Phương pháp"), value=estimators_words),
        Column("state", _("Trạng thái"), Kind.CHIP, state_chip),
        Column("firms", _("Doanh nghiệp"), Kind.INTEGER, lambda row: row.firms or None),
        Column("rows_used", _("Dòng đã dùng"), Kind.INTEGER, lambda row: row.rows_used or None),
        Column(
            "at",
            _("Công bố, tạo"),
            Kind.DATE,
            lambda row: localtime(row.published_at or row.asked_at).date(),
            note=lambda row: row.asked_by,
        ),
    ]
    text = _("Từ tệp điều tra doanh nghiệp (CSV, Parquet): hàm sản xuất, năng suất từng năm, phân bổ lại nguồn lực.")
    return Table(
        "nghien-cuu",
        _("Nghiên cứu doanh nghiệp"),
        columns,
        rows,
        search=lambda row: f"{row.title} {row.province} {row.file_name}",
        empty=Empty(_("Chưa có nghiên cứu nào"), text, "factory", acts),
    )


def result_tables(found: StudyDetail) -> Iterator[Table[Any]]:
    """What came of a study: production functions, the years by each estimator, what was left out."""
    if found.coefficients:
        yield _functions(found)
    for method in found.values.estimators:
        years = [one for one in found.years if one.method == method]
        if years:
            yield _years(method, years)
    if found.dropped:
        yield _dropped(found)


@dataclass(frozen=True, slots=True)
class _Function:
    """A production function by one estimator of one group: its coefficients by input ("": returns to scale)."""

    method: str
    group: str
    by_input: Mapping[str, Coefficient]
    rows: int
    firms: int


def _functions(found: StudyDetail) -> Table[_Function]:
    of: dict[tuple[str, str], dict[str, Coefficient]] = {}
    for one in found.coefficients:
        of.setdefault((one.method, one.group), {})[one.input] = one
    rows = [_Function(*key, by, by[""].rows, by[""].firms) for key, by in of.items()]
    columns: list[Column[_Function]] = [
        plain_column("method", _("Phương pháp"), lambda row: ESTIMATOR_NAMES[row.method]),
        *([plain_column("group", _("Ngành"), _group_words)] if any(row.group for row in rows) else []),
    ]
    inputs = [*found.values.labour, *found.values.capital]
    for place, name in enumerate(inputs):
        columns.append(_number(f"input{place}", name, _coefficient(name), unit=_("hệ số")))
        if any(one.error is not None for one in found.coefficients if one.input == name):
            columns.append(_number(f"error{place}", _("Sai số chuẩn"), _error(name), unit=name))
    columns += [
        _number("scale", _("Tổng"), _coefficient(""), unit=_("lợi suất theo quy mô")),
        Column("rows", _("Số dòng"), Kind.INTEGER, sortable=False),
        Column("firms", _("Doanh nghiệp"), Kind.INTEGER, sortable=False),
    ]
    return Table("he-so", _("Hàm sản xuất"), columns, rows, scrolls=len(inputs) > _MOST_INPUTS)


def _coefficient(name: str) -> Callable[[_Function], float | None]:
    return lambda row: row.by_input[name].value if name in row.by_input else None


def _error(name: str) -> Callable[[_Function], float | None]:
    return lambda row: row.by_input[name].error if name in row.by_input else None


def _years(method: str, years: Sequence[YearOfStudy]) -> Table[YearOfStudy]:
    names = (_("Trong doanh nghiệp"), _("Giữa doanh nghiệp"), _("Gia nhập"), _("Rút lui"))
    columns: list[Column[YearOfStudy]] = [
        plain_column("year", _("Năm"), lambda one: str(one.year)),
        Column("firms", _("Doanh nghiệp"), Kind.INTEGER, sortable=False),
        _number("log_tfp", _("ln TFP"), lambda one: one.log_tfp, unit=_("có trọng số")),
        _number("mean", _("Bình quân"), lambda one: one.mean, unit=_("không trọng số")),
        _number("covariance", _("Hiệp phương sai"), lambda one: one.covariance, unit="Olley–Pakes"),
        *(_number(f"part{place}", name, _part(place), unit="Melitz–Polanec") for place, name in enumerate(names)),
    ]
    title = _("Năng suất từng năm, %(method)s") % {"method": ESTIMATOR_NAMES[method]}
    return Table(f"tung-nam-{method}", title, columns, years, scrolls=True)


def _dropped(found: StudyDetail) -> Table[LeftOut]:
    columns: list[Column[LeftOut]] = [
        plain_column("why", _("Lý do"), lambda one: one.why, filling=True),
        Column("rows", _("Số dòng"), Kind.INTEGER, sortable=False, total=True),
        Column("line", _("Dòng đầu tiên trong tệp"), Kind.INTEGER, sortable=False),
    ]
    return Table("dong-bo", _("Dòng không dùng"), columns, found.dropped)


def _group_words(one: _Function) -> str:
    return one.group or _("chung")


def _part(place: int) -> Any:
    return lambda one: None if one.parts is None else one.parts[place]


def _number(key: str, heading: str, value: Any, *, unit: str = "") -> Column[Any]:
    return Column(key, heading, Kind.NUMBER, lambda one: rounded(value(one), _PLACES), unit=unit, sortable=False)

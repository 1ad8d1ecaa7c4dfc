"""Figures typed by hand: what the series is, where they are from, and a box a year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from nscl.productivity.enums import Breakdown, MeasureUnit, PriceBasis, Variable
from nscl.productivity.rules.series_checks import CODE_LENGTH, FIRST_YEAR, LAST_YEAR, NAME_LENGTH, SOURCE_LENGTH
from nscl.web.plan_editing.forms.spec import Choice, Choices
from nscl.web.plans.words import capital
from nscl.web.statistics.figures import FigureField, YearField
from nscl.web.statistics.forms.pasting import read_pasted
from nscl.web.statistics.words import GROUP_OF, GROUP_WORDS, Group
from nscl.web.support.forms.fields import text_field
from nscl.web.work.forms.editor import Editor
from nscl.web.work.forms.fields import DayField, NumberedField

# Names of boxes and buttons.
FIRST: Final = "first_year"
LAST: Final = "last_year"
PASTED: Final = "pasted"
_FIGURE: Final = "figure."
# As many boxes as a page can show and a person can check.
MOST_YEARS: Final = 60
# A series that nobody has typed yet begins so many years ago.
USUAL_YEARS: Final = 15


@dataclass(frozen=True)
class YearBox:
    """One row of the grid: the year, the figure that counts now, the box."""

    year: int
    known: str
    box: forms.BoundField


def years_sent(data: QueryDict, otherwise: Sequence[int]) -> list[int]:
    """The years of the boxes that were sent, or are now asked for; what makes no sense leaves them as they were."""
    first, last = _year(data.get(FIRST)), _year(data.get(LAST))
    if first is None or last is None or last < first:
        return list(otherwise)
    return list(range(max(first, last - MOST_YEARS + 1), last + 1))


def _year(text: str | None) -> int | None:
    if not text or not text.isascii() or not text.isdigit() or len(text) != len("2026"):
        return None
    return int(text) if FIRST_YEAR <= int(text) <= LAST_YEAR else None


def entry_form(years: Sequence[int], units: Sequence[Choice] | None) -> Editor:
    """units: the provinces that a new series may be of; None: the series is there already."""
    fields: dict[str, forms.Field] = {}
    if units is not None:
        fields |= _identity(units)
    fields |= {
        "measured_in": forms.ChoiceField(label=_("Đơn vị tính của nguồn"), choices=_unit_choices()),
        "source": text_field(_("Nguồn"), SOURCE_LENGTH, help_text=_("Ví dụ: Niên giám thống kê 2024, biểu 58.")),
        "released_on": DayField(label=_("Ngày công bố"), required=False, help_text=_("Để trống khi nguồn không ghi.")),
        FIRST: YearField(label=_("Từ năm")),
        LAST: YearField(label=_("Đến năm")),
        PASTED: forms.CharField(
            label=_("Dán từ bảng tính"),
            required=False,
            widget=forms.Textarea({"rows": 3, "autocomplete": "off"}),
            help_text=_("Hai cột năm và số, hoặc một hàng năm và một hàng số; bấm “Đổi năm, điền vào bảng”."),
        ),
    }
    for year in years:
        fields[box_name(year)] = FigureField(label=_("Năm %(year)s") % {"year": year})
    return Editor(fields, {}, Choices())


def _identity(units: Sequence[Choice]) -> dict[str, forms.Field]:
    return {
        "unit_id": NumberedField(units, label=_("Tỉnh"), help_text=_("Tỉnh như khi nguồn thống kê.")),
        "variable": forms.ChoiceField(label=_("Chỉ tiêu"), choices=_variable_choices()),
        "price_basis": forms.ChoiceField(
            label=_("Giá"),
            choices=[(one.value, capital(str(one.label))) for one in PriceBasis],
            help_text=_("Lao động, giờ, hệ số, chỉ số thì chọn không có giá."),
        ),
        "base_year": YearField(
            label=_("Năm gốc"), required=False, help_text=_("Của giá so sánh (1994, 2010, 2020) hoặc của chỉ số giá.")
        ),
        "breakdown": forms.ChoiceField(
            label=_("Phần của toàn bộ"), choices=[(one.value, capital(str(one.label))) for one in Breakdown]
        ),
        "part": text_field(
            _("Mã của phần"), CODE_LENGTH, required=False, help_text=_("Ví dụ: C; để trống khi là toàn bộ.")
        ),
        "part_name": text_field(
            _("Tên của phần"), NAME_LENGTH, required=False, help_text=_("Ví dụ: Công nghiệp chế biến, chế tạo.")
        ),
    }


def _variable_choices() -> list[tuple[str, list[Choice]]]:
    return [
        (
            str(GROUP_WORDS[group]),
            [(one, str(Variable(one).label)) for one, place in GROUP_OF.items() if place is group],
        )
        for group in Group
    ]


def _unit_choices() -> list[Choice]:
    return [(one.value, str(one.label)) for one in MeasureUnit]


def box_name(year: int) -> str:
    """The name of a year's box."""
    return f"{_FIGURE}{year}"


def entry_values(figures: Mapping[int, float], years: Sequence[int], **others: Any) -> dict[str, Any]:
    """What the form is filled with."""
    given = {box_name(year): figures[year] for year in years if year in figures}
    return {**others, **given, FIRST: str(years[0]), LAST: str(years[-1])}


def typed_figures(values: Mapping[str, Any]) -> dict[int, float]:
    """The figures of a valid form by year; a blank box is no figure."""
    return {
        int(name.removeprefix(_FIGURE)): value
        for name, value in values.items()
        if name.startswith(_FIGURE) and value is not None
    }


def filled(data: QueryDict) -> QueryDict:
    """What was sent, with the pasted figures in their boxes and the years widened to hold them."""
    pasted = read_pasted(data.get(PASTED, ""))
    given = data.copy()
    if not pasted:
        return given
    known = years_sent(data, ())
    first, last = min([*pasted, *known]), max([*pasted, *known])
    given[FIRST], given[LAST], given[PASTED] = str(max(first, last - MOST_YEARS + 1)), str(last), ""
    for year, text in pasted.items():
        given[box_name(year)] = text
    return given


def boxes(editor: Editor, years: Iterable[int], known: Mapping[int, str]) -> list[YearBox]:
    """The grid, with what counts now beside each box."""
    return [YearBox(year, known.get(year, ""), editor.form[box_name(year)]) for year in years]

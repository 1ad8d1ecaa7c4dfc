"""The form of a study: which column holds what, and how to estimate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from nscl.economics.tables import DecimalMark
from nscl.productivity.rules.runs import TITLE_LENGTH
from nscl.productivity.rules.studies import ESTIMATORS, MOST_DRAWS, StudyValues, propose
from nscl.web.firm_studies.words import ESTIMATOR_NAMES, ESTIMATOR_NOTES
from nscl.web.plan_editing.forms.spec import Choices
from nscl.web.support.forms.fields import text_field
from nscl.web.work.forms.editor import Editor
from nscl.web.work.forms.fields import WholeField

# One column each; the others may have several.
_ONE: Final = ("firm", "year", "output", "proxy", "group")
MAPPED: Final = ("firm", "year", "output", "proxy", "labour", "capital", "group", "decimal")
CHOSEN: Final = ("estimators", "draws", "seed")


def study_form(columns: Sequence[str]) -> Editor:
    """The form over the columns of a file."""
    fields: dict[str, forms.Field] = {
        "title": text_field(_("Tên nghiên cứu"), TITLE_LENGTH),
        "firm": _column(_("Cột mã doanh nghiệp"), columns),
        "year": _column(_("Cột năm"), columns),
        "output": _column(_("Cột giá trị gia tăng"), columns, help_text=_("Giá so sánh, số dương.")),
        "labour": _columns(_("Cột lao động"), columns),
        "capital": _columns(_("Cột vốn"), columns),
        "proxy": _column(
            _("Cột đại diện"),
            columns,
            required=False,
            help_text=_("Nguyên liệu (ACF, LP, Wooldridge) hoặc đầu tư (OP)."),
        ),
        "group": _column(
            _("Cột ngành"), columns, required=False, help_text=_("Mỗi ngành ước lượng riêng; để trống thì tính chung.")
        ),
        "decimal": forms.ChoiceField(
            label=_("Dấu thập phân của tệp"),
            choices=[
                ("", _("tự nhận ra")),
                (DecimalMark.POINT.value, _("chấm: 1,234.5")),
                (DecimalMark.COMMA.value, _("phẩy: 1.234,5")),
            ],
            required=False,
        ),
        "estimators": forms.MultipleChoiceField(
            label=_("Phương pháp"),
            choices=[(code, f"{ESTIMATOR_NAMES[code]} – {ESTIMATOR_NOTES[code]}") for code in ESTIMATORS],
            widget=forms.CheckboxSelectMultiple,
        ),
        "draws": WholeField(
            label=_("Số mẫu bootstrap"),
            required=True,
            help_text=_("0: không lấy mẫu, chỉ có sai số chuẩn giải tích; từ 20, nhiều nhất %(most)s.")
            % {"most": MOST_DRAWS},
        ),
        "seed": WholeField(label=_("Số gieo"), required=True, help_text=_("Cùng số gieo thì ra cùng kết quả.")),
    }
    return Editor(fields, {}, Choices())


def initial_of(columns: Sequence[str], title: str) -> dict[str, Any]:
    """What the form begins with: columns as their heads suggest."""
    proposed = propose(columns)
    one = {name: (proposed.get(name) or ("",))[0] for name in _ONE}
    several = {name: list(proposed.get(name, ())) for name in ("labour", "capital")}
    estimators = ["acf"] if one["proxy"] else ["ols", "fe"]
    return {**one, **several, "title": title, "decimal": "", "estimators": estimators, "draws": 0, "seed": 1}


def values_of(said: Mapping[str, Any]) -> StudyValues:
    """What was chosen."""
    return StudyValues(
        title=said["title"],
        firm=said["firm"],
        year=said["year"],
        output=said["output"],
        labour=tuple(said["labour"]),
        capital=tuple(said["capital"]),
        proxy=said["proxy"],
        group=said["group"],
        decimal=said["decimal"],
        estimators=tuple(said["estimators"]),
        draws=said["draws"],
        seed=said["seed"],
    )


def _column(label: str, columns: Sequence[str], *, required: bool = True, help_text: str = "") -> forms.ChoiceField:
    blank = ("", _("chọn cột") if required else _("không có"))
    choices = [blank, *((name, name) for name in columns)]
    return forms.ChoiceField(label=label, choices=choices, required=required, help_text=help_text)


def _columns(label: str, columns: Sequence[str]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=[(name, name) for name in columns],
        widget=forms.CheckboxSelectMultiple({"class": "boxed"}),
        help_text=_("Chọn được nhiều cột, mỗi cột là một đầu vào riêng."),
    )

"""Forms of the readings: the document, and the head of the plan before a draft is made of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.documents.pack.schema import PlanHeader
from nscl.documents.reading.formats.limits import MAX_BYTES
from nscl.finance.operations.readings import Header
from nscl.institutions.queries import UnitRow
from nscl.text.dates import format_date
from nscl.text.folding import fold
from nscl.web.plan_editing.forms.agreement import years_forward
from nscl.web.plan_editing.forms.fields import PartialDateField, TextField, YearField
from nscl.web.plan_editing.forms.files import SmallFileField

DOCUMENT_TYPES = ".docx,.pdf,.txt,.md"
_MEGA = 1_000_000
# Five-year plans begin in years such as 2021 and 2026.
PLANNING_CYCLE = 5
# As `documents.template.LONGEST_PLAN`, which is loaded only where a template is made.
MOST_YEARS = 10
# As the columns of a plan and its edition (plans.models.edition).
SLUG_LENGTH, TITLE_LENGTH, NUMBER_LENGTH = 80, 500, 60


class DocumentForm(forms.Form):
    """The document to read."""

    van_ban = SmallFileField(
        label=gettext_lazy("Văn bản kế hoạch"),
        limit=MAX_BYTES,
        accept=DOCUMENT_TYPES,
        help_text=gettext_lazy(
            "Chọn tệp, hoặc kéo tệp thả vào ô trên: Word (.docx), PDF, văn bản thuần (.txt) hoặc Markdown (.md), nhiều "
            "nhất %(limit)s MB."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["van_ban"]
        field.help_text = str(field.help_text) % {"limit": MAX_BYTES // _MEGA}


class TemplateForm(forms.Form):
    """The years of the plan for which a template is wanted."""

    def __init__(self, data: Any = None, *, year: int) -> None:
        start = year - (year - 1) % PLANNING_CYCLE
        initial = {"tu_nam": start, "den_nam": start + PLANNING_CYCLE - 1}
        super().__init__(data, initial=initial, use_required_attribute=False, auto_id="mau_%s")
        self.fields["tu_nam"] = YearField(label=_("Năm đầu giai đoạn"))
        self.fields["den_nam"] = YearField(label=_("Năm cuối giai đoạn"))

    def clean(self) -> dict[str, Any]:
        """Years in their order, as many as a plan may have."""
        cleaned = super().clean() or {}
        for name, message in list(years_forward("tu_nam", "den_nam")(cleaned)):
            self.add_error(name, message)
        if not self.errors and cleaned["den_nam"] - cleaned["tu_nam"] >= MOST_YEARS:
            self.add_error("den_nam", _("Một kế hoạch dài nhất %(years)s năm.") % {"years": MOST_YEARS})
        return cleaned


class HeaderForm(forms.Form):
    """Whose plan it is, for which years, under which name: looked over by a person before there is a draft."""

    def __init__(self, provinces: Sequence[UnitRow], data: Any = None, *, read: PlanHeader) -> None:
        super().__init__(data, initial=_initial(read, provinces), use_required_attribute=False)
        self.provinces = {str(unit.id): unit for unit in provinces}
        self.fields.update(_fields([(number, _in_words(unit)) for number, unit in self.provinces.items()], read))

    def clean(self) -> dict[str, Any]:
        """What the fields say together."""
        cleaned = super().clean() or {}
        for name, message in list(years_forward("tu_nam", "den_nam")(cleaned)):
            self.add_error(name, message)
        return cleaned

    def header(self) -> Header:
        """What was filled in, once it is valid."""
        values = self.cleaned_data
        unit = self.provinces[values["tinh"]]
        return Header(
            slug=values["ma"],
            title=values["ten"],
            number=values["so_ky_hieu"],
            issued_on=values["ngay"],
            province_name=unit.name,
            province_code=unit.code,
            start=values["tu_nam"],
            end=values["den_nam"],
        )


def _fields(provinces: list[tuple[str, str]], read: PlanHeader) -> dict[str, forms.Field]:
    said = _("Văn bản được đọc là của %(province)s (mã %(code)s).")
    return {
        "ten": TextField(label=_("Tên kế hoạch"), rows=2, max_length=TITLE_LENGTH),
        "tinh": forms.ChoiceField(
            label=_("Tỉnh"),
            choices=[("", _("– chọn –")), *provinces],
            help_text=said % {"province": read.province.name, "code": read.province.code},
        ),
        "so_ky_hieu": TextField(
            label=_("Số, ký hiệu văn bản"),
            required=False,
            max_length=NUMBER_LENGTH,
            help_text=_("Ví dụ 49/KH-UBND. Để trống nếu văn bản không ghi."),
        ),
        "ngay": PartialDateField(
            label=_("Ngày ban hành"), required=False, help_text=_("Ngày, tháng hoặc chỉ năm: 28/8/2025, 8/2021, 2022.")
        ),
        "tu_nam": YearField(label=_("Năm đầu giai đoạn")),
        "den_nam": YearField(label=_("Năm cuối giai đoạn")),
        "ma": forms.RegexField(
            r"^[a-z0-9]+(-[a-z0-9]+)*$",
            label=_("Mã kế hoạch"),
            max_length=SLUG_LENGTH,
            help_text=_(
                "Chữ thường không dấu, số, gạch nối: ten-tinh-2026-2030. Là địa chỉ của kế hoạch, sau này không đổi."
            ),
            error_messages={"invalid": _("Chỉ dùng chữ thường không dấu, số và gạch nối.")},
        ),
    }


def _initial(read: PlanHeader, provinces: Sequence[UnitRow]) -> dict[str, Any]:
    """What the reader found; the province where the person may load plans for it."""
    same = [u for u in provinces if (u.code, fold(u.name)) == (read.province.code, fold(read.province.name))]
    on = read.issued_on.earliest if read.issued_on is not None else None
    there = [unit for unit in same if on is not None and unit.valid(on)] or same
    return {
        "ten": read.title,
        "tinh": str(there[0].id) if there else "",
        "so_ky_hieu": read.number,
        "ngay": read.issued_on,
        "tu_nam": read.period.start,
        "den_nam": read.period.end,
        "ma": read.slug,
    }


def _in_words(unit: UnitRow) -> str:
    """A province with its code, and until when it bore it."""
    words = _("%(unit)s, mã %(code)s") % {"unit": unit.name, "code": unit.code}
    if unit.valid_to is None:
        return words
    return _("%(words)s, đến %(day)s") % {"words": words, "day": format_date(unit.valid_to)}

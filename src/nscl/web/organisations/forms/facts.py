"""Forms of what is noted with dates: a seat, figures of a year, a flag and its end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from nscl.organisations.enums import FlagKind, RiskLevel
from nscl.organisations.imports.communes import Communes
from nscl.organisations.operations.registry import FiguresEntry, FlagEntry
from nscl.organisations.queries.rows import FiguresRow
from nscl.web.organisations.forms.fields import (
    ADDRESS_LENGTH,
    BASIS_LENGTH,
    flag_choices,
    risk_choices,
)
from nscl.web.plan_editing.forms.fields import MoneyField, Suggestions, WordField, YearField
from nscl.web.plan_editing.forms.spec import Choice, Choices
from nscl.web.work.forms.editor import Editor
from nscl.web.work.forms.fields import CountField, DayField, NumberedField
from nscl.web.work.forms.planning import text_field

SEAT_FIELDS: Final = ("on", "unit", "commune", "address")
FIGURE_FIELDS: Final = ("year", "workers", "revenue_vnd", "capital_vnd", "source")
FLAG_FIELDS: Final = ("kind", "holds", "product", "stars", "risk", "since", "until", "basis")
SOURCE_LENGTH: Final = 200
PRODUCT_LENGTH: Final = 200
HOLDS, LOOKED = "co", "khong"
_STARS: Final = (3, 4, 5)  # those that are certified (Decision 148/QĐ-TTg of 2023)
END_FIELDS: Final = ("until", "reason")


def seat_form(provinces: Sequence[Choice], communes: Communes) -> Editor:
    """Where an organisation is from a day on. communes: of its province now, to choose from; others may be typed."""
    known = {unit.label: unit.code for unit in communes.today}
    fields: dict[str, forms.Field] = {
        "on": DayField(label=_("Từ ngày")),
        "unit": NumberedField(provinces, label=_("Tỉnh, thành phố")),
        "commune": forms.CharField(
            label=_("Xã, phường"),
            required=False,
            widget=Suggestions(known),
            help_text=_("Gõ tên, có dấu hay không đều được; danh sách gợi ý là của tỉnh đang ghi."),
        ),
        "address": text_field(_("Địa chỉ"), ADDRESS_LENGTH),
    }
    return Editor(fields, {}, Choices())


def figures_form() -> Editor:
    """Figures of a year as declared."""
    fields: dict[str, forms.Field] = {
        "year": YearField(label=_("Năm"), help_text=_("Quy mô của một năm xét theo số liệu năm trước đó.")),
        "workers": CountField(
            label=_("Lao động bình quân"), help_text=_("Người tham gia bảo hiểm xã hội, bình quân các tháng trong năm.")
        ),
        "revenue_vnd": MoneyField(
            label=_("Tổng doanh thu (đồng)"),
            required=False,
            help_text=_("Chưa phát sinh thì ghi 0; chưa biết thì để trống."),
        ),
        "capital_vnd": MoneyField(
            label=_("Tổng nguồn vốn (đồng)"), required=False, help_text=_("Trên bảng cân đối kế toán cuối năm.")
        ),
        "source": text_field(_("Lấy từ đâu"), SOURCE_LENGTH, help_text=_("Ví dụ: báo cáo tài chính 2025, tờ khai.")),
    }
    return Editor(fields, {}, Choices())


def figures_of(values: dict[str, Any]) -> FiguresEntry:
    """What a valid form says."""
    return FiguresEntry(**{name: values[name] for name in FIGURE_FIELDS})


def figures_initial(stored: FiguresRow | None, year: int) -> dict[str, Any]:
    """The figures of a year as the form starts with them; an empty year where none are stored."""
    if stored is None:
        return {"year": year}
    return {
        "year": stored.year,
        "workers": stored.workers,
        "revenue_vnd": stored.revenue_vnd,
        "capital_vnd": stored.capital_vnd,
        "source": stored.source,
    }


def flag_form() -> Editor:
    """Something to be noted. Which of stars and risk belongs to which kind is for the operation to say."""
    stars = [(str(one), _("%(stars)s sao") % {"stars": one}) for one in _STARS]
    fields: dict[str, forms.Field] = {
        "kind": WordField(flag_choices(), label=_("Điều cần ghi")),
        "holds": forms.ChoiceField(
            label=_("Kết quả"),
            choices=[(HOLDS, _("Đúng như vậy")), (LOOKED, _("Đã xem, không phải"))],
            initial=HOLDS,
            widget=forms.RadioSelect,
            help_text=_("Ghi cả khi đã xem mà không phải, để lần sau không ai hỏi lại."),
        ),
        "product": text_field(
            _("Sản phẩm"),
            PRODUCT_LENGTH,
            help_text=_("Sản phẩm chủ lực, OCOP, rủi ro: mỗi sản phẩm một cờ."),
        ),
        "stars": NumberedField(stars, label=_("Số sao"), required=False, blank=_("– chỉ khi là OCOP –")),
        "risk": WordField(
            risk_choices(), label=_("Mức độ rủi ro"), required=False, help_text=_("Chỉ khi ghi mức độ rủi ro.")
        ),
        "since": DayField(label=_("Từ ngày")),
        "until": DayField(label=_("Đến hết ngày"), required=False, help_text=_("Để trống nếu chưa biết ngày hết hạn.")),
        "basis": text_field(
            _("Căn cứ"), BASIS_LENGTH, required=True, help_text=_("Số, ngày, cơ quan của văn bản, giấy chứng nhận.")
        ),
    }
    return Editor(fields, {}, Choices())


def flag_of(values: dict[str, Any]) -> FlagEntry:
    """What a valid form says."""
    return FlagEntry(
        kind=FlagKind(values["kind"]),
        holds=values["holds"] == HOLDS,
        since=values["since"],
        basis=values["basis"],
        product=values["product"],
        stars=values["stars"],
        risk=RiskLevel(values["risk"]) if values["risk"] else None,
        until=values["until"],
    )


def flag_end_form(today: date) -> Editor:
    """When and why something holds no longer."""
    fields: dict[str, forms.Field] = {
        "until": DayField(label=_("Ngày cuối còn hiệu lực"), initial=today),
        "reason": text_field(
            _("Lý do"),
            BASIS_LENGTH,
            required=True,
            help_text=_("Ví dụ: giấy chứng nhận hết hạn, bị thu hồi."),
        ),
    }
    return Editor(fields, {}, Choices())

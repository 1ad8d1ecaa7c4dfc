"""Forms of what a plan's document is and rests on: head, legal basis, agencies named, contradictions found."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.documents.pack import schema
from nscl.documents.pack.enums import AgencyKind, FindingKind, FindingSeverity
from nscl.plans.enums import ItemKind, choices
from nscl.web.plan_editing.forms.agreement import years_forward
from nscl.web.plan_editing.forms.fields import LinesField, PartialDateField, TextField, WordField, YearField
from nscl.web.plan_editing.forms.spec import Choices, KindSpec


def lines_field() -> LinesField:
    """Where the item stands in the document."""
    return LinesField(label=_("Dòng trong văn bản"), help_text=_("Dòng đầu–dòng cuối, ví dụ 60–64."))


def key_field(help_text: str) -> TextField:
    """The number that an item carries in the document."""
    return TextField(label=_("Số, ký hiệu"), help_text=help_text)


def _header(_choices: Choices) -> dict[str, forms.Field]:
    return {
        "title": TextField(label=_("Tên kế hoạch"), rows=2),
        "number": TextField(
            label=_("Số, ký hiệu văn bản"),
            required=False,
            help_text=_("Ví dụ 49/KH-UBND. Để trống nếu văn bản không ghi."),
        ),
        "issued_on": PartialDateField(
            label=_("Ngày ban hành"), required=False, help_text=_("Ngày, tháng hoặc chỉ năm: 28/8/2025, 8/2021, 2022.")
        ),
        "issuer": TextField(label=_("Cơ quan ban hành")),
        "period.start": YearField(label=_("Năm đầu giai đoạn")),
        "period.end": YearField(label=_("Năm cuối giai đoạn")),
        "slug": TextField(label=_("Mã kế hoạch"), disabled=True, help_text=_("Không đổi được.")),
        "province.name": TextField(label=_("Tỉnh"), disabled=True, help_text=_("Không đổi được.")),
        "province.code": TextField(label=_("Mã tỉnh"), disabled=True, help_text=_("Theo danh mục ngày ban hành.")),
    }


HEADER = KindSpec(
    ItemKind.HEADER,
    schema.PlanHeader,
    gettext_lazy("thông tin chung"),
    _header,
    is_list=False,
    agrees=years_forward("period.start", "period.end"),
)


def _legal_basis(_choices: Choices) -> dict[str, forms.Field]:
    return {
        "number": TextField(label=_("Số, ký hiệu văn bản"), required=False, help_text=_("Ví dụ 1322/QĐ-TTg.")),
        "date": PartialDateField(
            label=_("Ngày ban hành"), required=False, help_text=_("Ngày, tháng hoặc chỉ năm: 28/8/2025, 8/2021, 2022.")
        ),
        "issuer": TextField(label=_("Cơ quan ban hành")),
        "at": lines_field(),
        "about": TextField(label=_("Trích yếu"), rows=3),
    }


LEGAL_BASIS = KindSpec(ItemKind.LEGAL_BASIS, schema.LegalBasis, gettext_lazy("căn cứ pháp lý"), _legal_basis)


def _agency(_choices: Choices) -> dict[str, forms.Field]:
    return {
        "name": TextField(label=_("Tên cơ quan, đơn vị"), help_text=_("Như văn bản gọi.")),
        "kind": WordField(choices(AgencyKind), label=_("Loại")),
        "key": TextField(
            label=_("Ký hiệu"),
            help_text=_("Chữ thường không dấu, số, gạch nối: so-khcn. Một cơ quan giữ một ký hiệu ở mọi kế hoạch."),
        ),
    }


AGENCY = KindSpec(ItemKind.AGENCY, schema.Agency, gettext_lazy("cơ quan, đơn vị"), _agency)


def _finding(_choices: Choices) -> dict[str, forms.Field]:
    return {
        "kind": WordField(choices(FindingKind), label=_("Loại phát hiện")),
        "severity": WordField(choices(FindingSeverity), label=_("Mức độ")),
        "at": lines_field(),
        "says": TextField(label=_("Văn bản viết"), rows=3),
        "conflicts_with": TextField(label=_("Trái với"), rows=3, required=False),
        "likely": TextField(label=_("Nhiều khả năng là"), rows=2, required=False),
    }


FINDING = KindSpec(ItemKind.FINDING, schema.PackFinding, gettext_lazy("phát hiện"), _finding)

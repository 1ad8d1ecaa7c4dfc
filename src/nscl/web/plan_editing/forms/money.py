"""Forms of the budget: the frame of the table, its lines, the sums that the prose states."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.documents.pack import schema
from nscl.finance.operations.tables.frame import BudgetFrame
from nscl.plans.enums import ItemKind
from nscl.web.plan_editing.forms.document import key_field, lines_field
from nscl.web.plan_editing.forms.fields import MoneyField, NumberField, TextField, WordField, YearField, YearsField
from nscl.web.plan_editing.forms.spec import AmountsSpec, Choices, KindSpec, RowsSpec
from nscl.web.plan_editing.forms.work import lead_field, partners_field


def _frame(_choices: Choices) -> dict[str, forms.Field]:
    return {
        "unit_vnd": MoneyField(
            label=_("Đơn vị tiền của bảng"),
            help_text=_("Một đơn vị của bảng là bao nhiêu đồng: triệu đồng ghi 1.000.000. Số in giữ nguyên."),
        ),
        "years": YearsField(label=_("Các năm của bảng"), help_text=_("Ví dụ 2026–2030, hoặc 2026, 2028.")),
    }


def _source(_choices: Choices) -> dict[str, forms.Field]:
    return {
        "name": TextField(label=_("Tên nguồn")),
        "key": TextField(label=_("Ký hiệu"), help_text=_("Chữ thường không dấu, chữ số, gạch nối: state, enterprise.")),
    }


BUDGET = KindSpec(
    ItemKind.BUDGET,
    BudgetFrame,
    gettext_lazy("khung bảng dự toán"),
    _frame,
    rows={
        "sources": RowsSpec(
            gettext_lazy("Nguồn kinh phí"),
            gettext_lazy("nguồn kinh phí"),
            _source,
            gettext_lazy("Để trống nếu bảng không tách nguồn."),
        )
    },
    amounts=AmountsSpec(
        gettext_lazy("Dòng tổng cộng in ở cuối bảng"),
        gettext_lazy(
            "Ghi đúng như in, theo đơn vị của bảng; ô để trống là văn bản để trống. Năm và nguồn mới hiện sau khi lưu."
        ),
        prefix="grand_total",
    ),
    is_list=False,
)


def _line(known: Choices) -> dict[str, forms.Field]:
    return {
        "key": key_field(_("Ví dụ IV.2.")),
        "parent": WordField(list(known.lines), label=_("Thuộc dòng"), required=False),
        "title": TextField(label=_("Nội dung chi"), rows=3),
        "unit_cost": NumberField(label=_("Đơn giá"), required=False, help_text=_("Theo đơn vị tiền của bảng.")),
        "quantity": NumberField(label=_("Số lượng"), required=False),
        "quantity_unit": TextField(label=_("Đơn vị tính"), required=False, help_text=_("Ví dụ doanh nghiệp, lớp.")),
        "at": lines_field(),
        "lead": lead_field(known),
        "coordinate": partners_field(known, _("Đơn vị phối hợp")),
        "note": TextField(label=_("Ghi chú"), rows=2, required=False),
    }


BUDGET_LINE = KindSpec(
    ItemKind.BUDGET_LINE,
    schema.BudgetLine,
    gettext_lazy("dòng dự toán"),
    _line,
    amounts=AmountsSpec(
        gettext_lazy("Số tiền theo năm và nguồn"),
        gettext_lazy(
            "Theo đơn vị tiền của bảng, ví dụ 1.234,5. Ghi đúng như văn bản in: ô để trống là văn bản để trống, "
            "số 0 in thì ghi 0."
        ),
    ),
)


def _stated(known: Choices) -> dict[str, forms.Field]:
    return {
        "what": TextField(label=_("Khoản"), help_text=_("Ví dụ Năm 2024, Tổng kinh phí.")),
        "source": WordField(list(known.sources), label=_("Nguồn")),
        "year": YearField(label=_("Năm"), required=False, help_text=_("Để trống nếu là cả giai đoạn.")),
        "at": lines_field(),
        "printed": TextField(label=_("Số in trong văn bản"), help_text=_("Nguyên văn, ví dụ 3.926.000.")),
        "vnd": MoneyField(label=_("Số đó là bao nhiêu đồng")),
        "words": TextField(label=_("Số bằng chữ"), rows=2, required=False, help_text=_("Nguyên văn.")),
        "words_vnd": MoneyField(label=_("Chữ đó là bao nhiêu đồng"), required=False),
    }


STATED_SUM = KindSpec(ItemKind.STATED_SUM, schema.StatedSum, gettext_lazy("số tiền nêu trong lời văn"), _stated)

"""Forms of what follows the decision: contract, acceptance, payment, follow-up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.finance.operations.ledger.fields import ABOUT_LENGTH
from nscl.finance.operations.ledger.fields import NUMBER_LENGTH as VOUCHER_NUMBER_LENGTH
from nscl.support.queries.rulebook import vocabulary
from nscl.support.rules.granting import AcceptanceValues, ContractValues
from nscl.support.rules.values import CostValue
from nscl.web.plan_editing.forms.fields import WordField
from nscl.web.plan_editing.forms.spec import Choices, RowsSpec
from nscl.web.plans.words import capital
from nscl.web.support.forms.fields import (
    BODY_LENGTH,
    CERTIFICATE_LENGTH,
    INVOICE_LENGTH,
    NUMBER_LENGTH,
    PROVIDER_LENGTH,
    REMARK_LENGTH,
    TAX_CODE_LENGTH,
    AmountField,
    AnswerField,
    long_field,
    text_field,
)
from nscl.web.work.forms.editor import Editor, RowList
from nscl.web.work.forms.fields import DayField

COMMIT: Final = "commit"
COSTS: Final = "costs"
CONTRACT_FIELDS: Final = ("number", "on", "ends_on", "provider", "support_vnd", "own_vnd")
ACCEPTANCE_FIELDS: Final = ("on", "result", "minutes_number")
CERTIFICATE_FIELDS: Final = ("certificate_number", "certificate_body", "certificate_until")


def contract_form() -> Editor:
    """The contract; at the end, the commitment in the ledger where it is to be booked."""
    fields: dict[str, forms.Field] = {
        "number": text_field(_("Số hợp đồng"), NUMBER_LENGTH),
        "on": DayField(label=_("Ngày ký")),
        "ends_on": DayField(label=_("Thực hiện đến"), required=False),
        "provider": text_field(
            _("Bên thực hiện"),
            PROVIDER_LENGTH,
            required=False,
            help_text=_("Hợp đồng ba bên: tổ chức tư vấn, chứng nhận làm việc này. Hợp đồng hai bên thì để trống."),
        ),
        "support_vnd": AmountField(label=_("Phần nhà nước hỗ trợ"), help_text=_("Không quá số được duyệt.")),
        "own_vnd": AmountField(label=_("Phần tổ chức tự chi"), help_text=_("Ghi 0 nếu không có.")),
        COMMIT: forms.BooleanField(
            label=_("Ghi cam kết chi vào sổ kinh phí, chứng từ mang số và ngày của hợp đồng"), required=False
        ),
    }
    return Editor(fields, {}, Choices())


def contract_values(values: Mapping[str, Any]) -> ContractValues:
    """What a valid form says."""
    return ContractValues(**{name: values[name] for name in CONTRACT_FIELDS})


def acceptance_form() -> Editor:
    """What came out of it, the certificate that proves it, what it cost."""
    fields: dict[str, forms.Field] = {
        "on": DayField(label=_("Ngày nghiệm thu")),
        "result": long_field(_("Kết quả"), help_text=_("Đã làm được gì, so với hợp đồng.")),
        "minutes_number": text_field(_("Số biên bản nghiệm thu"), NUMBER_LENGTH, required=False),
        "certificate_number": text_field(_("Số giấy chứng nhận"), CERTIFICATE_LENGTH, required=False),
        "certificate_body": text_field(_("Tổ chức cấp giấy chứng nhận"), BODY_LENGTH, required=False),
        "certificate_until": DayField(label=_("Giấy chứng nhận có hiệu lực đến"), required=False),
    }
    spec = RowsSpec(
        gettext_lazy("Chi phí thực tế"),
        gettext_lazy("khoản chi"),
        _cost_fields,
        gettext_lazy(
            "Theo hóa đơn, hợp đồng đã thanh lý. Mức chi được tính lại trên các khoản này và không quá số đã duyệt."
        ),
    )
    return Editor(fields, {COSTS: RowList(spec, lambda _row: 0)}, Choices())


def _cost_fields(_choices: Choices) -> dict[str, forms.Field]:
    heads = [(key, capital(name)) for key, name in vocabulary().heads.items()]
    return {
        "head": WordField(heads, label=_("Loại chi phí")),
        "about": text_field(_("Nội dung"), REMARK_LENGTH, required=False),
        "vnd": AmountField(label=_("Số tiền")),
        "on": DayField(label=_("Ngày hóa đơn, ngày ký")),
        "seller_tax_code": text_field(_("Mã số thuế người bán"), TAX_CODE_LENGTH, required=False),
        "invoice_symbol": text_field(_("Ký hiệu hóa đơn"), INVOICE_LENGTH, required=False),
        "invoice_number": text_field(_("Số hóa đơn"), INVOICE_LENGTH, required=False),
    }


def acceptance_values(editor: Editor) -> AcceptanceValues:
    """What a valid form says."""
    values = editor.values()
    costs = tuple(CostValue(**row.cleaned_data) for row in editor.rows[COSTS].kept)
    return AcceptanceValues(**{name: values[name] for name in (*ACCEPTANCE_FIELDS, *CERTIFICATE_FIELDS)}, costs=costs)


def payment_form() -> Editor:
    """The voucher that pays."""
    fields: dict[str, forms.Field] = {
        "number": text_field(
            _("Số chứng từ"), VOUCHER_NUMBER_LENGTH, help_text=_("Số và ký hiệu như trên chứng từ, ví dụ 12/QĐ-SKHCN.")
        ),
        "on": DayField(label=_("Ngày chứng từ")),
        "vnd": AmountField(label=_("Số tiền chi")),
        "about": forms.CharField(
            label=_("Nội dung chi"), widget=forms.Textarea({"rows": 2, "maxlength": ABOUT_LENGTH})
        ),
    }
    return Editor(fields, {}, Choices())


def undo_form() -> Editor:
    """Why a payment is taken back, and by which document where there is one."""
    fields: dict[str, forms.Field] = {
        "reason": long_field(_("Lý do hủy"), help_text=_("Lý do lưu cùng chứng từ hủy và trong nhật ký.")),
        "number": text_field(
            _("Số chứng từ hủy"),
            VOUCHER_NUMBER_LENGTH,
            required=False,
            help_text=_("Để trống nếu không có văn bản riêng: lấy số của chứng từ."),
        ),
        "on": DayField(label=_("Ngày hủy")),
    }
    return Editor(fields, {}, Choices())


def follow_up_form() -> Editor:
    """Whether what was supported is still alive."""
    fields: dict[str, forms.Field] = {
        "done_on": DayField(label=_("Ngày kiểm tra")),
        "is_kept": AnswerField(label=_("Kết quả còn được duy trì"), required=True),
        "findings": long_field(_("Nhận xét"), help_text=_("Đang áp dụng ra sao, thay đổi gì, vì sao thôi áp dụng.")),
    }
    return Editor(fields, {}, Choices())

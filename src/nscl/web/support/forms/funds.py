"""Forms of a year's ceiling."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _

from nscl.web.plan_editing.forms.spec import Choice, Choices
from nscl.web.support.forms.fields import NAME_LENGTH, AmountField, long_field, text_field
from nscl.web.work.forms.editor import Editor
from nscl.web.work.forms.fields import NumberedField


def fund_form(accounts: Sequence[Choice]) -> Editor:
    """A new ceiling on an account of the ledger."""
    fields: dict[str, forms.Field] = {
        "name": text_field(_("Tên gọi"), NAME_LENGTH, help_text=_("Ví dụ: Hỗ trợ tổ chức năm 2026.")),
        "account": NumberedField(
            accounts,
            label=_("Dòng của sổ kinh phí"),
            help_text=_("Dòng dự toán, năm, nguồn đã giao kinh phí. Trong ngoặc là số đã giao."),
        ),
        "ceiling_vnd": AmountField(label=_("Trần được duyệt hỗ trợ"), help_text=_("Không quá số đã giao của dòng.")),
    }
    return Editor(fields, {}, Choices())


def ceiling_form() -> Editor:
    """Another amount, with the reason."""
    fields: dict[str, forms.Field] = {
        "ceiling_vnd": AmountField(label=_("Trần mới")),
        "reason": long_field(_("Lý do thay đổi")),
    }
    return Editor(fields, {}, Choices())

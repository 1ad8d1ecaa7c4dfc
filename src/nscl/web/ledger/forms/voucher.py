"""The head of a voucher: its number and date, what it is about, and the reason where it goes beyond."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from nscl.finance.operations.ledger import VoucherDraft
from nscl.finance.operations.ledger.fields import ABOUT_LENGTH, NUMBER_LENGTH
from nscl.web.work.forms.fields import DayField, NumberedField
from nscl.web.work.forms.planning import long_field, text_field

# The fields by the names that problems of a voucher have; "vuot": whether a stage may go beyond the earlier one.
BEYOND: Final = "vuot"


class VoucherForm(forms.Form):
    """One voucher of a year. offers_beyond: whether the form shows how to go beyond the earlier stage, with a reason.

    That is offered to who was refused for it, not to everybody from the start.
    """

    use_required_attribute = False

    def __init__(self, agencies: Sequence[tuple[int, str]], data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.offers_beyond = False
        names = [(str(number), name) for number, name in agencies]
        self.fields["number"] = text_field(
            _("Số chứng từ"),
            NUMBER_LENGTH,
            required=True,
            help_text=_("Số và ký hiệu như trên chứng từ, ví dụ 12/QĐ-SKHCN."),
        )
        self.fields["on"] = DayField(label=_("Ngày chứng từ"))
        self.fields["about"] = forms.CharField(
            label=_("Nội dung"),
            widget=forms.Textarea({"rows": 2, "maxlength": ABOUT_LENGTH}),
            help_text=_("Chứng từ về việc gì."),
        )
        if agencies:
            self.fields["agency_id"] = NumberedField(names, label=_("Cơ quan"), required=False)
        self.fields[BEYOND] = forms.BooleanField(label=_("Cho ghi vượt, có lý do"), required=False)
        self.fields["reason"] = long_field(_("Lý do và văn bản cho phép"))
        if data is not None and data.get(BEYOND):
            self.offer_beyond()

    def offer_beyond(self) -> None:
        """Show how to go beyond."""
        self.offers_beyond = self.fields["reason"].required = True

    @property
    def beyond(self) -> bool:
        """Whether the person chose to go beyond the earlier stage."""
        return bool(self.cleaned_data.get(BEYOND))

    def draft(self, year: int) -> VoucherDraft:
        """What was written."""
        given = self.cleaned_data
        return VoucherDraft(
            number=given["number"],
            on=given["on"],
            year=year,
            about=given["about"],
            agency_id=given.get("agency_id"),
            reason=given["reason"],
        )


class ReversalForm(forms.Form):
    """Why a voucher is taken back, and by which document where there is one."""

    use_required_attribute = False

    def __init__(self, today: date, data: Any = None) -> None:
        super().__init__(data, initial={"on": today})
        self.fields["reason"] = long_field(_("Lý do hủy"), _("Lý do lưu cùng chứng từ hủy và trong nhật ký."))
        self.fields["reason"].required = True
        self.fields["number"] = text_field(
            _("Số chứng từ hủy"),
            NUMBER_LENGTH,
            help_text=_("Để trống nếu không có văn bản riêng: lấy số của chứng từ."),
        )
        self.fields["on"] = DayField(label=_("Ngày hủy"))

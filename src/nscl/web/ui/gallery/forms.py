"""A form with every kind of field."""

from __future__ import annotations

from typing import Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from nscl.text.formats import parse_vnd

WRONG_VALUES: Final = {"sai-title": "", "sai-begins": "31/02/2026", "sai-amount": "bốn mươi", "sai-kind": "class"}


class SampleForm(forms.Form):
    """Text, choice, date, figure, long text, ticks and radio buttons."""

    title = forms.CharField(
        label=_("Tên hoạt động"), max_length=200, help_text=_("Ngắn gọn, đủ để người khác nhận ra.")
    )
    kind = forms.ChoiceField(
        label=_("Loại hoạt động"),
        choices=[("class", _("Lớp đào tạo")), ("event", _("Hội nghị, hội thảo")), ("media", _("Tin, bài, phóng sự"))],
    )
    begins = forms.DateField(label=_("Ngày bắt đầu"), help_text=_("Ngày/tháng/năm, ví dụ 20/11/2026."))
    amount = forms.CharField(
        label=_("Kinh phí (đồng)"), required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    note = forms.CharField(label=_("Nội dung"), widget=forms.Textarea, required=False)
    scope = forms.ChoiceField(
        label=_("Phạm vi"),
        choices=[("province", _("Toàn tỉnh")), ("commune", _("Một xã, phường"))],
        widget=forms.RadioSelect,
        initial="province",
    )
    agencies = forms.MultipleChoiceField(
        label=_("Đơn vị phối hợp"),
        choices=[
            ("finance", "Sở Tài chính"),
            ("industry", "Sở Công Thương"),
            ("farming", "Sở Nông nghiệp và Môi trường"),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    evidence = forms.FileField(label=_("Minh chứng"), required=False, help_text=_("PDF, Word hoặc ảnh, tối đa 10 MB."))
    confirmed = forms.BooleanField(label=_("Tôi đã đối chiếu số liệu với hồ sơ gốc"))

    def clean_amount(self) -> int | None:
        """The amount in đồng; refused with the reader's own reason, what was typed stays."""
        text = self.cleaned_data["amount"]
        try:
            return parse_vnd(text) if text else None
        except ValueError as error:
            raise ValidationError(str(error)) from error

"""Forms of stated values and of claims."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nscl.progress.operations import Statement
from nscl.progress.operations.errors import InvalidValue
from nscl.web.work.forms.fields import CountField, DayField


class StateForm(forms.Form):
    """What an officer states of a measure; what cannot be kept is told by the operation, under its field."""

    on = DayField(label=_("Ngày của số liệu"))
    value = CountField(label=_("Giá trị"), help_text=_("Ghi như 1.234,5."))
    numerator = CountField(label=_("Tử số"), help_text=_("Số đối tượng đã đạt; để trống nếu đã ghi giá trị."))
    denominator = CountField(label=_("Mẫu số"), help_text=_("Số của toàn bộ đối tượng."))
    is_base = forms.BooleanField(
        label=_("Là số gốc, có từ trước khi thực hiện kế hoạch"),
        required=False,
    )
    note = forms.CharField(
        label=_("Lấy từ đâu"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Báo cáo, công bố, khảo sát nào; số và ngày của văn bản."),
    )

    use_required_attribute = False

    def __init__(
        self, data: Any = None, *, is_percentage: bool, may_be_base: bool, meaning: str, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        if not is_percentage:
            del self.fields["numerator"], self.fields["denominator"]
        if not may_be_base:
            del self.fields["is_base"]
        self.fields["value"].help_text = f"{meaning} {self.fields['value'].help_text}"

    @property
    def statement(self) -> Statement:
        """What was typed. Only of a valid form."""
        sent = self.cleaned_data
        return Statement(
            on=sent["on"],
            value=sent["value"],
            numerator=sent.get("numerator"),
            denominator=sent.get("denominator"),
            is_base=bool(sent.get("is_base")),
            note=sent["note"],
        )

    def tell(self, refused: InvalidValue) -> None:
        """Say what cannot be kept, each under its field; what has no field here stands on top."""
        for problem in refused.problems:
            self.add_error(problem.field if problem.field in self.fields else None, str(problem))


class VersionForm(forms.Form):
    """The version that the person saw, carried along."""

    phien_ban = forms.IntegerField(widget=forms.HiddenInput)

    use_required_attribute = False


class WithdrawForm(VersionForm):
    """Why a stated value is taken back."""

    ly_do = forms.CharField(label=_("Lý do"), required=False, widget=forms.Textarea({"rows": 3}))


class ClaimForm(VersionForm):
    """For which measures a record counts."""

    chi_tieu = forms.TypedMultipleChoiceField(
        label=_("Tính cho chỉ tiêu"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Chọn nhiều chỉ tiêu là khai một hồ sơ tính cho cả các chỉ tiêu đó; bỏ trống là chưa khai."),
    )

    def __init__(self, data: Any = None, *, choices: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["chi_tieu"].choices = choices  # type: ignore[attr-defined]

"""Forms of the steps: a reason, a document, the head of an estimate, what is granted of a line."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from nscl.finance.operations.estimates.heading import TITLE_LENGTH
from nscl.finance.operations.estimates.steps import DOCUMENT_LENGTH
from nscl.finance.queries.estimates.listing import EstimateRow
from nscl.web.plan_editing.forms.fields import YearField
from nscl.web.work.forms.fields import DayField
from nscl.web.work.forms.planning import text_field


class CommentForm(forms.Form):
    """A reason or a message. Whether it must be there is for the operation to say."""

    use_required_attribute = False

    def __init__(self, label: str, data: Any = None) -> None:
        super().__init__(data)
        self.fields["comment"] = forms.CharField(
            label=label, required=False, widget=forms.Textarea({"rows": 3}), max_length=4000
        )


class ApprovalForm(CommentForm):
    """The decision by which an estimate is approved."""

    def __init__(self, label: str, data: Any = None) -> None:
        super().__init__(label, data)
        self.fields["document"] = text_field(
            _("Số quyết định phê duyệt"), DOCUMENT_LENGTH, help_text=_("Ví dụ 812/QĐ-UBND.")
        )
        self.fields["document_on"] = DayField(label=_("Ngày của quyết định"))
        self.order_fields(["document", "document_on", "comment"])


class HeadForm(forms.Form):
    """The title and the years of an estimate."""

    use_required_attribute = False

    def __init__(self, row: EstimateRow, data: Any = None) -> None:
        super().__init__(data, initial={"title": row.title, "first_year": row.first_year, "last_year": row.last_year})
        self.fields["title"] = text_field(_("Tên dự toán"), TITLE_LENGTH)
        self.fields["first_year"] = YearField(label=_("Năm đầu"))
        self.fields["last_year"] = YearField(label=_("Năm cuối"))


class CutForm(forms.Form):
    """Why a line gets less than was proposed."""

    use_required_attribute = False

    def __init__(self, reason: str, data: Any = None) -> None:
        super().__init__(data, initial={"reason": reason})
        self.fields["reason"] = forms.CharField(
            label=_("Lý do cắt giảm"),
            required=False,
            max_length=4000,
            widget=forms.Textarea({"rows": 3}),
            help_text=_("Bắt buộc khi số thẩm định thấp hơn số đề nghị."),
        )

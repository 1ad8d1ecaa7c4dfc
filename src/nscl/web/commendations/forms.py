"""Forms of commendations: a candidate, a decision, a withdrawal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from nscl.web.plan_editing.forms.fields import YearField
from nscl.web.plan_editing.forms.spec import Choice
from nscl.web.work.forms.fields import DayField, NumberedField
from nscl.work.enums import CommendationLevel, RecipientKind
from nscl.work.queries.commendations import CommendationRow
from nscl.work.rules.commendations import MOST_NUMBER, MOST_RECIPIENT, MOST_TEXT, MOST_WORKPLACE, Candidate

# Operations speak of their own fields; these are the forms'.
FIELDS = {
    "plan_id": "ke_hoach",
    "year": "nam",
    "level": "muc",
    "recipient_kind": "doi_tuong",
    "recipient": "ten",
    "workplace": "noi_lam_viec",
    "organisation_id": "to_chuc",
    "achievement": "thanh_tich",
    "decision_number": "so",
    "decided_on": "ngay",
    "reason": "ly_do",
}
TEXT_ROWS = 5


class CandidateForm(forms.Form):
    """Who is proposed for what. plans: to choose from; None for a candidate whose plan stands."""

    def __init__(
        self,
        data: Any = None,
        *,
        plans: Sequence[Choice] | None,
        organisations: Sequence[Choice],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial, use_required_attribute=False)
        if plans is not None:
            only = plans[0][0] if len(plans) == 1 else None
            self.fields["ke_hoach"] = NumberedField(plans, label=_("Theo kế hoạch"), initial=only)
        self.fields |= {
            "nam": YearField(label=_("Năm được khen")),
            "doi_tuong": forms.ChoiceField(
                label=_("Đối tượng"), choices=_choices(RecipientKind), widget=forms.RadioSelect
            ),
            "ten": forms.CharField(
                label=_("Người, tập thể được khen"), max_length=MOST_RECIPIENT, help_text=_("Họ tên hoặc tên tập thể.")
            ),
            "noi_lam_viec": forms.CharField(
                label=_("Chức vụ, nơi làm việc"),
                required=False,
                max_length=MOST_WORKPLACE,
                help_text=_("Của cá nhân. Hai người trùng tên được phân biệt bằng dòng này."),
            ),
            "to_chuc": NumberedField(
                organisations,
                label=_("Tổ chức trong danh mục"),
                required=False,
                help_text=_("Chính tập thể được khen, hoặc nơi cá nhân làm việc, nếu đã có trong danh mục."),
            ),
            "muc": forms.ChoiceField(label=_("Mức khen"), choices=[("", _("– chọn –")), *_choices(CommendationLevel)]),
            "thanh_tich": forms.CharField(
                label=_("Thành tích"),
                max_length=MOST_TEXT,
                widget=forms.Textarea({"rows": TEXT_ROWS}),
                help_text=_("Đã làm được gì cho năng suất, chất lượng; số liệu nếu có."),
            ),
        }

    def candidate(self, plan_id: int | None = None) -> Candidate:
        """What was filled in, once it is valid; plan_id: of a candidate whose plan stands."""
        values = self.cleaned_data
        return Candidate(
            plan_id=plan_id if plan_id is not None else values["ke_hoach"],
            year=values["nam"],
            level=CommendationLevel(values["muc"]),
            recipient_kind=RecipientKind(values["doi_tuong"]),
            recipient=values["ten"],
            workplace=values["noi_lam_viec"],
            organisation_id=values["to_chuc"],
            achievement=values["thanh_tich"],
        )


class DecisionForm(forms.Form):
    """The decision; a reason where another one stands already."""

    def __init__(self, data: Any = None, *, row: CommendationRow) -> None:
        initial = {"so": row.decision_number, "ngay": row.decided_on}
        super().__init__(data, initial=initial, use_required_attribute=False)
        self.fields["so"] = forms.CharField(
            label=_("Số quyết định"), max_length=MOST_NUMBER, help_text=_("Ví dụ: 1234/QĐ-UBND.")
        )
        self.fields["ngay"] = DayField(label=_("Ngày quyết định"))
        if row.is_decided:
            self.fields["ly_do"] = _reason_field(_("Vì sao ghi lại"))


class WithdrawalForm(forms.Form):
    """Why a candidate is taken out of the list."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, use_required_attribute=False)
        self.fields["ly_do"] = _reason_field(_("Lý do rút"))


def _reason_field(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=MOST_TEXT, widget=forms.Textarea({"rows": 3}))


def _choices(words: type[CommendationLevel] | type[RecipientKind]) -> list[Choice]:
    return [(word.value, str(capfirst(word.label))) for word in words]


def initial_of(row: CommendationRow) -> dict[str, Any]:
    """A stored candidate as the form starts with it."""
    return {
        "nam": row.year,
        "doi_tuong": row.recipient_kind.value,
        "ten": row.recipient,
        "noi_lam_viec": row.workplace,
        "to_chuc": row.organisation_id,
        "muc": row.level.value,
        "thanh_tich": row.achievement,
    }

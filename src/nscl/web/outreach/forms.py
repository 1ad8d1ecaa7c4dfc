"""Forms of outreach: a visit, a survey, its last day, a reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from nscl.support.enums import RefusalReason, VisitOutcome
from nscl.support.queries.outreach.visits import VisitRow
from nscl.support.queries.survey_files import newest_definitions
from nscl.support.rules.outreach import NOTE_LENGTH, VISITOR_LENGTH, VisitDraft
from nscl.web.plan_editing.forms.spec import Choice
from nscl.web.work.forms.fields import DayField, NumberedField
from nscl.work.rules.problems import Problem
from nscl.work.rules.questions import TITLE_LENGTH

# Operations speak of their own fields; these are the forms'.
FIELDS: Final = {
    "plan_id": "ke_hoach",
    "agency_id": "don_vi",
    "on": "ngay",
    "visitor": "nguoi",
    "outcome": "ket_qua",
    "refusal": "ly_do_tu_choi",
    "note": "ghi_chu",
    "definition": "phieu",
    "title": "ten",
    "opens_on": "tu_ngay",
    "closes_on": "den_ngay",
    "reason": "ly_do",
}


class VisitForm(forms.Form):
    """How a visit went. plans: to choose from, () where there is one, or it stands; agencies: for whom it was made.

    whole: it may be the programme's own office.
    """

    def __init__(
        self,
        data: Any = None,
        *,
        plans: Sequence[Choice],
        agencies: Sequence[Choice],
        whole: bool,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial, use_required_attribute=False)
        self.fields["ket_qua"] = forms.ChoiceField(
            label=_("Kết quả"),
            choices=[(one.value, str(capfirst(one.label))) for one in VisitOutcome],
            widget=forms.RadioSelect,
        )
        self.fields["ly_do_tu_choi"] = forms.ChoiceField(
            label=_("Nếu từ chối, vì sao"),
            choices=[("", _("– không từ chối –")), *((one.value, capfirst(one.label)) for one in RefusalReason)],
            required=False,
        )
        self.fields["ghi_chu"] = forms.CharField(
            label=_("Ghi chú"), required=False, max_length=NOTE_LENGTH, widget=forms.Textarea({"rows": 3})
        )
        self.fields["ngay"] = DayField(label=_("Ngày thăm"))
        self.fields["nguoi"] = forms.CharField(label=_("Người đi thăm"), max_length=VISITOR_LENGTH)
        if agencies and (whole or len(agencies) > 1):
            blank = _("Cơ quan chủ trì chương trình") if whole else ""
            self.fields["don_vi"] = NumberedField(agencies, label=_("Đơn vị"), required=not whole, blank=blank)
        if plans:
            self.fields["ke_hoach"] = NumberedField(plans, label=_("Theo kế hoạch"))

    def draft(self, *, plan_id: int, agency_id: int | None, organisation_id: int) -> VisitDraft:
        """What was filled in, once it is valid; plan and agency where the form does not ask for them."""
        values = self.cleaned_data
        refusal = values["ly_do_tu_choi"]
        return VisitDraft(
            plan_id=values.get("ke_hoach", plan_id),
            agency_id=values.get("don_vi", agency_id),
            organisation_id=organisation_id,
            on=values["ngay"],
            visitor=values["nguoi"],
            outcome=VisitOutcome(values["ket_qua"]),
            refusal=RefusalReason(refusal) if refusal else None,
            note=values["ghi_chu"],
        )


class SurveyOpenForm(forms.Form):
    """A new survey: under which plan, with which questions, from when until when."""

    def __init__(self, data: Any = None, *, plans: Sequence[Choice], today: date) -> None:
        super().__init__(data, initial={"tu_ngay": today}, use_required_attribute=False)
        shipped = newest_definitions()
        only = plans[0][0] if len(plans) == 1 else None
        self.fields["phieu"] = forms.ChoiceField(
            label=_("Phiếu"),
            choices=[(one.ref, one.title) for one in shipped],
            help_text=_("Phiếu nằm ở data/surveys; câu hỏi xem ở trang danh sách."),
        )
        self.fields["ten"] = forms.CharField(
            label=_("Tên đợt khảo sát"), max_length=TITLE_LENGTH, help_text=_("Ghi ở thư và đầu phiếu.")
        )
        self.fields["tu_ngay"] = DayField(label=_("Nhận trả lời từ ngày"))
        self.fields["den_ngay"] = DayField(label=_("Đến hết ngày"))
        self.fields["ke_hoach"] = NumberedField(plans, label=_("Theo kế hoạch"), initial=only)


class SurveyDaysForm(forms.Form):
    """The last day on which answers are taken."""

    def __init__(self, data: Any = None, *, closes_on: date) -> None:
        super().__init__(data, initial={"den_ngay": closes_on}, use_required_attribute=False)
        self.fields["den_ngay"] = DayField(
            label=_("Nhận trả lời đến hết ngày"), help_text=_("Ghi ngày đã qua để đóng ngay.")
        )


class ReasonForm(forms.Form):
    """Why something is taken back."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, use_required_attribute=False)
        self.fields["ly_do"] = forms.CharField(
            label=_("Lý do"), max_length=NOTE_LENGTH, widget=forms.Textarea({"rows": 2})
        )


def show_problems(form: forms.Form, problems: Iterable[Problem]) -> None:
    """Put what an operation refused under the fields that it is about."""
    for problem in problems:
        field = FIELDS.get(problem.field, "")
        form.add_error(field if field in form.fields else None, str(problem))


def initial_of(row: VisitRow) -> dict[str, Any]:
    """A stored visit as the form starts with it."""
    return {
        "ket_qua": row.outcome.value,
        "ly_do_tu_choi": row.refusal.value if row.refusal else "",
        "ghi_chu": row.note,
        "ngay": row.on,
        "nguoi": row.visitor,
        "don_vi": row.agency_id,
    }

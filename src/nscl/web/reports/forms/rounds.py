"""Forms of rounds: opening one, changing its days, adding an agency, handing over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from nscl.reporting.operations.errors import Refused
from nscl.reporting.queries.proposals import HandChoice, ProposedAgency, RoundProposal
from nscl.reporting.queries.rounds import RoundPage
from nscl.reporting.rules.rounds import RoundValues
from nscl.text.dates import format_date
from nscl.web.work.forms.fields import DayField, NumberedField
from nscl.work.rules.problems import Problem

# As `ReportingRound.title`; a note is read on the round's page.
MOST_TITLE: Final = 200
MOST_TEXT: Final = 2000
AGENCIES: Final = "co_quan"
REASON: Final = "ly_do"
# Operations speak of their own fields; these are the forms'.
FIELDS: Final = {
    "title": "tieu_de",
    "note": "ghi_chu",
    "period_start": "ky_tu",
    "period_end": "ky_den",
    "data_until": "so_lieu_den",
    "agencies_due": "han_co_quan",
    "province_due": "han_tinh",
    "agencies": AGENCIES,
    "agency": AGENCIES,
    "reason": REASON,
}


class _RoundForm(forms.Form):
    """What the opening and the changing of a round have in common: title, days, note."""

    def __init__(self, data: Any = None, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial, use_required_attribute=False)
        self.fields["tieu_de"] = forms.CharField(label=_("Tên kỳ báo cáo"), max_length=MOST_TITLE)

    def _add_days(self) -> None:
        self.fields["so_lieu_den"] = DayField(
            label=_("Chốt số liệu đến hết ngày"),
            help_text=_("Việc ghi sau ngày này không vào báo cáo. Để đến 31/12 thì dùng ô “ước cả năm”."),
        )
        self.fields["han_co_quan"] = DayField(label=_("Hạn các cơ quan nộp"))
        self.fields["han_tinh"] = DayField(
            label=_("Hạn tỉnh báo cáo"), required=False, help_text=_("Bỏ trống khi tỉnh không phải gửi báo cáo.")
        )

    def _add_note(self) -> None:
        self.fields["ghi_chu"] = forms.CharField(
            label=_("Lưu ý gửi các cơ quan"),
            required=False,
            max_length=MOST_TEXT,
            widget=forms.Textarea({"rows": 3}),
            help_text=_("Hiện ở đầu báo cáo của mỗi cơ quan."),
        )


class OpenForm(_RoundForm):
    """A new round, filled from the plan's duty; every day may be changed."""

    def __init__(self, data: Any = None, *, proposal: RoundProposal) -> None:
        super().__init__(
            data,
            initial={
                "tieu_de": proposal.title,
                "ky_tu": proposal.period_start,
                "ky_den": proposal.period_end,
                "so_lieu_den": proposal.data_until,
                "han_co_quan": proposal.agencies_due,
                "han_tinh": proposal.province_due,
                AGENCIES: [str(one.agency_id) for one in proposal.agencies if one.is_asked],
            },
        )
        self.proposal = proposal
        self.fields["ky_tu"] = DayField(label=_("Báo cáo từ ngày"))
        self.fields["ky_den"] = DayField(label=_("Đến ngày"))
        self._add_days()
        self._add_note()
        self.fields[AGENCIES] = forms.MultipleChoiceField(
            label=_("Cơ quan phải báo cáo"),
            choices=[(str(one.agency_id), agency_label(one)) for one in proposal.agencies],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Chọn ít nhất một cơ quan.")},
        )

    def values(self) -> RoundValues:
        """What was typed, as the operation takes it; only of a valid form."""
        given, proposal = self.cleaned_data, self.proposal
        return RoundValues(
            kind=proposal.kind,
            year=proposal.year,
            title=given["tieu_de"],
            period_start=given["ky_tu"],
            period_end=given["ky_den"],
            data_until=given["so_lieu_den"],
            agencies_due=given["han_co_quan"],
            province_due=given["han_tinh"],
            note=given["ghi_chu"],
            duty_id=proposal.duty_id,
            review_id=proposal.review_id,
        )

    def agencies(self) -> list[int]:
        """The numbers of those ticked."""
        return [int(text) for text in self.cleaned_data[AGENCIES]]


class ChangeForm(_RoundForm):
    """The days, the title and the note of an open round."""

    def __init__(self, data: Any = None, *, page: RoundPage) -> None:
        row = page.row
        super().__init__(
            data,
            initial={
                "tieu_de": row.title,
                "so_lieu_den": row.data_until,
                "han_co_quan": row.agencies_due,
                "han_tinh": row.province_due,
                "ghi_chu": page.note,
            },
        )
        self._add_days()
        self._add_note()


class AgencyForm(forms.Form):
    """Which agency is to report too."""

    def __init__(self, data: Any = None, *, agencies: Sequence[ProposedAgency]) -> None:
        super().__init__(data, use_required_attribute=False)
        self.fields[AGENCIES] = NumberedField(
            [(str(one.agency_id), one.name) for one in agencies],
            label=_("Cơ quan"),
            help_text=_("Hạn nộp là hạn của kỳ; sửa hạn ở trang của kỳ."),
        )


class HandOverForm(forms.Form):
    """To whom, and why."""

    def __init__(self, data: Any = None, *, choices: Sequence[HandChoice]) -> None:
        heirs = [one for one in choices if one.is_heir]
        super().__init__(data, use_required_attribute=False)
        self.fields[AGENCIES] = NumberedField(
            [(str(one.agency_id), _heir_label(one)) for one in choices],
            label=_("Cơ quan báo cáo thay"),
            initial=heirs[0].agency_id if len(heirs) == 1 else None,
        )
        self.fields[REASON] = reason_field(_("Lý do"), _("Ví dụ: giải thể theo nghị quyết số mấy, từ ngày nào."))


class ReasonForm(forms.Form):
    """Words that go with a step; required only where the step needs them."""

    def __init__(self, data: Any = None, *, label: Any, help_text: Any = "", required: bool) -> None:
        super().__init__(data, use_required_attribute=False)
        self.fields[REASON] = reason_field(label, help_text, required=required)


def reason_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    """A field for a few sentences."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=MOST_TEXT,
        widget=forms.Textarea({"rows": 4}),
    )


def agency_label(one: ProposedAgency) -> SafeString | str:
    """The agency's name, and for whom else it answers since when."""
    if not one.covers:
        return one.name
    others = ", ".join(
        f"{cover.name} ({_('từ %(day)s') % {'day': format_date(cover.since)}})" if cover.since else cover.name
        for cover in one.covers
    )
    return format_html(
        '<span>{} <span class="note">{}</span></span>', one.name, _("báo cáo cả phần của %(names)s") % {"names": others}
    )


def show_problems(form: forms.Form, refused: Refused) -> None:
    """Put what an operation refused under the fields that it is about."""
    for problem in refused.problems:
        add_problem(form, problem)


def add_problem(form: forms.Form, problem: Problem) -> None:
    """The problem at its field, or on top where the form has no such field."""
    field = FIELDS.get(problem.field, problem.field)
    form.add_error(field if field in form.fields else None, str(problem))


def _heir_label(one: HandChoice) -> str:
    return _("%(name)s (cơ quan kế thừa)") % {"name": one.name} if one.is_heir else one.name

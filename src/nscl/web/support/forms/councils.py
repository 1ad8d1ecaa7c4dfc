"""Forms of a council: its decision and members, its meetings, what it concludes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.rulebook.scoring import Criterion, Scoring
from nscl.support.enums import Conclusion, CouncilRole
from nscl.support.rules.appraisal import CouncilValues, MemberDraft, SessionValues, SheetValues
from nscl.web.plan_editing.forms.fields import WordField
from nscl.web.plan_editing.forms.spec import Choice, Choices, RowsSpec
from nscl.web.plans.words import capital
from nscl.web.support.forms.fields import (
    CONFLICT_LENGTH,
    NAME_LENGTH,
    NUMBER_LENGTH,
    AmountField,
    RadioField,
    long_field,
    text_field,
)
from nscl.web.work.forms.editor import Editor, RowList
from nscl.web.work.forms.fields import CountField, DayField, NumberedField

MEMBERS: Final = "members"
POINTS: Final = "points."
PRESENT: Final = "present"


def council_form(people: Sequence[Choice]) -> Editor:
    """A council as its decision establishes it; people: who has an account in the province."""
    fields: dict[str, forms.Field] = {
        "name": text_field(_("Tên hội đồng"), NAME_LENGTH),
        "decision_number": text_field(_("Số quyết định thành lập"), NUMBER_LENGTH),
        "decided_on": DayField(label=_("Ngày quyết định")),
    }

    def member_fields(_choices: Choices) -> dict[str, forms.Field]:
        roles = [(one.value, capital(one.label)) for one in CouncilRole]
        return {
            "user": NumberedField(people, label=_("Người")),
            "role": WordField(roles, label=_("Vai trò trong hội đồng")),
        }

    spec = RowsSpec(
        gettext_lazy("Thành viên"),
        gettext_lazy("thành viên"),
        member_fields,
        gettext_lazy(
            "Mỗi người một khung; chỉ chọn được người đã có tài khoản. Để trống hoặc bỏ khung: không còn là thành viên."
        ),
    )
    return Editor(fields, {MEMBERS: RowList(spec, lambda _row: 0)}, Choices())


def council_values(editor: Editor) -> CouncilValues:
    """What a valid form says."""
    values = editor.values()
    rows = (row.cleaned_data for row in editor.rows[MEMBERS].kept)
    return CouncilValues(
        name=values["name"],
        decision_number=values["decision_number"],
        decided_on=values["decided_on"],
        members=tuple(MemberDraft(row["user"], CouncilRole(row["role"])) for row in rows),
    )


def session_form(criteria: Sequence[Choice]) -> Editor:
    """A meeting to come."""
    fields: dict[str, forms.Field] = {
        "on": DayField(label=_("Ngày họp")),
        "place": text_field(_("Địa điểm"), NAME_LENGTH, required=False),
        "criteria": forms.ChoiceField(label=_("Phiếu chấm"), choices=criteria),
    }
    return Editor(fields, {}, Choices())


def session_values(values: Mapping[str, Any]) -> SessionValues:
    """What a valid form says."""
    return SessionValues(on=values["on"], place=values["place"], criteria=values["criteria"])


def conflict_form(people: Sequence[Choice]) -> Editor:
    """Who has an interest in the case, and what it is. people: one alone where a member speaks for themselves."""
    fields: dict[str, forms.Field] = {
        "user": NumberedField(people, label=_("Thành viên")),
        "reason": text_field(
            _("Liên quan thế nào"),
            CONFLICT_LENGTH,
            help_text=_("Ví dụ: đã tư vấn cho tổ chức này, là người nhà của người quản lý."),
        ),
    }
    return Editor(fields, {}, Choices())


def member_form(people: Sequence[Choice]) -> Editor:
    """One member."""
    return Editor({"user": NumberedField(people, label=_("Thành viên"))}, {}, Choices())


def sheet_form(scoring: Scoring) -> Editor:
    """A score sheet: a figure for each criterion, a proposal, a remark. Each box is large enough for a thumb."""
    fields: dict[str, forms.Field] = {f"{POINTS}{one.key}": _points_field(one) for one in scoring.criteria}
    proposals = [(one.value, capital(one.label)) for one in Conclusion]
    fields["proposal"] = RadioField(proposals, label=_("Đề nghị"))
    fields["remark"] = long_field(
        _("Nhận xét"), required=False, help_text=_("Đề nghị không hỗ trợ thì phải ghi lý do.")
    )
    return Editor(fields, {}, Choices())


def _points_field(one: Criterion) -> CountField:
    label = _("%(name)s (tối đa %(most)s điểm)") % {"name": one.name, "most": one.most}
    box = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
    return CountField(label=label, help_text=one.meaning, required=True, widget=box)


def sheet_values(values: Mapping[str, Any]) -> SheetValues:
    """What a valid sheet says."""
    points = {name.removeprefix(POINTS): Decimal(one) for name, one in values.items() if name.startswith(POINTS)}
    return SheetValues(points=points, proposal=Conclusion(values["proposal"]), remark=values["remark"])


def conclusion_form() -> Editor:
    """What the council concludes on a case."""
    proposals = [(one.value, capital(one.label)) for one in Conclusion]
    fields: dict[str, forms.Field] = {
        "conclusion": RadioField(proposals, label=_("Kết luận của hội đồng")),
        "proposed_vnd": AmountField(
            label=_("Mức đề nghị hỗ trợ"), required=False, help_text=_("Không quá mức tính theo quy định.")
        ),
        "reason": long_field(
            _("Ý kiến của hội đồng"), required=False, help_text=_("Đề nghị không hỗ trợ thì phải nêu lý do.")
        ),
    }
    return Editor(fields, {}, Choices())


def minutes_form(members: Sequence[Choice]) -> Editor:
    """What is said of a meeting that was held: who took part, the minutes."""
    fields: dict[str, forms.Field] = {
        PRESENT: forms.TypedMultipleChoiceField(
            label=_("Thành viên dự họp"), choices=members, coerce=int, widget=forms.CheckboxSelectMultiple
        ),
        "minutes_number": text_field(_("Số biên bản"), NUMBER_LENGTH, required=False),
        "remarks": long_field(_("Ý kiến chung ghi vào biên bản"), required=False, rows=4),
    }
    return Editor(fields, {}, Choices())

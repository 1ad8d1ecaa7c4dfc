"""Forms of clubs at schools, of what they do, and of programmes that schools took up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from nscl.training.rules.registers import LONGEST, ClubDetails, ProgrammeDetails
from nscl.web.plan_editing.forms.spec import Choice, Choices
from nscl.web.registers.forms.schools import SCHOOL_FIELDS, school_fields
from nscl.web.work.forms.editor import Editor
from nscl.web.work.forms.fields import CountField, DayField, NumberedField, WholeField
from nscl.web.work.forms.planning import text_field

PLAN: Final = "plan_id"
CLUB_FIELDS: Final = ("name", "founded_on", *SCHOOL_FIELDS, "head", PLAN)
PROGRAMME_FIELDS: Final = ("title", "adopted_on", *SCHOOL_FIELDS, "decision", "hours", "learners", PLAN)


def club_form(unit_id: int, plans: Sequence[Choice] | None, keep: tuple[int, str] | None = None) -> Editor:
    """A club. plans: to choose from for a new one, None: its plan stands; keep: the school that it has."""
    fields: dict[str, forms.Field] = {
        "name": text_field(_("Tên câu lạc bộ"), LONGEST["name"], required=True),
        **school_fields(unit_id, keep),
        "founded_on": DayField(label=_("Thành lập ngày")),
        "head": text_field(_("Chủ nhiệm"), LONGEST["head"]),
        **_plan_field(plans),
    }
    return Editor(fields, {}, Choices())


def programme_form(unit_id: int, plans: Sequence[Choice] | None, keep: tuple[int, str] | None = None) -> Editor:
    """A programme; as `club_form`."""
    fields: dict[str, forms.Field] = {
        "title": text_field(
            _("Tên chương trình"), LONGEST["title"], required=True, help_text=_("Môn học, mô đun, chuyên đề.")
        ),
        **school_fields(unit_id, keep),
        "adopted_on": DayField(label=_("Đưa vào giảng dạy ngày")),
        "decision": text_field(_("Văn bản của trường"), LONGEST["decision"], help_text=_("Số, ngày quyết định.")),
        "hours": CountField(label=_("Số tiết"), help_text=_("Để trống nếu chưa biết.")),
        "learners": WholeField(label=_("Số người học"), help_text=_("Để trống nếu chưa biết.")),
        **_plan_field(plans),
    }
    return Editor(fields, {}, Choices())


def _plan_field(plans: Sequence[Choice] | None) -> dict[str, forms.Field]:
    if plans is None:
        return {}
    help_text = _("Theo chương trình của kế hoạch nào mà có; chỉ kế hoạch ấy đếm.")
    return {PLAN: NumberedField(plans, label=_("Tính cho kế hoạch"), help_text=help_text)}


def only_plan(plans: Sequence[Choice]) -> dict[str, Any]:
    """What a new entry starts with: the plan, where there is only one."""
    return {PLAN: int(plans[0][0])} if len(plans) == 1 else {}


def club_details(values: dict[str, Any], school_id: int, plan_id: int) -> ClubDetails:
    """What a valid form says of a club."""
    return ClubDetails(
        name=values["name"],
        school_id=school_id,
        plan_id=plan_id,
        founded_on=values["founded_on"],
        head=values["head"],
    )


def programme_details(values: dict[str, Any], school_id: int, plan_id: int) -> ProgrammeDetails:
    """What a valid form says of a programme."""
    return ProgrammeDetails(
        title=values["title"],
        school_id=school_id,
        plan_id=plan_id,
        adopted_on=values["adopted_on"],
        decision=values["decision"],
        hours=values["hours"],
        learners=values["learners"],
    )


def initial_of(details: ClubDetails | ProgrammeDetails) -> dict[str, Any]:
    """A stored entry as its form starts with it."""
    return asdict(details)


def club_activity_form(today: date) -> Editor:
    """Something that a club did."""
    fields: dict[str, forms.Field] = {
        "held_on": DayField(label=_("Ngày"), initial=today),
        "title": text_field(
            _("Hoạt động"), LONGEST["title"], required=True, help_text=_("Ví dụ: thi cải tiến 5S xưởng thực hành.")
        ),
        "participants": WholeField(label=_("Số người dự"), help_text=_("Để trống nếu chưa biết.")),
    }
    return Editor(fields, {}, Choices())


def members_form(today: date) -> Editor:
    """How many members a club has on a day."""
    fields: dict[str, forms.Field] = {
        "on": DayField(label=_("Ngày đếm"), initial=today),
        "members": WholeField(label=_("Số thành viên"), required=True),
    }
    return Editor(fields, {}, Choices())

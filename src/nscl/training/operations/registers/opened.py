"""What every act on a register does besides its row: the lock, the permission, the audit event, the search entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TypeVar

from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.organisations.enums import OrganisationKind
from nscl.organisations.models import Organisation
from nscl.plans.operations.wording import as_stored
from nscl.records.enums import Audience
from nscl.records.operations import Actor, Change, Entry, Reference, index_entries, record_event
from nscl.training.enums import TrainingKind
from nscl.training.models import Club, Expert, SchoolProgramme
from nscl.training.operations.registers.errors import EntryConflict, EntryMissing, InvalidEntry
from nscl.training.rules.registers import check_length
from nscl.work.operations.errors import FieldConflict, ReasonMissing
from nscl.work.operations.provinces import province_on
from nscl.work.queries.plan_choices import PlanChoice, PlanNotFound, plan_choice
from nscl.work.rules.problems import Problem, Reason
from nscl.work.rules.samples import sample_place

E = TypeVar("E", Expert, Club, SchoolProgramme)
Texts = Mapping[str, tuple[str, str]]  # field → its label and what it says, in words


def open_entry(model: type[E], number: int, viewer: Viewer | None) -> E:
    """An entry, locked until the transaction ends. `viewer` None: the system acts. Raises EntryMissing, NotAllowed."""
    entry = model._default_manager.select_for_update(of=("self",), no_key=True).filter(pk=number).first()
    if entry is None:
        raise EntryMissing(number)
    if viewer is not None:
        viewer.require(Permission.KEEP_REGISTERS, entry.unit_id)
    return entry


def require_valid(problems: Iterable[Problem]) -> None:
    """Raises InvalidEntry where there is a problem."""
    if found := list(problems):
        raise InvalidEntry(found)


def require_reason(reason: str, message: str) -> str:
    """The reason, trimmed. Raises ReasonMissing with the message for an empty one, InvalidEntry for one too long."""
    if not reason.strip():
        raise ReasonMissing(message)
    require_valid(check_length("reason", reason.strip()))
    return reason.strip()


def plan_of(plan_id: int, viewer: Viewer | None, field: str = "plan_id") -> PlanChoice:
    """The plan in force for whose province the person keeps registers. Raises InvalidEntry."""
    try:
        return plan_choice(plan_id, viewer, Permission.KEEP_REGISTERS)
    except PlanNotFound as missing:
        message = _("không có kế hoạch đã ban hành này, hoặc bạn không được ghi sổ cho kế hoạch này")
        raise InvalidEntry([Problem(field, Reason.UNKNOWN, message, _("chọn kế hoạch trong danh sách"))]) from missing


def unit_of(plan: PlanChoice, on: date) -> int:
    """The province that holds the plan's land on a day. Raises Refused where none is known."""
    return province_on(plan.unit_id, on)


def school_of(school_id: int) -> Organisation:
    """The school. Raises InvalidEntry for what is none."""
    school = Organisation.objects.filter(pk=school_id, kind=OrganisationKind.SCHOOL).first()
    if school is None:
        message = _("không có trường, cơ sở giáo dục này trong sổ tổ chức")
        remedy = _("chọn trường trong danh sách, hoặc ghi tên để thêm trường mới")
        raise InvalidEntry([Problem("school_id", Reason.UNKNOWN, message, remedy)])
    return school


def check_version(entry: Expert | Club | SchoolProgramme, version: int, theirs: Texts, mine: Texts) -> None:
    """Raises EntryConflict with both values of every field that differs, where somebody was first."""
    if entry.version != version:
        raise EntryConflict(entry.version, differences(theirs, mine))


def differences(theirs: Texts, mine: Texts) -> list[FieldConflict]:
    """Where what somebody sends differs from what is stored."""
    return [
        FieldConflict(name, label, mine=text, theirs=theirs[name][1])
        for name, (label, text) in mine.items()
        if text != theirs[name][1]
    ]


def changes_between(theirs: Texts, mine: Texts) -> list[Change]:
    """The same, as the audit trail keeps it."""
    return [Change(one.label, one.theirs, one.mine) for one in differences(theirs, mine)]


def record(
    kind: TrainingKind,
    entry: Expert | Club | SchoolProgramme,
    verb: str,
    *,
    label: str,
    by: Actor,
    at: datetime,
    changes: Sequence[Change] = (),
    comment: str = "",
) -> None:
    """The audit event of an act: "expert.registered"."""
    noun = kind.value.rsplit(".", 1)[-1]
    subject = Reference(kind.value, entry.pk, label)
    record_event(action=f"{noun}.{verb}", by=by, at=at, subject=subject, changes=changes, comment=comment)


def index(
    kind: TrainingKind, entry: Expert | Club | SchoolProgramme, *, title: str, place: str, text: str = ""
) -> None:
    """Let those who see the province's work find it."""
    with as_stored():
        shown = sample_place(place, is_sample=entry.is_sample)
    owner = Reference(kind.value, entry.pk, title)
    one = Entry(
        kind=kind.value,
        number=entry.pk,
        title=title,
        place=shown,
        audience=Audience.PROVINCE_WORK,
        unit_id=entry.unit_id,
        text=text,
    )
    index_entries(owner=owner, entries=[one])


def day(value: date | None) -> str:
    """A date in words, "" for none."""
    return f"{value:%d/%m/%Y}" if value else ""

"""Entries of the registers of training and classes with people who came, written plainly, for who reads them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import count

from nscl.organisations.enums import OrganisationKind, Sex
from nscl.organisations.models import Organisation, Person
from nscl.plans.models import Plan
from nscl.text.folding import fold
from nscl.training.enums import (
    AttendanceSource,
    AttendanceState,
    CourseLevel,
    CourseTopic,
    EnrolmentSource,
    EnrolmentState,
    ExpertCertificateKind,
)
from nscl.training.models import (
    Attendance,
    Club,
    ClubActivity,
    Course,
    Enrolment,
    Expert,
    ExpertCertificate,
    SchoolProgramme,
    Session,
    TrainingClass,
)
from nscl.work.enums import OutputKind, ParticipantKind
from nscl.work.models import Activity, ActivityOutput

LONG_AGO = datetime(2021, 1, 1, tzinfo=UTC)
_numbers = count(1)


def organisation(plan: Plan, kind: OrganisationKind = OrganisationKind.ENTERPRISE, name: str = "") -> Organisation:
    """An organisation of the plan's province."""
    name = name or f"Đơn vị số {next(_numbers)}"
    return Organisation.objects.create(name=name, folded=name.lower(), kind=kind, unit_id=plan.unit_id)


def person(plan: Plan, of: Organisation | None = None, *, sex: str = Sex.FEMALE, name: str = "") -> Person:
    """A person of the plan's province."""
    name = name or f"Người số {next(_numbers)}"
    return Person.objects.create(
        name=name, folded=fold(name), sex=sex, organisation=of, unit_id=plan.unit_id, created_at=LONG_AGO
    )


def expert(plan: Plan, trained_on: date | None = None, *, who: Person | None = None, is_sample: bool = False) -> Expert:
    """An expert; trained under the plan where the day is given, else a candidate."""
    return Expert.objects.create(
        person=who or person(plan),
        unit_id=plan.unit_id,
        candidate_since=trained_on or date(2021, 1, 1),
        trained_on=trained_on,
        trained_plan=plan if trained_on else None,
        created_at=LONG_AGO,
        is_sample=is_sample,
    )


def certified(
    plan: Plan,
    holder: Expert,
    on: date,
    *,
    kind: ExpertCertificateKind = ExpertCertificateKind.PRODUCTIVITY_EXPERT,
    revoked_on: date | None = None,
) -> ExpertCertificate:
    """A certificate of an expert, of the plan's count."""
    return ExpertCertificate.objects.create(
        expert=holder,
        kind=kind,
        standard="TCVN 13751:2023",
        body="Tổ chức chứng nhận A",
        body_folded="to chuc chung nhan a",
        number=f"CN-{next(_numbers)}",
        certified_on=on,
        plan=plan,
        entered_at=LONG_AGO,
        revoked_on=revoked_on,
        revoke_reason="Cơ quan cấp thu hồi" if revoked_on else "",
    )


def club(
    plan: Plan, school: Organisation, founded_on: date, *active: date, closed_on: date | None = None, name: str = ""
) -> Club:
    """A club with an activity on each of these days."""
    name = name or f"Câu lạc bộ số {next(_numbers)}"
    made = Club.objects.create(
        unit_id=plan.unit_id,
        plan=plan,
        school=school,
        name=name,
        folded=name.lower(),
        founded_on=founded_on,
        closed_on=closed_on,
        close_reason="Hết thành viên" if closed_on else "",
        created_at=LONG_AGO,
    )
    for day in active:
        ClubActivity.objects.create(club=made, held_on=day, title="Sinh hoạt", folded="sinh hoat", entered_at=LONG_AGO)
    return made


def programme(plan: Plan, school: Organisation, on: date) -> SchoolProgramme:
    """A programme that a school took up."""
    title = f"Môn học số {next(_numbers)}"
    return SchoolProgramme.objects.create(
        unit_id=plan.unit_id,
        plan=plan,
        school=school,
        title=title,
        folded=title.lower(),
        adopted_on=on,
        created_at=LONG_AGO,
    )


def course(plan: Plan, topic: CourseTopic = CourseTopic.PRODUCTIVITY) -> Course:
    """A course of the plan's province."""
    title = f"Khóa học số {next(_numbers)}"
    return Course.objects.create(
        unit_id=plan.unit_id,
        title=title,
        folded=title.lower(),
        topic=topic,
        level=CourseLevel.BASIC,
        hours=Decimal(8),
        gives_certificate=False,
        min_attendance_percent=80,
        created_at=LONG_AGO,
    )


def training_class(
    activity: Activity, people: Collection[Person] = (), *, absent: Collection[Person] = (), of: Course | None = None
) -> TrainingClass:
    """The class of an activity, of one session: these people came, those did not; its activity says how many."""
    made = TrainingClass.objects.create(
        activity=activity,
        course=of or course(activity.plan),
        public_id=f"lop{next(_numbers)}",
        mode="on_site",
        gives_certificate=False,
        min_attendance_percent=80,
        created_at=LONG_AGO,
        is_sample=activity.is_sample,
    )
    starts = datetime.combine(activity.starts_on, time(8), tzinfo=UTC)
    session = Session.objects.create(
        training_class=made, starts_at=starts, ends_at=starts + timedelta(hours=3), check_in_key="0" * 64
    )
    for one in (*people, *absent):
        enrolment = _enrolment(made, one, activity.commune_id)
        state = AttendanceState.PRESENT if one in people else AttendanceState.ABSENT
        Attendance.objects.create(
            session=session,
            enrolment=enrolment,
            training_class=made,
            state=state,
            source=AttendanceSource.SHEET,
            marked_at=starts,
        )
    ActivityOutput.objects.create(
        activity=activity, plan_id=activity.plan_id, kind=OutputKind.PEOPLE_TRAINED, quantity=Decimal(len(people))
    )
    return made


def _enrolment(made: TrainingClass, one: Person, commune: int | None) -> Enrolment:
    number = next(_numbers)
    kind = {
        OrganisationKind.ENTERPRISE: ParticipantKind.ENTERPRISE,
        OrganisationKind.SCHOOL: ParticipantKind.SCHOOL,
    }.get(OrganisationKind(one.organisation.kind) if one.organisation else OrganisationKind.PUBLIC)
    return Enrolment.objects.create(
        training_class=made,
        person=one,
        organisation=one.organisation,
        kind=kind or ParticipantKind.OTHER,
        commune_id=commune,
        state=EnrolmentState.ENROLLED,
        source=EnrolmentSource.STAFF,
        token=f"tok{number}",
        code=f"{number:06}",
        registered_at=LONG_AGO,
    )

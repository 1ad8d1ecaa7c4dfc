"""The registers of experts, clubs and programmes by the real operations, and what the database refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from nscl.accounts.enums import Role
from nscl.accounts.queries import viewer_of
from nscl.accounts.rules import NotAllowed, Viewer
from nscl.organisations.enums import OrganisationKind
from nscl.organisations.operations import PersonEntry, find_or_register_person, register_organisation
from nscl.plans.queries.search import find_everywhere
from nscl.records.operations import Actor
from nscl.records.queries import history
from nscl.training.enums import ExpertCertificateKind, TrainingKind
from nscl.training.models import (
    Club,
    ClubActivity,
    ClubRoll,
    Expert,
    ExpertCertificate,
    ExpertField,
    SchoolProgramme,
)
from nscl.training.operations.registers.clubs import (
    add_club,
    close_club,
    count_members,
    edit_club,
    record_club_activity,
    reopen_club,
    withdraw_club_activity,
)
from nscl.training.operations.registers.errors import (
    DuplicateEntry,
    EntryClosed,
    EntryConflict,
    EntryMissing,
    InvalidEntry,
)
from nscl.training.operations.registers.experts import (
    add_expert_certificate,
    edit_expert,
    register_expert,
    restore_expert,
    retire_expert,
    revoke_expert_certificate,
)
from nscl.training.operations.registers.programmes import (
    adopt_programme,
    edit_programme,
    end_programme,
    resume_programme,
)
from nscl.training.queries.registers import (
    EntryNotFound,
    get_club,
    get_expert,
    get_programme,
    list_clubs,
    list_experts,
    list_programmes,
    schools_of,
)
from nscl.training.rules.registers import (
    ClubDetails,
    ExpertCertificateEntry,
    ExpertDetails,
    ProgrammeDetails,
    one_year_before,
)
from nscl.work.operations.errors import ReasonMissing
from tests.factories.people import AT
from tests.work.conftest import Site

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
TCVN = "TCVN 13751:2023"


@pytest.fixture
def acts(officer: Viewer) -> dict[str, Any]:
    return {"viewer": officer, "by": Actor(officer.number, officer.name), "at": AT}


@pytest.fixture
def unit(officer: Viewer) -> int:
    (province,) = {grant.unit_ids and max(grant.unit_ids) for grant in officer.grants}
    assert province
    return province


@pytest.fixture
def school(unit: int, acts: dict[str, Any]) -> int:
    return register_organisation(
        name="Trường Cao đẳng Thử", kind=OrganisationKind.SCHOOL, tax_code=None, unit_id=unit, by=acts["by"], at=AT
    )


def person(unit: int, acts: dict[str, Any], name: str = "Phạm Thị Chuyên Gia", phone: str = "+84912345678") -> int:
    entry = PersonEntry(name=name, phone=phone)
    return find_or_register_person(entry=entry, unit_id=unit, by=acts["by"], at=AT).number


DETAILS = ExpertDetails(candidate_since=date(2024, 1, 10), fields=("Lean", " ISO  9001", "lean"))


@pytest.fixture
def expert(unit: int, acts: dict[str, Any]) -> int:
    return register_expert(person_id=person(unit, acts), unit_id=unit, details=DETAILS, **acts)


@pytest.fixture
def club(site: Site, school: int, acts: dict[str, Any]) -> int:
    details = ClubDetails(
        name=" CLB  Cải tiến", school_id=school, plan_id=site.plan.pk, founded_on=date(2023, 9, 5), head="Thầy Thử"
    )
    return add_club(details=details, **acts)


def certificate(**given: Any) -> ExpertCertificateEntry:
    known = {
        "kind": ExpertCertificateKind.PRODUCTIVITY_EXPERT,
        "standard": TCVN,
        "body": "Viện Năng suất Việt Nam",
        "number": "CG-01",
        "certified_on": date(2025, 3, 1),
    }
    return ExpertCertificateEntry(**{**known, **given})


# --- experts


def test_an_expert_is_a_candidate_then_trained_then_certified(
    site: Site, officer: Viewer, expert: int, acts: dict[str, Any]
) -> None:
    row = get_expert(officer, expert).row
    assert (row.name, row.fields, row.trained_on) == ("Phạm Thị Chuyên Gia", ("Lean", "ISO 9001"), None)
    trained = replace(row.details, trained_on=date(2024, 6, 1), trained_plan_id=site.plan.pk)
    assert edit_expert(number=expert, version=row.version, details=trained, **acts) == row.version + 1
    assert edit_expert(number=expert, version=row.version + 1, details=trained, **acts) == row.version + 1
    paper = add_expert_certificate(
        expert=expert, entry=certificate(plan_id=site.plan.pk, valid_to=date(2028, 3, 1)), **acts
    )
    row = get_expert(officer, expert).row
    assert row.standing(TODAY).is_certified
    assert not row.standing(date(2025, 2, 1)).is_certified
    assert not row.standing(date(2028, 3, 2)).is_certified
    revoke_expert_certificate(number=paper, on=date(2026, 1, 5), reason="cấp nhầm", **acts)
    row = get_expert(officer, expert).row
    assert (row.standing(TODAY).is_certified, row.standing(date(2026, 1, 4)).is_certified) == (False, True)
    actions = [event.action for event in history(subject=(TrainingKind.EXPERT, expert))]
    assert sorted(actions) == ["expert.certified", "expert.changed", "expert.decertified", "expert.registered"]
    assert [found.title for found in find_everywhere(officer, "chuyen gia lean")] == ["Phạm Thị Chuyên Gia"]


def test_an_expert_leaves_the_register_with_a_reason_and_comes_back(
    officer: Viewer, expert: int, acts: dict[str, Any]
) -> None:
    with pytest.raises(ReasonMissing):
        retire_expert(number=expert, version=1, reason=" ", **acts)
    assert retire_expert(number=expert, version=1, reason="chuyển tỉnh", **acts) == 2
    assert list_experts(officer) == ()
    assert [row.number for row in list_experts(officer, with_retired=True)] == [expert]
    with pytest.raises(EntryClosed):
        retire_expert(number=expert, version=2, reason="lần nữa", **acts)
    with pytest.raises(EntryClosed):
        add_expert_certificate(expert=expert, entry=certificate(), **acts)
    assert restore_expert(number=expert, version=2, **acts) == 3
    assert restore_expert(number=expert, version=3, **acts) == 3


def test_what_an_expert_cannot_be_is_refused_with_its_field(
    site: Site, unit: int, expert: int, acts: dict[str, Any]
) -> None:
    def problems(details: ExpertDetails) -> set[str]:
        with pytest.raises(InvalidEntry) as refused:
            edit_expert(number=expert, version=1, details=details, **acts)
        return {problem.field for problem in refused.value.problems}

    assert problems(replace(DETAILS, candidate_since=date(2027, 1, 1))) == {"candidate_since"}
    assert problems(replace(DETAILS, trained_on=date(2023, 1, 1))) == {"trained_on"}
    assert problems(replace(DETAILS, trained_plan_id=site.plan.pk)) == {"trained_plan_id"}
    assert problems(replace(DETAILS, candidate_since=date(1999, 1, 1))) == {"candidate_since"}
    assert problems(replace(DETAILS, fields=("x" * 101,))) == {"fields"}
    with pytest.raises(InvalidEntry) as refused:
        add_expert_certificate(expert=expert, entry=certificate(body=" ", valid_to=date(2020, 1, 1)), **acts)
    assert {problem.field for problem in refused.value.problems} == {"body", "valid_to"}
    with pytest.raises(InvalidEntry, match="không có người này"):
        register_expert(person_id=0, unit_id=unit, details=DETAILS, **acts)
    with pytest.raises(DuplicateEntry) as twice:
        register_expert(person_id=person(unit, acts), unit_id=unit, details=DETAILS, **acts)
    assert twice.value.number == expert
    add_expert_certificate(expert=expert, entry=certificate(), **acts)
    with pytest.raises(DuplicateEntry, match="CG-01"):
        add_expert_certificate(expert=expert, entry=certificate(body="VIỆN NĂNG SUẤT VIỆT NAM"), **acts)


def test_who_was_second_sees_both_values(expert: int, acts: dict[str, Any]) -> None:
    edit_expert(number=expert, version=1, details=replace(DETAILS, trained_by="VNPI"), **acts)
    with pytest.raises(EntryConflict) as conflict:
        edit_expert(number=expert, version=1, details=replace(DETAILS, trained_by="Trường Thử"), **acts)
    (field,) = [one for one in conflict.value.fields if one.field == "trained_by"]
    assert (field.theirs, field.mine) == ("VNPI", "Trường Thử")


# --- clubs


def test_a_club_counts_while_it_was_active_in_the_last_twelve_months(
    officer: Viewer, club: int, acts: dict[str, Any]
) -> None:
    row = get_club(officer, club).row
    assert (row.name, row.counts(TODAY)) == ("CLB Cải tiến", False)
    first = record_club_activity(club=club, held_on=date(2025, 11, 22), title="Hội thi 5S", participants=40, **acts)
    row = get_club(officer, club).row
    assert (row.counts(TODAY), row.counts(date(2026, 11, 22))) == (True, False)
    with pytest.raises(DuplicateEntry):
        record_club_activity(club=club, held_on=date(2025, 11, 22), title="HỘI THI 5S", participants=None, **acts)
    with pytest.raises(ReasonMissing):
        withdraw_club_activity(number=first, reason="", **acts)
    withdraw_club_activity(number=first, reason="ghi nhầm", **acts)
    assert not get_club(officer, club).row.counts(TODAY)
    with pytest.raises(EntryMissing):
        withdraw_club_activity(number=first, reason="lần nữa", **acts)
    count_members(club=club, on=date(2026, 3, 1), members=30, **acts)
    count_members(club=club, on=date(2026, 3, 1), members=32, **acts)
    detail = get_club(officer, club)
    assert (detail.row.members, detail.rolls) == (32, ((date(2026, 3, 1), 32),))
    assert detail.activities[0].withdraw_reason == "ghi nhầm"


def test_a_leap_day_has_its_year_too() -> None:
    assert one_year_before(date(2028, 2, 29)) == date(2027, 3, 1)
    assert one_year_before(date(2026, 11, 21)) == date(2025, 11, 22)


def test_a_club_is_changed_closed_and_opened_again(officer: Viewer, club: int, acts: dict[str, Any]) -> None:
    details = replace(get_club(officer, club).row.details, head="Cô Thử")
    assert edit_club(number=club, version=1, details=details, **acts) == 2
    with pytest.raises(EntryConflict):
        edit_club(number=club, version=1, details=replace(details, name="Khác"), **acts)
    with pytest.raises(InvalidEntry) as early:
        close_club(number=club, version=2, on=date(2020, 1, 1), reason="giải thể", **acts)
    assert [problem.field for problem in early.value.problems] == ["on"]
    assert close_club(number=club, version=2, on=date(2025, 6, 1), reason="giải thể", **acts) == 3
    with pytest.raises(InvalidEntry):
        record_club_activity(club=club, held_on=date(2025, 7, 1), title="Sau khi đóng", participants=None, **acts)
    again = add_club(details=replace(details, name="clb cải tiến"), **acts)
    with pytest.raises(DuplicateEntry) as twice:
        reopen_club(number=club, version=3, **acts)
    assert twice.value.number == again
    with pytest.raises(InvalidEntry, match="không có trường"):
        add_club(details=replace(details, name="Mới", school_id=0), **acts)
    with pytest.raises(InvalidEntry, match="không có kế hoạch"):
        add_club(details=replace(details, name="Mới", plan_id=0), **acts)


# --- programmes


def test_a_programme_is_taken_up_changed_and_given_up(
    site: Site, officer: Viewer, school: int, acts: dict[str, Any]
) -> None:
    details = ProgrammeDetails(
        title="Nhập môn  năng suất", school_id=school, plan_id=site.plan.pk, adopted_on=date(2024, 9, 5)
    )
    number = adopt_programme(details=details, **acts)
    with pytest.raises(DuplicateEntry):
        adopt_programme(details=replace(details, title="NHẬP MÔN NĂNG SUẤT"), **acts)
    row = get_programme(officer, number)
    assert (row.title, row.school) == ("Nhập môn năng suất", "Trường Cao đẳng Thử")
    assert edit_programme(number=number, version=1, details=replace(row.details, learners=60), **acts) == 2
    assert end_programme(number=number, version=2, on=date(2026, 6, 1), reason="đổi khung", **acts) == 3
    with pytest.raises(EntryClosed):
        end_programme(number=number, version=3, on=date(2026, 6, 1), reason="lần nữa", **acts)
    assert resume_programme(number=number, version=3, **acts) == 4
    assert [one.learners for one in list_programmes(officer)] == [60]


# --- who may, and how much it asks


def test_registers_are_kept_by_the_officer_and_seen_by_the_province(
    site: Site, unit: int, club: int, expert: int, acts: dict[str, Any]
) -> None:
    focal, firm = viewer_of(site.own), viewer_of(site.people[Role.BENEFICIARY])
    with pytest.raises(NotAllowed):
        close_club(number=club, version=1, on=TODAY, reason="x", **{**acts, "viewer": focal})
    with pytest.raises(NotAllowed):
        register_expert(person_id=1, unit_id=unit, details=DETAILS, **{**acts, "viewer": focal})
    assert get_expert(focal, expert).phone is None
    assert get_expert(acts["viewer"], expert).phone == "+84912345678"
    for act in (lambda: get_expert(firm, expert), lambda: get_club(firm, club), lambda: get_programme(firm, 1)):
        with pytest.raises(EntryNotFound):
            act()
    assert list_clubs(firm) == ()


@pytest.mark.usefixtures("expert")
def test_lists_ask_as_much_for_three_as_for_one(
    unit: int, school: int, club: int, acts: dict[str, Any], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    officer = acts["viewer"]
    for n in range(2):
        number = register_expert(
            person_id=person(unit, acts, f"Người {'AB'[n]}", f"+8491234567{n}"), unit_id=unit, details=DETAILS, **acts
        )
        add_expert_certificate(expert=number, entry=certificate(number=f"CG-{n}"), **acts)
        add_club(details=replace(get_club(officer, club).row.details, name=f"CLB {n}"), **acts)
    with django_assert_num_queries(3):
        assert len(list_experts(officer)) == 3
    with django_assert_num_queries(1):
        assert len(list_clubs(officer)) == 3
    with django_assert_num_queries(2):
        assert school in [one.number for one in schools_of(unit)]


# --- what the database refuses


def refused(constraint: str) -> Any:
    return pytest.raises(IntegrityError, match=f"(?i){constraint}")


def test_the_database_refuses_entries_that_cannot_be(
    site: Site, school: int, club: int, expert: int, acts: dict[str, Any]
) -> None:
    add_expert_certificate(expert=expert, entry=certificate(), **acts)
    record_club_activity(club=club, held_on=date(2025, 11, 22), title="Hội thi", participants=None, **acts)
    count_members(club=club, on=date(2026, 3, 1), members=30, **acts)
    adopt_programme(
        details=ProgrammeDetails(
            title="Năng suất", school_id=school, plan_id=site.plan.pk, adopted_on=date(2024, 9, 5)
        ),
        **acts,
    )
    refusals: list[tuple[Any, str, dict[str, Any]]] = [
        (Expert, "training_expert_trained_after", {"trained_on": date(2020, 1, 1)}),
        (Expert, "training_expert_trained_after", {"trained_plan": site.plan.pk}),
        (Expert, "training_expert_retired_why", {"retired_at": AT}),
        (ExpertField, "training_expert_field_named", {"name": ""}),
        (ExpertCertificate, "training_expert_certificate_kind", {"kind": "khác"}),
        (ExpertCertificate, "training_expert_certificate_says", {"number": ""}),
        (ExpertCertificate, "training_expert_certificate_validity", {"valid_to": date(2020, 1, 1)}),
        (ExpertCertificate, "training_expert_certificate_revoked_why", {"revoked_on": TODAY}),
        (Club, "training_club_named", {"name": ""}),
        (Club, "training_club_closed_why", {"closed_on": TODAY}),
        (ClubActivity, "training_club_activity_titled", {"title": ""}),
        (ClubActivity, "training_club_activity_withdrawn_why", {"withdrawn_at": AT}),
        (SchoolProgramme, "training_programme_titled", {"title": ""}),
        (SchoolProgramme, "training_programme_hours", {"hours": 0}),
        (SchoolProgramme, "training_programme_ended_why", {"ended_on": TODAY}),
    ]
    for model, constraint, values in refusals:
        with refused(constraint), transaction.atomic():
            model.objects.update(**values)
    # One of each: training_expert_field_once, training_expert_certificate_once, training_club_once,
    # training_club_activity_once, training_club_roll_once, training_programme_once.
    for model in (ExpertField, ExpertCertificate, Club, ClubActivity, ClubRoll, SchoolProgramme):
        row = model.objects.order_by("pk")[0]
        row.pk = None
        with refused("unique|_once"), transaction.atomic():
            row.save(force_insert=True)

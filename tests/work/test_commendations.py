"""Commendations by the real operations: proposed, changed, decided, withdrawn; never twice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from nscl.accounts.enums import Permission
from nscl.accounts.rules import NotAllowed, Viewer
from nscl.organisations.enums import OrganisationKind
from nscl.organisations.operations import register_organisation
from nscl.plans.queries.search import find_everywhere
from nscl.records.operations import SYSTEM, Actor
from nscl.records.queries import history
from nscl.work.enums import CommendationLevel, RecipientKind, WorkKind
from nscl.work.models import Commendation
from nscl.work.operations.commendations import (
    CommendationConflict,
    CommendationDecided,
    CommendationMissing,
    DuplicateCommendation,
    InvalidCommendation,
    decide_commendation,
    edit_commendation,
    propose_commendation,
    withdraw_commendation,
)
from nscl.work.operations.errors import ReasonMissing
from nscl.work.queries.commendations import (
    CommendationNotFound,
    get_commendation,
    list_commendations,
    organisations_of,
)
from nscl.work.queries.plan_choices import plan_choices
from nscl.work.rules.commendations import (
    MOST_NUMBER,
    MOST_RECIPIENT,
    check_candidate,
    check_decision,
    folded_of,
    tidied,
)
from nscl.work.rules.problems import Reason
from tests.factories.difficulties import candidate_of, proposed
from tests.factories.people import AT
from tests.work.conftest import Site

pytestmark = pytest.mark.django_db
SIGNED = date(2024, 12, 20)


def by(viewer: Viewer) -> Actor:
    return Actor(viewer.number, viewer.name)


# --- rules


def test_what_a_candidate_must_have(site: Site) -> None:
    wrong = tidied(candidate_of(site.plan, recipient="  ", achievement="\n", year=2030))
    found = {(problem.field, problem.reason) for problem in check_candidate(wrong, 2021, 2025)}
    assert found == {
        ("recipient", Reason.MISSING),
        ("achievement", Reason.MISSING),
        ("year", Reason.OUTSIDE_PERIOD),
    }
    long = candidate_of(site.plan, recipient="a" * (MOST_RECIPIENT + 1))
    assert [problem.reason for problem in check_candidate(long, 2021, 2025)] == [Reason.TOO_LONG]


def test_a_team_has_no_place_of_work(site: Site) -> None:
    team = tidied(candidate_of(site.plan, recipient=" Tổ   May ", workplace="ở đâu đó"))
    assert (team.recipient, team.workplace) == ("Tổ May", "")
    person = candidate_of(site.plan, recipient_kind=RecipientKind.PERSON, workplace=" Phó   Giám đốc ")
    assert folded_of(tidied(person)).endswith("pho giam doc")


@pytest.mark.parametrize(
    ("number", "day", "reasons"),
    [
        ("12/QĐ-UBND", date(2024, 1, 1), []),
        ("12/QĐ-UBND", date(2026, 11, 21), []),
        ("", SIGNED, [Reason.MISSING]),
        ("1" * (MOST_NUMBER + 1), SIGNED, [Reason.TOO_LONG]),
        ("12/QĐ-UBND", date(2026, 11, 22), [Reason.IN_FUTURE]),
        ("12/QĐ-UBND", date(2023, 12, 31), [Reason.BACKWARD]),  # before the year that it praises
    ],
)
def test_what_a_decision_must_be(number: str, day: date, reasons: list[Reason]) -> None:
    found = check_decision(number, day, 2024, date(2026, 11, 21))
    assert [problem.reason for problem in found] == reasons


# --- operations


def test_an_officer_proposes_and_enters_the_decision(site: Site, officer: Viewer) -> None:
    number = propose_commendation(candidate=candidate_of(site.plan), viewer=officer, by=by(officer), at=AT)
    row = get_commendation(officer, number)
    assert not row.is_decided
    assert (row.recipient, row.level, row.proposed_by) == (
        "Công ty Cơ khí Sông Cầu",
        CommendationLevel.PROVINCE,
        officer.name,
    )
    version = decide_commendation(
        number=number,
        version=row.version,
        decision_number=" 12/QĐ-UBND ",
        decided_on=SIGNED,
        viewer=officer,
        by=by(officer),
        at=AT,
    )
    row = get_commendation(officer, number)
    assert (row.is_decided, row.decision_number, row.decided_on, row.version) == (True, "12/QĐ-UBND", SIGNED, version)
    assert [event.action for event in history(subject=(WorkKind.COMMENDATION, number))] == [
        "commendation.decided",
        "commendation.proposed",
    ]


def test_who_may_not(site: Site, focal: Viewer, reader: Viewer) -> None:
    mine = proposed(site.plan)
    for person in (focal, reader):
        with pytest.raises(NotAllowed):
            propose_commendation(
                candidate=candidate_of(site.plan, recipient="Khác"), viewer=person, by=by(person), at=AT
            )
        with pytest.raises(NotAllowed):
            withdraw_commendation(number=mine.pk, version=1, reason="Thôi", viewer=person, by=by(person), at=AT)
    assert Commendation.objects.count() == 1


def test_nobody_is_proposed_twice_at_one_level_in_one_year(site: Site, officer: Viewer) -> None:
    first = proposed(site.plan)
    with pytest.raises(DuplicateCommendation) as same:
        proposed(site.plan, recipient="CÔNG TY  cơ khí sông Cầu")
    assert same.value.number == first.pk
    proposed(site.plan, year=2025)
    proposed(site.plan, level=CommendationLevel.MINISTRY)
    person: dict[str, Any] = {"recipient_kind": RecipientKind.PERSON, "recipient": "Nguyễn Văn An"}
    proposed(site.plan, workplace="Công ty Một", **person)
    other = proposed(site.plan, workplace="Công ty Hai", **person)
    with pytest.raises(DuplicateCommendation):
        edit_commendation(
            number=other.pk,
            version=1,
            candidate=candidate_of(site.plan, workplace="Công ty Một", **person),
            viewer=officer,
            by=by(officer),
            at=AT,
        )
    assert Commendation.objects.get(pk=other.pk).workplace == "Công ty Hai", "the refused change was taken back"


def test_a_registered_organisation_is_the_provinces_own(site: Site, officer: Viewer) -> None:
    far = 1 + max(row.number for row in organisations_of(site.plan.unit_id))
    assert organisations_of(site.plan.unit_id), "the beneficiary's own, of today's Bắc Ninh"
    with pytest.raises(InvalidCommendation) as refused:
        proposed(site.plan, organisation_id=far)
    assert [problem.field for problem in refused.value.problems] == ["organisation_id"]
    own = register_organisation(
        name="HTX Đồng Kỵ",
        kind=OrganisationKind.COOPERATIVE,
        tax_code=None,
        unit_id=site.plan.unit_id,
        by=SYSTEM,
        at=AT,
    )
    made = proposed(site.plan, recipient="HTX Đồng Kỵ", organisation_id=own)
    assert get_commendation(officer, made.pk).organisation_name == "HTX Đồng Kỵ"


def test_a_candidate_is_changed_until_it_is_decided(site: Site, officer: Viewer) -> None:
    made = proposed(site.plan)
    common: dict[str, Any] = {"number": made.pk, "viewer": officer, "by": by(officer), "at": AT}
    assert edit_commendation(version=1, candidate=candidate_of(site.plan), **common) == 1, "nothing changed"
    changed = candidate_of(site.plan, recipient="Công ty Sông Cầu", level=CommendationLevel.MINISTRY)
    assert edit_commendation(version=1, candidate=changed, **common) == 2
    with pytest.raises(CommendationConflict) as conflict:
        edit_commendation(version=1, candidate=candidate_of(site.plan, year=2025), **common)
    assert {field.field for field in conflict.value.fields} == {"year", "level", "recipient"}
    with pytest.raises(InvalidCommendation):
        edit_commendation(version=2, candidate=candidate_of(site.plan, achievement=""), **common)
    assert decide_commendation(version=2, decision_number="3/QĐ-BKHCN", decided_on=SIGNED, **common) == 3
    with pytest.raises(CommendationDecided):
        edit_commendation(version=3, candidate=candidate_of(site.plan), **common)
    with pytest.raises(CommendationDecided):
        withdraw_commendation(version=3, reason="Thôi", **common)


def test_a_wrong_decision_is_entered_again_with_the_reason(site: Site, officer: Viewer) -> None:
    made = proposed(site.plan)
    common: dict[str, Any] = {"number": made.pk, "viewer": officer, "by": by(officer), "at": AT}
    decide_commendation(version=1, decision_number="3/QĐ-UBND", decided_on=SIGNED, **common)
    again: dict[str, Any] = {"decision_number": "30/QĐ-UBND", "decided_on": SIGNED}
    with pytest.raises(CommendationConflict) as conflict:
        decide_commendation(version=1, **again, **common)
    assert [(field.theirs, field.mine) for field in conflict.value.fields] == [("3/QĐ-UBND", "30/QĐ-UBND")]
    with pytest.raises(ReasonMissing):
        decide_commendation(version=2, **again, **common)
    assert decide_commendation(version=2, reason="Ghi nhầm số", **again, **common) == 3
    event = history(subject=(WorkKind.COMMENDATION, made.pk))[0]
    assert (event.comment, [(change.before, change.after) for change in event.changes]) == (
        "Ghi nhầm số",
        [("3/QĐ-UBND", "30/QĐ-UBND")],
    )


def test_a_candidate_is_withdrawn_and_the_trail_keeps_it(site: Site, officer: Viewer) -> None:
    made = proposed(site.plan)
    common: dict[str, Any] = {"number": made.pk, "viewer": officer, "by": by(officer), "at": AT}
    with pytest.raises(ReasonMissing):
        withdraw_commendation(version=1, reason=" ", **common)
    withdraw_commendation(version=1, reason="Không đủ điều kiện", **common)
    assert not Commendation.objects.exists()
    event = history(subject=(WorkKind.COMMENDATION, made.pk))[0]
    assert (event.action, event.comment) == ("commendation.withdrawn", "Không đủ điều kiện")
    assert "Công ty Cơ khí Sông Cầu" in {change.before for change in event.changes}
    assert find_everywhere(officer, "co khi song cau") == ()
    with pytest.raises(CommendationMissing):
        withdraw_commendation(version=1, reason="Nữa", **common)


# --- reading


def test_lists_cost_one_query_newest_year_and_highest_level_first(
    site: Site, officer: Viewer, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    proposed(site.plan, recipient="Một")
    proposed(site.plan, recipient="Hai", year=2025)
    proposed(site.plan, recipient="Ba", level=CommendationLevel.STATE)
    with django_assert_num_queries(1):
        rows = list_commendations(officer)
    assert [row.recipient for row in rows] == ["Hai", "Ba", "Một"]
    assert [row.recipient for row in list_commendations(officer, year=2025)] == ["Hai"]
    assert list_commendations(officer, unit_ids=[]) == ()
    stranger = Viewer(5, "Người lạ", ())
    assert list_commendations(stranger) == ()
    with pytest.raises(CommendationNotFound):
        get_commendation(stranger, rows[0].number)


def test_it_is_found_by_who_sees_the_work(site: Site, focal: Viewer) -> None:
    made = proposed(site.plan)
    assert [hit.number for hit in find_everywhere(focal, "co khi song cau")] == [made.pk]


def test_plans_offered_are_those_in_force_where_the_person_has_the_permission(
    site: Site, officer: Viewer, focal: Viewer
) -> None:
    (choice,) = plan_choices(officer, Permission.COMMEND)
    assert (choice.number, choice.label) == (site.plan.pk, "Kế hoạch Bắc Giang 2021–2025")
    assert plan_choices(focal, Permission.COMMEND) == ()
    assert plan_choices(officer, Permission.COMMEND, unit_ids=[]) == ()

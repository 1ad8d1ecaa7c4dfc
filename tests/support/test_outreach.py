"""Visits and surveys of needs: who may write them down, what is refused, each answer once; the funnel."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from nscl.accounts.enums import Role
from nscl.accounts.rules import NotAllowed
from nscl.institutions.queries import agency_by_key
from nscl.organisations.models import Organisation
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM
from nscl.support.enums import CaseState, RefusalReason, VisitOutcome
from nscl.support.models import NeedsSurvey, SurveyAnswer, SurveyForm, Visit
from nscl.support.operations.errors import ReasonMissing, Refused
from nscl.support.operations.outreach import (
    AlreadyAnswered,
    FormGone,
    SurveyNotOpen,
    VisitConflict,
    answer_by_link,
    answer_on_site,
    close_survey,
    edit_visit,
    invite,
    open_survey,
    record_visit,
    remove_visit,
    withdraw_invitation,
)
from nscl.support.queries.outreach.funnel import outreach_of
from nscl.support.queries.outreach.results import answered_forms, organisations_choosing, results_of
from nscl.support.queries.outreach.surveys import find_survey
from nscl.support.queries.outreach.visits import list_visits
from nscl.support.rules.funnel import Stage
from nscl.support.rules.outreach import VisitDraft
from nscl.support.rules.surveys import SurveyReply
from tests.factories.support import MOMENT, a_branch, a_firm, a_fund, case_in
from tests.support.conftest import Desk

pytestmark = pytest.mark.django_db
DAY = date(2024, 6, 3)
NEEDS = "nhu-cau-ho-tro-1"
WHOLE = {
    "wants": SurveyReply(choices=("this-year",)),
    "contents": SurveyReply(choices=("tools", "digital")),
    "obstacle": SurveyReply(choices=("capital",)),
    "own-share": SurveyReply(number=Decimal("12.5")),
    "knows": SurveyReply(choices=("unknown",)),
}


def draft(desk: Desk, **changes: Any) -> VisitDraft:
    base: dict[str, Any] = {
        "plan_id": desk.world.plan.pk,
        "agency_id": None,
        "organisation_id": desk.firm,
        "on": DAY,
        "visitor": "Nguyễn Thị Thăm",
        "outcome": VisitOutcome.INTERESTED,
    }
    return VisitDraft(**{**base, **changes})


def visit(desk: Desk, **changes: Any) -> Visit:
    return Visit.objects.get(pk=record_visit(draft=draft(desk, **changes), viewer=None, by=SYSTEM, at=MOMENT))


def survey(desk: Desk, **changes: Any) -> NeedsSurvey:
    values: dict[str, Any] = {
        "plan_id": desk.world.plan.pk,
        "definition": NEEDS,
        "title": "Nhu cầu 2024",
        "opens_on": DAY,
        "closes_on": DAY + timedelta(days=30),
    }
    return NeedsSurvey.objects.get(pk=open_survey(**{**values, **changes}, viewer=None, by=SYSTEM, at=MOMENT))


def test_a_visit_is_recorded_corrected_and_taken_back(desk: Desk) -> None:
    officer, by = desk.viewer(Role.PROVINCE_OFFICER), desk.actor(Role.PROVINCE_OFFICER)
    number = record_visit(draft=draft(desk, visitor="  Lê  Văn A "), viewer=officer, by=by, at=MOMENT)
    refused = draft(desk, outcome=VisitOutcome.REFUSED, refusal=RefusalReason.NO_TIME)
    version = edit_visit(number=number, version=1, draft=refused, viewer=officer, by=by, at=MOMENT)
    assert version == 2
    with pytest.raises(VisitConflict) as late:
        edit_visit(number=number, version=1, draft=draft(desk), viewer=officer, by=by, at=MOMENT)
    assert {field.field for field in late.value.fields} == {"outcome", "refusal"}
    with pytest.raises(ReasonMissing):
        remove_visit(number=number, version=2, reason=" ", viewer=officer, by=by, at=MOMENT)
    remove_visit(number=number, version=2, reason="Ghi nhầm", viewer=officer, by=by, at=MOMENT)
    events = AuditEvent.objects.filter(subject_kind="support.visit", subject_id=number).order_by("pk")
    assert list(events.values_list("action", flat=True)) == ["visit.recorded", "visit.changed", "visit.removed"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"on": DAY + timedelta(days=1)}, "on"),
        ({"on": date(2019, 1, 1)}, "on"),
        ({"visitor": " "}, "visitor"),
        ({"outcome": VisitOutcome.REFUSED}, "refusal"),
        ({"outcome": VisitOutcome.REFUSED, "refusal": RefusalReason.OTHER}, "note"),
        ({"organisation_id": 0}, "organisation_id"),
        ({"note": "a" * 2001}, "note"),
    ],
)
def test_what_a_visit_cannot_say(desk: Desk, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        record_visit(draft=draft(desk, **changes), viewer=None, by=SYSTEM, at=MOMENT)
    assert field in {problem.field for problem in refused.value.problems}


def test_a_focal_point_writes_and_sees_the_visits_of_its_own_agency_alone(desk: Desk) -> None:
    focal, by = desk.viewer(Role.AGENCY_FOCAL_POINT), desk.actor(Role.AGENCY_FOCAL_POINT)
    own = agency_by_key("so-gddt", desk.world.unit_id, DAY)
    other = agency_by_key("so-khcn", desk.world.unit_id, DAY)
    assert own is not None
    assert other is not None
    record_visit(draft=draft(desk, agency_id=own.id), viewer=focal, by=by, at=MOMENT)
    with pytest.raises(NotAllowed):
        record_visit(draft=draft(desk, agency_id=other.id), viewer=focal, by=by, at=MOMENT)
    visit(desk)
    assert len(list_visits(focal, unit_ids=None)) == 1
    assert len(list_visits(desk.viewer(Role.AUDITOR), unit_ids=None)) == 2
    with pytest.raises(NotAllowed):
        record_visit(draft=draft(desk), viewer=desk.viewer(Role.AUDITOR), by=by, at=MOMENT)


def test_a_link_is_answered_once_and_a_newer_one_ends_it(desk: Desk) -> None:
    row = survey(desk)
    Organisation.objects.filter(pk=desk.firm).update(email="firma@thu.example")
    silent = a_firm(desk.world.unit_id)
    (first,) = invite(survey=row.pk, organisations=[desk.firm, silent], viewer=None, by=SYSTEM, at=MOMENT)
    (second,) = invite(survey=row.pk, organisations=[desk.firm], viewer=None, by=SYSTEM, at=MOMENT)
    with pytest.raises(FormGone):
        answer_by_link(token=first.token, replies=WHOLE, at=MOMENT)
    answer_by_link(token=second.token, replies=WHOLE, at=MOMENT)
    with pytest.raises(AlreadyAnswered):
        answer_by_link(token=second.token, replies=WHOLE, at=MOMENT)
    assert invite(survey=row.pk, organisations=[desk.firm], viewer=None, by=SYSTEM, at=MOMENT) == ()
    assert first.token not in str(list(SurveyForm.objects.order_by("pk").values()))  # the hash alone is kept
    assert SurveyAnswer.objects.filter(form__survey=row).count() == 6


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"wants": SurveyReply()}, "wants"),
        ({"wants": SurveyReply(choices=("this-year", "no"))}, "wants"),
        ({"wants": SurveyReply(choices=("someday",))}, "wants"),
        ({"contents": SurveyReply(choices=("tools", "tools"))}, "contents"),
        ({"own-share": SurveyReply(number=Decimal(-1))}, "own-share"),
        ({"own-share": SurveyReply(number=Decimal(10) ** 17)}, "own-share"),
        ({"own-share": SurveyReply(text="nhiều")}, "own-share"),
        ({"remarks": SurveyReply(text="a" * 2001)}, "remarks"),
        ({"stray": SurveyReply(text="?")}, "stray"),
    ],
)
def test_what_is_no_answer(desk: Desk, changes: dict[str, SurveyReply], field: str) -> None:
    row = survey(desk)
    with pytest.raises(Refused) as refused:
        answer_on_site(
            survey=row.pk,
            organisation=desk.firm,
            replies={**WHOLE, **changes},
            visit=None,
            viewer=None,
            by=SYSTEM,
            at=MOMENT,
        )
    assert [problem.field for problem in refused.value.problems] == [field]
    assert not SurveyAnswer.objects.filter(form__survey=row).exists()


def test_answers_are_taken_on_its_days_by_who_may_and_links_can_be_withdrawn(desk: Desk) -> None:
    row, officer = survey(desk), desk.viewer(Role.PROVINCE_OFFICER)
    by = desk.actor(Role.PROVINCE_OFFICER)
    Organisation.objects.filter(pk=desk.firm).update(email="firma@thu.example")
    (sent,) = invite(survey=row.pk, organisations=[desk.firm], viewer=officer, by=by, at=MOMENT)
    withdraw_invitation(survey=row.pk, form=sent.form, viewer=officer, by=by, at=MOMENT)
    with pytest.raises(FormGone):
        answer_by_link(token=sent.token, replies=WHOLE, at=MOMENT)
    close_survey(survey=row.pk, closes_on=DAY, viewer=officer, by=by, at=MOMENT)
    late = MOMENT + timedelta(days=2)
    with pytest.raises(SurveyNotOpen):
        invite(survey=row.pk, organisations=[desk.firm], viewer=officer, by=by, at=late)
    told = {"survey": row.pk, "organisation": desk.firm, "replies": WHOLE, "visit": None, "by": by}
    with pytest.raises(SurveyNotOpen):
        answer_on_site(**told, viewer=officer, at=late)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        answer_on_site(**told, viewer=desk.viewer(Role.AUDITOR), at=MOMENT)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        close_survey(survey=row.pk, closes_on=DAY, viewer=desk.viewer(Role.AGENCY_FOCAL_POINT), by=by, at=MOMENT)
    for wrong in ({"title": " "}, {"definition": "khong-co-1"}, {"closes_on": DAY - timedelta(days=1)}):
        with pytest.raises(Refused):
            survey(desk, **wrong)


def test_results_by_question_with_who_stands_behind_each(desk: Desk) -> None:
    row, other = survey(desk), a_firm(desk.world.unit_id, "Công ty Hai")
    called = visit(desk, organisation_id=other)
    for firm, replies in ((desk.firm, WHOLE), (other, {**WHOLE, "own-share": SurveyReply(number=Decimal(30))})):
        answer_on_site(
            survey=row.pk,
            organisation=firm,
            replies=replies,
            visit=called.pk,
            viewer=None,
            by=SYSTEM,
            at=MOMENT,
        )
    shown = find_survey(desk.viewer(Role.PROVINCE_OFFICER), row.pk)
    results = {one.question.key: one for one in results_of(shown)}
    assert {one.key: one.count for one in results["contents"].choices if one.count} == {"tools": 2, "digital": 2}
    figures = results["own-share"].figures
    assert figures is not None
    assert (figures.total, figures.middle) == (Decimal("42.5"), Decimal("21.25"))
    assert results["applied"].answered == 0
    assert organisations_choosing(row.pk, "contents", "tools") == {desk.firm, other}
    words = {one.organisation_id: one.answers["own-share"] for one in answered_forms(shown)}
    assert words == {desk.firm: "12,5", other: "30"}
    # The visit during which it was told is that organisation's own, and stays.
    assert list(SurveyForm.objects.filter(visit=called).values_list("organisation", flat=True)) == [other]
    with pytest.raises(Refused):
        remove_visit(number=called.pk, version=1, reason="Ghi nhầm", viewer=None, by=SYSTEM, at=MOMENT)


def test_the_funnel_counts_each_lineage_once_by_year_and_by_who_visited(desk: Desk) -> None:
    agency = agency_by_key("so-gddt", desk.world.unit_id, DAY)
    assert agency is not None
    branch, unvisited = a_branch(desk.firm), a_firm(desk.world.unit_id)
    visit(desk, agency_id=agency.id)
    visit(desk, organisation_id=branch)
    visit(desk, on=date(2023, 5, 5), outcome=VisitOutcome.REFUSED, refusal=RefusalReason.PAPERWORK)
    case_in(CaseState.APPROVED, desk.firm, fund=a_fund(desk.world.plan))
    case_in(CaseState.SUBMITTED, unvisited)
    found = outreach_of(desk.viewer(Role.PROVINCE_OFFICER), None)
    numbers = {one.stage: (one.number, one.visited) for one in found.stages(2024)}
    assert numbers == {
        Stage.VISITED: (1, 1),
        Stage.INTERESTED: (1, 1),
        Stage.SURVEYED: (0, 0),
        Stage.APPLIED: (2, 1),
        Stage.APPROVED: (1, 1),
        Stage.PAID: (0, 0),
    }
    assert {name for name, _members in found.agencies.values()} == {"", agency.name}
    assert found.refused(2023) == {RefusalReason.PAPERWORK: 1}
    assert found.refused(2024) == {}
    # A focal point sees what became of those whom its agency visited, and of nobody else.
    own = outreach_of(desk.viewer(Role.AGENCY_FOCAL_POINT), None)
    assert {one.organisation for one in own.reached} == {desk.firm}


def test_the_funnel_asks_as_often_for_many(desk: Desk) -> None:
    officer = desk.viewer(Role.PROVINCE_OFFICER)
    visit(desk)
    with CaptureQueriesContext(connection) as one:
        outreach_of(officer, [desk.world.unit_id])
    for _number in range(3):
        visit(desk, organisation_id=a_firm(desk.world.unit_id))
    with CaptureQueriesContext(connection) as many:
        outreach_of(officer, [desk.world.unit_id])
    assert len(one) == len(many) == 5


@pytest.mark.parametrize(
    ("constraint", "table", "changes"),
    [
        ("support_visit_outcome", Visit, {"outcome": "never"}),
        ("support_visit_refusal", Visit, {"outcome": "refused", "refusal": ""}),
        ("support_visit_refusal", Visit, {"outcome": "informed", "refusal": "no_time"}),
        ("support_visit_other_reason", Visit, {"outcome": "refused", "refusal": "other", "note": ""}),
        ("support_survey_titled", NeedsSurvey, {"title": ""}),
        ("support_survey_forward", NeedsSurvey, {"closes_on": date(2020, 1, 1)}),
        ("support_form_answered", SurveyForm, {"way": "link"}),
        ("support_form_answered", SurveyForm, {"answered_at": MOMENT}),
    ],
)
def test_the_database_refuses(desk: Desk, constraint: str, table: Any, changes: dict[str, object]) -> None:
    rows: dict[Any, Callable[[], Any]] = {
        Visit: lambda: visit(desk),
        NeedsSurvey: lambda: survey(desk),
        SurveyForm: lambda: SurveyForm.objects.create(survey=survey(desk), organisation_id=desk.firm),
    }
    row = rows[table]()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        table.objects.filter(pk=row.pk).update(**changes)


def test_one_form_and_one_answer_each(desk: Desk) -> None:
    form = SurveyForm.objects.create(survey=survey(desk), organisation_id=desk.firm)
    with pytest.raises(IntegrityError), transaction.atomic():  # support_form_once
        SurveyForm.objects.create(survey=form.survey, organisation_id=desk.firm)
    SurveyAnswer.objects.create(form=form, question="wants", choice="no")
    with pytest.raises(IntegrityError), transaction.atomic():  # support_answer_once
        SurveyAnswer.objects.create(form=form, question="wants", choice="no")

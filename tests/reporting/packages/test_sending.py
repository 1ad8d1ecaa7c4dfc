"""A province written into a file: the figures of the report, nothing of a person, and what comes back of it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from pytest_django import DjangoDbBlocker

from nscl.accounts.enums import Role
from nscl.accounts.queries import viewer_of
from nscl.accounts.rules import NotAllowed
from nscl.documents.province_package import open_package
from nscl.documents.report_papers.tables import TableCode
from nscl.organisations.enums import OrganisationKind
from nscl.organisations.models import Organisation
from nscl.progress.enums import StandingStatus
from nscl.records.models import AuditEvent
from nscl.records.signing import Signer
from nscl.reporting.models import ReceivedMeasure
from nscl.reporting.operations.figures import seal_figures
from nscl.reporting.queries.figures import collect_province, scope_of, stored_figures
from nscl.reporting.queries.sending import NothingToSend, WrittenPackage, exportable, write_province_package
from nscl.support.enums import CaseState
from nscl.support.models import SupportCase
from nscl.work.enums import ActivityKind, OutputKind
from tests.documents.province_package.making import members
from tests.factories.packages import LATER, taken, trusted
from tests.factories.people import AT, make_person
from tests.factories.reporting import YEAR, a_round, a_submission, accepted, an_edition, issued
from tests.factories.support import a_firm, a_fund, case_in, make_world
from tests.factories.work import agency_number
from tests.progress.conftest import Recorder

SIGNER = Signer(Ed25519PrivateKey.generate())
FIRM, HOUSEHOLD = "0101248141", "Hộ kinh doanh Nguyễn Văn Thử"


@dataclass(frozen=True)
class Sent:
    """A plan with an issued report of 2024: a class of 100, a firm and a household that were granted support."""

    plan: int
    round: int
    figures: int


@pytest.fixture(scope="module")
def _sent(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Sent]:  # noqa: ARG001
    with django_db_blocker.unblock(), transaction.atomic():
        world = make_world()
        edition = world.plan.editions.select_related("plan").get(state="issued")
        Recorder(edition).done(
            ActivityKind.TRAINING, date(YEAR, 3, 5), outputs={OutputKind.PEOPLE_TRAINED: 100}, agency=agency_number()
        )
        _grants(world.plan, world.unit_id, world.firm)
        held = a_round(world.plan)
        accepted(a_submission(held, agency_number("so-y-te", AT.date())))
        figures = collect_province(scope_of(held.pk, AT.date()), with_records=True)
        report = an_edition(held)
        number = seal_figures(figures=figures, edition_id=report.pk, at=AT, software="nscl")
        issued(report)
        trusted("24", SIGNER)
        yield Sent(world.plan.pk, held.pk, number)
        transaction.set_rollback(True)


def _grants(plan: Any, unit: int, firm: int) -> None:
    """One to the firm, and one to what turns out to be a household: a person."""
    fund = a_fund(plan)
    Organisation.objects.filter(pk=firm).update(tax_code=FIRM)
    case_in(CaseState.APPROVED, firm, fund=fund)
    household = a_firm(unit, HOUSEHOLD)
    case_in(CaseState.APPROVED, household, fund=fund)
    Organisation.objects.filter(pk=household).update(kind=OrganisationKind.HOUSEHOLD, tax_code="024085001234")
    SupportCase.objects.update(decision_on=date(YEAR, 6, 3))


@pytest.fixture
def sent(_sent: Sent, db: None) -> Sent:  # noqa: ARG001  (what a test writes is taken back)
    return _sent


def written(sent: Sent, **options: Any) -> tuple[bytes, WrittenPackage]:
    buffer = io.BytesIO()
    values: dict[str, Any] = {"viewer": None, "plan_id": sent.plan, "year": YEAR, "at": LATER, "on": AT.date()}
    told = {"signer": SIGNER, "deployment": "Sở KH&CN Bắc Ninh", "software": "nscl 0.1.0"}
    done = write_province_package(buffer, **{**values, **told, **options})
    return buffer.getvalue(), done


def test_what_is_sent_is_what_was_sealed(sent: Sent) -> None:
    events = AuditEvent.objects.count()
    with translation.override("en"):  # whatever language is spoken
        package, done = written(sent)
    assert (done.file_name, done.edition, done.is_live, done.is_sample) == ("bac-ninh-2024.nscl.zip", 1, False, False)
    assert AuditEvent.objects.count() == events, "writing a file writes nothing else"
    table = stored_figures(sent.figures).table(TableCode.MEASURES)
    assert table is not None
    number = taken(package).number
    rows = list(ReceivedMeasure.objects.filter(package=number).order_by("position"))
    assert len(rows) == len(table.leaves)
    for row, sealed in zip(rows, table.leaves, strict=True):
        assert row.value_year == table.cell(sealed, "year").value
        assert str(StandingStatus(row.status).label) == table.cell(sealed, "status").text
    people = next(row for row in rows if row.indicator == "people_trained")
    assert people.value_year == people.value == 100
    assert people.source == "counted"


def test_nothing_of_a_person_goes_out(sent: Sent) -> None:
    package, done = written(sent)
    assert done.left_out == 1
    content = members(package)
    for name, data in content.items():
        assert HOUSEHOLD.encode() not in data, name
        assert b"024085001234" not in data, name
    assert FIRM in content["tables/ho-tro.csv"].decode()
    assert content["tables/ho-tro.csv"].decode().count("\n") == 2, "the firm alone, under the heading"
    records = content["tables/ho-so.csv"].decode()
    assert "support.case" in records
    assert "Việc thứ" in records, "an activity keeps its title"


def test_live_figures_say_that_they_are(sent: Sent) -> None:
    package, done = written(sent, is_live=True)
    assert (done.edition, done.is_live) == (0, True)
    assert open_package(io.BytesIO(package)).manifest.is_live
    assert taken(package).measures == len(stored_figures(sent.figures).tables[0].leaves)


def test_the_same_report_sent_twice_is_taken_in_once(sent: Sent) -> None:
    first = taken(written(sent)[0])
    again = taken(written(sent, at=LATER.replace(hour=9))[0], at=LATER.replace(hour=10))
    assert (again.number, again.is_new) == (first.number, False)


def test_only_who_may_issue_sends_and_only_what_is_issued(sent: Sent) -> None:
    leader, officer = (viewer_of(make_person(role)) for role in (Role.PROVINCE_LEADER, Role.PROVINCE_OFFICER))
    assert [(one.plan_id, one.year, one.edition) for one in exportable(leader, AT.date())] == [(sent.plan, YEAR, 1)]
    running = exportable(leader, date(YEAR, 12, 1))
    assert [(one.year, one.edition) for one in running] == [(YEAR, 1)], "no second row of the same year"
    assert [one.edition for one in exportable(leader, date(2025, 12, 1))] == [None, 1]
    for ask in (lambda: exportable(officer, AT.date()), lambda: written(sent, viewer=officer)):
        with pytest.raises(NotAllowed):
            ask()
    with pytest.raises(NothingToSend, match="2023"):
        written(sent, year=2023, viewer=leader)


def test_writing_costs_the_same_queries_however_many_rows(sent: Sent) -> None:
    with CaptureQueriesContext(connection) as made:
        written(sent)
    assert len(made) <= 24, [query["sql"][:90] for query in made.captured_queries]

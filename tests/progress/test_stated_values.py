"""Values that officers state and leaders sign: what is refused, what counts, what the database keeps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from nscl.accounts.enums import Role
from nscl.accounts.rules import NotAllowed, Viewer
from nscl.documents.pack.enums import MeasureWhen
from nscl.plans.models import Measure
from nscl.progress.enums import ProgressKind, StandingStatus, StatedState, ValueSource
from nscl.progress.models import StatedValue
from nscl.progress.operations import Statement, sign_value, state_value, withdraw_value
from nscl.progress.operations.errors import (
    AlreadyStated,
    CountedMeasure,
    InvalidValue,
    MeasureMissing,
    NoEvidence,
    OwnValue,
    ReasonMissing,
    ValueClosed,
    ValueConflict,
    ValueMissing,
)
from nscl.progress.queries import MeasureStandingRow, measure_detail, programme_table
from nscl.progress.rules.statements import meaning
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM, Actor
from nscl.records.operations.evidence import EvidenceSubject, add_link
from tests.progress.conftest import Country, Recorder

Recorders = Callable[[str], Recorder]
BAC_NINH, HUNG_YEN = "bac-ninh-2026-2030", "hung-yen-2021-2030"
AT = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)
NOTE = "Báo cáo của Cục Thống kê"


@pytest.fixture
def officer(country: Country) -> Viewer:
    return country.viewer(Role.PROVINCE_OFFICER)


@pytest.fixture
def leader(country: Country) -> Viewer:
    return country.viewer(Role.PROVINCE_LEADER)


def actor(viewer: Viewer) -> Actor:
    return Actor(viewer.number, viewer.name)


def measure_of(country: Country, indicator: str, slug: str = BAC_NINH) -> Measure:
    found = Measure.objects.filter(edition=country.editions[slug], indicator=indicator).order_by("position", "pk")
    return found[0]


def stated(
    measure: Measure, officer: Viewer, *, value: str | None = "56", on: date = date(2026, 9, 30), **more: object
) -> int:
    statement = Statement(on=on, value=None if value is None else Decimal(value), note=NOTE, **more)  # type: ignore[arg-type]
    return state_value(measure=measure.pk, statement=statement, viewer=officer, by=actor(officer), at=AT)


def prove(number: int, country: Country) -> None:
    subject = EvidenceSubject(
        kind=ProgressKind.STATED_VALUE,
        number=number,
        label="số liệu",
        unit_id=country.header(BAC_NINH).unit_id,
    )
    add_link(subject=subject, link="https://thongke.example/2026", by=SYSTEM, at=AT)


def signed(number: int, country: Country, leader: Viewer, version: int = 1) -> None:
    prove(number, country)
    sign_value(number=number, version=version, viewer=leader, by=actor(leader), at=AT)


def row_of(country: Country, measure: Measure, on: date = TODAY, slug: str = BAC_NINH) -> MeasureStandingRow:
    table = programme_table(country.nation, country.header(slug), on)
    return next(row for row in table.rows if row.number == measure.pk)


# --- what counts ------------------------------------------------------------------------------------------------------


def test_it_counts_once_a_leader_has_signed_it(country: Country, officer: Viewer, leader: Viewer) -> None:
    measure = measure_of(country, "tfp_share")
    number = stated(measure, officer)
    row = row_of(country, measure)
    assert row.status is StandingStatus.NO_DATA
    assert row.stated_waiting == 1
    signed(number, country, leader)
    row = row_of(country, measure)
    assert row.is_stated
    assert row.value == 56
    assert row.status is StandingStatus.DONE
    assert row_of(country, measure, date(2026, 9, 29)).status is StandingStatus.NO_DATA


def test_a_withdrawn_value_counts_no_more(country: Country, officer: Viewer, leader: Viewer) -> None:
    measure = measure_of(country, "tfp_share")
    number = stated(measure, officer)
    signed(number, country, leader)
    withdraw_value(number=number, version=2, reason="Số liệu sơ bộ", viewer=leader, by=actor(leader), at=AT)
    assert row_of(country, measure).status is StandingStatus.NO_DATA
    again = stated(measure, officer, value="57")
    history = measure_detail(officer, country.header(BAC_NINH), measure.pk, TODAY).stated
    assert [(one.number, one.state) for one in history] == [
        (again, StatedState.WAITING),
        (number, StatedState.WITHDRAWN),
    ]
    assert history[1].withdrawal_reason == "Số liệu sơ bộ"
    assert history[1].evidence == 1


def test_a_share_keeps_numerator_and_denominator(country: Country, officer: Viewer, leader: Viewer) -> None:
    measure = measure_of(country, "standards_requests_served_share")
    number = stated(measure, officer, value=None, numerator=Decimal(45), denominator=Decimal(60))
    signed(number, country, leader)
    row = row_of(country, measure)
    assert (row.value, row.numerator, row.denominator) == (Decimal(75), Decimal(45), Decimal(60))
    assert row.status is StandingStatus.NOT_DUE


def test_a_base_makes_a_line(country: Country, officer: Viewer, leader: Viewer) -> None:
    measure = measure_of(country, "metrology_network_share")
    signed(stated(measure, officer, value="40", on=date(2025, 12, 31), is_base=True), country, leader)
    assert row_of(country, measure).status is StandingStatus.NO_DATA
    signed(stated(measure, officer, value="46"), country, leader)
    row = row_of(country, measure)
    assert row.due is not None
    assert row.due > 47
    assert row.status is StandingStatus.AT_RISK


def test_yearly_statements_are_averaged(country: Country, officer: Viewer, leader: Viewer) -> None:
    measure = measure_of(country, "labour_productivity_growth")
    signed(stated(measure, officer, value="10", on=date(2026, 9, 30)), country, leader)
    signed(stated(measure, officer, value="11.5", on=date(2026, 11, 1)), country, leader)
    row = row_of(country, measure)
    assert row.source is ValueSource.STATED
    assert row.value == Decimal("11.5"), "the latest statement of a year is the year's"
    assert row.status is StandingStatus.ON_TRACK


# --- what is refused --------------------------------------------------------------------------------------------------


def test_nobody_types_what_can_be_counted(country: Country, officer: Viewer) -> None:
    with pytest.raises(CountedMeasure):
        state_value(
            measure=measure_of(country, "tv_reports", HUNG_YEN).pk,
            statement=Statement(on=date(2022, 1, 1), value=Decimal(3), note=NOTE),
            viewer=None,
            by=SYSTEM,
            at=AT,
        )
    assert StatedValue.objects.count() == 0
    assert officer


@pytest.mark.parametrize(
    ("statement", "field"),
    [
        (Statement(on=date(2026, 11, 22), value=Decimal(5), note=NOTE), "on"),
        (Statement(on=date(2025, 12, 31), value=Decimal(5), note=NOTE), "on"),
        (Statement(on=date(2026, 5, 1), note=NOTE), "value"),
        (Statement(on=date(2026, 5, 1), value=Decimal(5), note=" "), "note"),
        (Statement(on=date(2026, 5, 1), value=Decimal("1e12"), note=NOTE), "value"),
        (Statement(on=date(2026, 5, 1), value=Decimal("NaN"), note=NOTE), "value"),
        (Statement(on=date(2026, 5, 1), value=Decimal("0.00001"), note=NOTE), "value"),
        (Statement(on=date(2026, 5, 1), numerator=Decimal(5), note=NOTE), "denominator"),
        (Statement(on=date(2026, 5, 1), numerator=Decimal(5), denominator=Decimal(0), note=NOTE), "denominator"),
        (Statement(on=date(2026, 5, 1), numerator=Decimal(-5), denominator=Decimal(9), note=NOTE), "numerator"),
        (Statement(on=date(2026, 5, 1), numerator=Decimal(10), denominator=Decimal(9), note=NOTE), "numerator"),
    ],
)
def test_a_bad_statement_is_refused_under_its_field(
    country: Country, officer: Viewer, statement: Statement, field: str
) -> None:
    measure = measure_of(country, "tfp_share").pk
    with pytest.raises(InvalidValue) as refused:
        state_value(measure=measure, statement=statement, viewer=officer, by=actor(officer), at=AT)
    assert {problem.field for problem in refused.value.problems} == {field}
    assert all(problem.remedy for problem in refused.value.problems)


def test_a_count_is_not_negative_and_no_share(country: Country, officer: Viewer) -> None:
    measure = measure_of(country, "quality_award_participants")
    with pytest.raises(InvalidValue):
        stated(measure, officer, value="-1")
    with pytest.raises(InvalidValue):
        stated(measure, officer, value=None, numerator=Decimal(1), denominator=Decimal(2))
    with pytest.raises(InvalidValue):
        stated(measure, officer, is_base=True)


def test_the_same_day_twice_shows_the_first(country: Country, officer: Viewer) -> None:
    measure = measure_of(country, "tfp_share")
    number = stated(measure, officer)
    with pytest.raises(AlreadyStated, match="56") as refused:
        stated(measure, officer, value="57")
    assert refused.value.number == number


def test_without_evidence_nothing_is_signed(country: Country, officer: Viewer, leader: Viewer) -> None:
    number = stated(measure_of(country, "tfp_share"), officer)
    with pytest.raises(NoEvidence):
        sign_value(number=number, version=1, viewer=leader, by=actor(leader), at=AT)


def test_nobody_signs_the_own_value(country: Country, officer: Viewer, leader: Viewer) -> None:
    number = stated(measure_of(country, "tfp_share"), officer)
    prove(number, country)
    with pytest.raises(OwnValue):
        sign_value(number=number, version=1, viewer=leader, by=actor(officer), at=AT)


def test_the_second_of_two_is_told(country: Country, officer: Viewer, leader: Viewer) -> None:
    number = stated(measure_of(country, "tfp_share"), officer)
    withdraw_value(number=number, version=1, reason="nhầm", viewer=officer, by=actor(officer), at=AT)
    with pytest.raises(ValueConflict):
        sign_value(number=number, version=1, viewer=leader, by=actor(leader), at=AT)
    with pytest.raises(ValueClosed):
        sign_value(number=number, version=2, viewer=leader, by=actor(leader), at=AT)
    with pytest.raises(ValueClosed):
        withdraw_value(number=number, version=2, reason="nữa", viewer=officer, by=actor(officer), at=AT)
    with pytest.raises(ReasonMissing):
        withdraw_value(number=number, version=2, reason=" ", viewer=officer, by=actor(officer), at=AT)


def test_what_is_not_there(country: Country, officer: Viewer, leader: Viewer) -> None:
    with pytest.raises(ValueMissing):
        sign_value(number=0, version=1, viewer=leader, by=actor(leader), at=AT)
    with pytest.raises(MeasureMissing):
        state_value(measure=0, statement=Statement(on=TODAY), viewer=officer, by=actor(officer), at=AT)
    assert country


def test_who_may(country: Country, officer: Viewer, leader: Viewer, other_officer: Viewer) -> None:
    measure = measure_of(country, "tfp_share")
    for stranger in (leader, other_officer, country.viewer(Role.AGENCY_FOCAL_POINT), country.nation):
        with pytest.raises(NotAllowed):
            stated(measure, stranger)
    number = stated(measure, officer)
    prove(number, country)
    for stranger in (officer, other_officer, country.viewer(Role.AUDITOR)):
        with pytest.raises(NotAllowed):
            sign_value(number=number, version=1, viewer=stranger, by=actor(stranger), at=AT)
    sign_value(number=number, version=1, viewer=leader, by=actor(leader), at=AT)
    with pytest.raises(NotAllowed):
        withdraw_value(number=number, version=2, reason="sai", viewer=officer, by=actor(officer), at=AT)


def test_each_act_writes_one_event(country: Country, officer: Viewer, leader: Viewer) -> None:
    number = stated(measure_of(country, "tfp_share"), officer)
    prove(number, country)
    sign_value(number=number, version=1, viewer=leader, by=actor(leader), at=AT)
    withdraw_value(number=number, version=2, reason="sai", viewer=leader, by=actor(leader), at=AT)
    events = AuditEvent.objects.filter(action__startswith="stated_value.").order_by("pk")
    assert [event.action for event in events] == [
        "stated_value.stated",
        "stated_value.signed",
        "stated_value.withdrawn",
    ]
    assert {event.subject_id for event in events} == {number}
    assert events[2].comment == "sai"


def test_what_a_statement_means_is_said_for_every_when() -> None:
    assert len({meaning(when) for when in MeasureWhen}) == len(MeasureWhen)


# --- what the database itself keeps -----------------------------------------------------------------------------------


def _row(measure: Measure, **more: object) -> StatedValue:
    values: dict[str, object] = {"measure": measure, "on": TODAY, "value": Decimal(1), "note": NOTE, "stated_at": AT}
    return StatedValue(**{**values, **more})


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("progress_stated_ratio_whole", {"numerator": Decimal(1)}),
        ("progress_stated_ratio_whole", {"numerator": Decimal(1), "denominator": Decimal(0)}),
        ("progress_stated_ratio_whole", {"numerator": Decimal(-1), "denominator": Decimal(2)}),
        ("progress_stated_says_where_from", {"note": ""}),
        ("progress_stated_signed_after", {"signed_at": AT - timedelta(days=1)}),
        ("progress_stated_withdrawn_why", {"withdrawn_at": AT}),
        ("progress_stated_withdrawn_why", {"withdrawal_reason": "sai"}),
    ],
)
def test_the_database_refuses(country: Country, name: str, values: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        _row(measure_of(country, "tfp_share"), **values).save()


def test_the_database_refuses_a_signer_without_a_day(country: Country, leader: Viewer) -> None:
    with pytest.raises(IntegrityError, match="progress_stated_signed_after"), transaction.atomic():
        _row(measure_of(country, "tfp_share"), signed_by_id=leader.number).save()


def test_the_database_keeps_one_live_value_a_day(country: Country) -> None:
    measure = measure_of(country, "tfp_share")
    _row(measure).save()
    _row(measure, is_base=True).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        _row(measure).save()  # progress_stated_once


def test_a_signed_value_cannot_be_changed_or_removed(country: Country) -> None:
    row = _row(measure_of(country, "tfp_share"), signed_at=AT)
    row.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        StatedValue.objects.filter(pk=row.pk).update(value=Decimal(2))
    with pytest.raises(DatabaseError), transaction.atomic():
        StatedValue.objects.filter(pk=row.pk).update(signed_at=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        StatedValue.objects.filter(pk=row.pk).delete()
    StatedValue.objects.filter(pk=row.pk).update(withdrawn_at=AT, withdrawal_reason="sai")
    sample = _row(measure_of(country, "metrology_network_share"), signed_at=AT, is_sample=True)
    sample.save()
    assert StatedValue.objects.filter(pk=sample.pk).delete()[0] == 1

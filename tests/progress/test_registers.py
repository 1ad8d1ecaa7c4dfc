"""Register indicators: each thing once, in the year of its first; levels as of a day; the two numbers of a ratio."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nscl.documents.pack.enums import MeasureWhen
from nscl.organisations.enums import OrganisationKind, Sex
from nscl.plans.models import Plan
from nscl.progress.catalogue.registers import EntryState
from nscl.progress.enums import StandingStatus, ValueSource
from nscl.progress.models import StatedValue
from nscl.progress.queries import (
    MeasureDetail,
    MeasureStandingRow,
    measure_detail,
    nation_table,
    programme_table,
    province_values,
)
from nscl.progress.queries.entries import entries_behind, sharing
from nscl.progress.queries.measures import AskedMeasure, measures_of
from nscl.progress.queries.programme import Known
from nscl.progress.queries.registers import register_of
from nscl.training.enums import ExpertCertificateKind
from nscl.work.enums import ActivityKind
from tests.factories import register_entries as make
from tests.factories.people import AT
from tests.progress.conftest import Country, Recorder

BAC_GIANG, BAC_NINH = "bac-giang-2021-2025", "bac-ninh-2026-2030"
HUNG_YEN, QUANG_TRI, LANG_SON = "hung-yen-2021-2030", "quang-tri-2021-2030", "lang-son-2026-2030"
TODAY = date(2026, 11, 21)
Recorders = Callable[[str], Recorder]


def plan_of(country: Country, slug: str) -> Plan:
    return Plan.objects.select_related("unit").get(pk=country.header(slug).plan_id)


def row_of(country: Country, slug: str, indicator: str, on: date = TODAY, phase: int = 2021) -> MeasureStandingRow:
    rows = programme_table(country.nation, country.header(slug), on).rows
    return next(row for row in rows if row.indicator == indicator and row.phase_start == phase)


def detail_of(country: Country, slug: str, indicator: str, on: date = TODAY, phase: int = 2021) -> MeasureDetail:
    row = row_of(country, slug, indicator, on, phase)
    detail = measure_detail(country.nation, country.header(slug), row.number, on)
    assert detail.row.value == row.value  # page and table never disagree
    assert detail.row.records == row.records == len(detail.entries)
    return detail


def seen(value: Decimal | None) -> object:
    """To be compared with a whole number."""
    return value


def years(row: MeasureStandingRow) -> dict[int, object]:
    return {point.year: point.value for point in row.by_year if point.value is not None}


def asked_of(country: Country, slug: str, indicator: str, **change: object) -> AskedMeasure:
    """The first measure of an indicator, asked otherwise: what a plan says cannot be changed."""
    found = next(one for one in measures_of([country.editions[slug]]) if one.indicator == indicator)
    return replace(found, **change)  # type: ignore[arg-type]


def row_for(country: Country, slug: str, asked: AskedMeasure, on: date) -> MeasureStandingRow:
    return Known.read([asked], [country.editions[slug]], [asked.plan_id], on).row(asked)


def test_nothing_entered_is_no_data_with_what_to_do(country: Country) -> None:
    row = row_of(country, HUNG_YEN, "experts_certified", phase=2026)
    assert (seen(row.value), row.status, row.source) == (None, StandingStatus.NO_DATA, ValueSource.COUNTED)
    assert "sổ chuyên gia" in row.remedy
    detail = detail_of(country, HUNG_YEN, "experts_certified", phase=2026)
    assert (detail.entries, detail.may_state) == ((), False)


def test_an_expert_counts_once_in_the_year_of_the_first_certificate_of_the_phase(country: Country) -> None:
    plan = plan_of(country, HUNG_YEN)
    twice, once, revoked = (make.expert(plan) for _ in range(3))
    make.certified(plan, twice, date(2024, 5, 1))
    make.certified(plan, twice, date(2025, 5, 1))
    make.certified(plan, twice, date(2026, 5, 1))
    make.certified(plan, once, date(2025, 7, 1))
    make.certified(plan, once, date(2025, 8, 1), kind=ExpertCertificateKind.ASSESSOR)
    make.certified(plan, revoked, date(2025, 9, 1), revoked_on=date(2026, 1, 15))
    row = row_of(country, HUNG_YEN, "experts_certified")
    assert (seen(row.value), years(row)) == (2, {2024: 1, 2025: 1})
    assert row_of(country, HUNG_YEN, "assessors_certified").value == 1
    # In the next phase the first of them counts again; before the revocation so did the third.
    assert row_of(country, HUNG_YEN, "experts_certified", phase=2026).value == 1
    assert row_of(country, HUNG_YEN, "experts_certified", date(2025, 12, 31)).value == 3
    detail = detail_of(country, HUNG_YEN, "experts_certified")
    assert [(entry.number, entry.on) for entry in detail.entries] == [
        (once.pk, date(2025, 7, 1)),
        (twice.pk, date(2024, 5, 1)),
    ]


def test_years_that_count_alone_count_each_thing_once_a_year(country: Country) -> None:
    plan = plan_of(country, HUNG_YEN)
    holder = make.expert(plan)
    for day in (date(2024, 5, 1), date(2025, 5, 1), date(2025, 6, 1)):
        make.certified(plan, holder, day)
    make.certified(plan, make.expert(plan), date(2025, 7, 1))
    on = date(2025, 12, 31)
    asked = asked_of(country, HUNG_YEN, "experts_certified", when=MeasureWhen.EACH_YEAR)
    row = row_for(country, HUNG_YEN, asked, on)
    assert years(row) == {2024: 1, 2025: 2}
    register = register_of(asked)
    assert register is not None
    entries = entries_behind(asked, register, on).counted
    assert [entry.on for entry in entries] == [date(2025, 7, 1), date(2025, 5, 1), date(2024, 5, 1)]
    assert row.records == len(entries)
    growing = asked_of(country, HUNG_YEN, "experts_certified", when=MeasureWhen.GROWTH_PER_YEAR, unit="%/năm")
    assert years(row_for(country, HUNG_YEN, growing, on)) == {2025: 100}


def test_of_a_share_a_register_says_nothing(country: Country) -> None:
    asked = asked_of(country, HUNG_YEN, "experts_certified", unit="%")
    assert row_for(country, HUNG_YEN, asked, TODAY).status is StandingStatus.UNCOUNTED


def test_experts_trained_by_sex_and_organisation(country: Country) -> None:
    plan = plan_of(country, BAC_GIANG)
    firm = make.organisation(plan)
    make.expert(plan, date(2023, 1, 2), who=make.person(plan, firm, sex=Sex.MALE))
    make.expert(plan, date(2024, 1, 2), who=make.person(plan, sex=""))
    make.expert(plan, date(2024, 1, 3), who=make.person(plan))
    make.expert(plan)  # still in training
    make.expert(plan_of(country, HUNG_YEN), date(2024, 1, 4))
    detail = detail_of(country, BAC_GIANG, "experts_trained")
    assert (seen(detail.row.value), years(detail.row)) == (3, {2023: 1, 2024: 2})
    assert {row.label: row.value for row in detail.by_sex} == {"nam": 1, "nữ": 1, "Không ghi": 1}
    assert {row.label: row.value for row in detail.by_kind} == {"doanh nghiệp": 1, "không thuộc tổ chức nào": 2}
    assert (detail.by_agency, detail.by_commune, detail.row.is_sample) == ((), (), False)


def test_a_made_up_entry_marks_its_measure(country: Country) -> None:
    make.expert(plan_of(country, BAC_GIANG), date(2024, 1, 2), is_sample=True)
    detail = detail_of(country, BAC_GIANG, "experts_trained")
    assert detail.is_sample
    assert detail.row.is_sample
    assert programme_table(country.nation, country.header(BAC_GIANG), TODAY).is_sample


def test_a_school_counts_once_for_all_its_programmes(country: Country) -> None:
    plan = plan_of(country, HUNG_YEN)
    school = make.organisation(plan, OrganisationKind.SCHOOL)
    first = make.programme(plan, school, date(2023, 9, 1))
    make.programme(plan, school, date(2024, 9, 1))
    detail = detail_of(country, HUNG_YEN, "institutions_training")
    assert (seen(detail.row.value), years(detail.row), detail.entries[0].number) == (1, {2023: 1}, first.pk)


def test_clubs_stand_while_they_were_active_in_twelve_months(country: Country) -> None:
    plan = plan_of(country, BAC_NINH)
    school, other = (make.organisation(plan, OrganisationKind.SCHOOL) for _ in range(2))
    live = make.club(plan, school, date(2024, 1, 1), date(2025, 11, 22), name="Sống")
    idle = make.club(plan, school, date(2024, 1, 1), date(2025, 11, 21), name="Nghỉ")
    closed = make.club(plan, other, date(2026, 1, 1), date(2026, 3, 1), closed_on=date(2026, 4, 1), name="Đóng")
    detail = detail_of(country, BAC_NINH, "clubs", phase=2026)
    assert (seen(detail.row.value), detail.row.is_level) == (1, True)
    assert [(entry.number, entry.state) for entry in detail.entries] == [(live.pk, EntryState.ACTIVE)]
    states = {entry.number: entry.state for entry in detail.idle}
    assert states == {idle.pk: EntryState.IDLE, closed.pk: EntryState.CLOSED}
    assert row_of(country, BAC_NINH, "clubs", date(2026, 3, 31), 2026).value == 3
    # A day later nothing was done in twelve months: none, which is not "no data".
    assert row_of(country, BAC_NINH, "clubs", date(2026, 11, 22), 2026).value == 0
    assert row_of(country, BAC_NINH, "clubs", date(2025, 12, 31), 2026).status is StandingStatus.NOT_DUE


def test_a_club_as_a_total_is_what_stands_at_the_end(country: Country) -> None:
    plan = plan_of(country, BAC_GIANG)
    school = make.organisation(plan, OrganisationKind.SCHOOL)
    make.club(plan, school, date(2020, 1, 1), date(2022, 5, 1), date(2023, 5, 1))
    make.club(plan, school, date(2024, 1, 1), date(2025, 5, 1))
    row = row_of(country, BAC_GIANG, "clubs")
    assert (seen(row.value), row.records) == (1, 1)
    assert years(row) == {2021: 0, 2022: 1, 2023: 1, 2024: 0, 2025: 1}
    assert detail_of(country, BAC_GIANG, "clubs").row.status is StandingStatus.DONE


def test_schools_with_clubs_are_counted_by_school(country: Country) -> None:
    plan = plan_of(country, QUANG_TRI)
    school, other = (make.organisation(plan, OrganisationKind.SCHOOL) for _ in range(2))
    make.club(plan, school, date(2025, 1, 1), date(2026, 5, 1))
    lately = make.club(plan, school, date(2025, 1, 1), date(2026, 6, 1))
    make.club(plan, school, date(2025, 1, 1))
    make.club(plan, other, date(2025, 1, 1))
    detail = detail_of(country, QUANG_TRI, "institutions_with_clubs", phase=2026)
    assert detail.row.value == 1
    assert [(entry.label, entry.number) for entry in detail.entries] == [(school.name, lately.pk)]
    assert [entry.label for entry in detail.idle] == [other.name]


def classes(country: Country, recorder: Recorders) -> tuple[Plan, list[str]]:
    """Three enterprises over three years: one comes twice, one sends somebody who did not turn up."""
    plan = plan_of(country, QUANG_TRI)
    firms = [make.organisation(plan, name=f"Công ty {letter}") for letter in "ABC"]
    school = make.organisation(plan, OrganisationKind.SCHOOL)
    a1, a2, b1, c1 = (make.person(plan, firm) for firm in (firms[0], firms[0], firms[1], firms[2]))
    done = [recorder(QUANG_TRI).done(ActivityKind.TRAINING, date(year, 6, 1)) for year in (2023, 2024)]
    make.training_class(done[0], [a1, make.person(plan, school)], absent=[c1])
    make.training_class(done[1], [a1, a2, b1])
    planned = recorder(QUANG_TRI).planned(ActivityKind.TRAINING, date(2025, 6, 1))
    make.training_class(planned, [c1])
    return plan, [firm.name for firm in firms]


def test_enterprises_that_sent_somebody(country: Country, recorder: Recorders) -> None:
    _plan, (first, second, _third) = classes(country, recorder)
    detail = detail_of(country, QUANG_TRI, "enterprises_trained")
    assert (seen(detail.row.value), years(detail.row)) == (2, {2023: 1, 2024: 1})
    assert [(entry.label, entry.people) for entry in detail.entries] == [(second, 1), (first, 2)]
    assert [row.value for row in detail.by_agency] == [2]
    assert detail.sharing == ()


def test_people_of_each_enterprise_with_both_numbers(country: Country, recorder: Recorders) -> None:
    classes(country, recorder)
    row = row_of(country, QUANG_TRI, "people_trained_per_enterprise")
    assert (seen(row.value), seen(row.numerator), seen(row.denominator), row.source) == (
        Decimal("1.5"),
        3,
        2,
        ValueSource.RATIO,
    )
    assert years(row)[2023] == 1
    assert years(row)[2024] == years(row)[2026] == Decimal("1.5")
    detail = detail_of(country, QUANG_TRI, "people_trained_per_enterprise")
    assert detail.is_ratio
    assert sum(entry.people or 0 for entry in detail.entries) == 3
    assert detail.by_agency == ()


def test_attendances_and_classes_come_from_the_activity(country: Country, recorder: Recorders) -> None:
    activity = recorder(BAC_NINH).done(ActivityKind.TRAINING, date(2026, 6, 1))
    plan = plan_of(country, BAC_NINH)
    make.training_class(activity, [make.person(plan), make.person(plan)], absent=[make.person(plan)])
    assert row_of(country, BAC_NINH, "people_trained", phase=2026).value == 2


def test_measures_of_one_register_in_the_same_years_name_each_other(country: Country) -> None:
    measures = measures_of([country.editions[HUNG_YEN]])
    first, second = (one for one in measures if one.indicator == "experts_certified")
    assert sharing(first, measures) == ()  # another phase has entries of its own
    third = replace(second, number=-1, phase_start=2025)
    assert sharing(first, [*measures, third]) == (third,)
    assert sharing(third, [*measures, third]) == (first, second)


def test_a_province_counts_a_thing_once_whatever_the_plan(country: Country) -> None:
    before, now = plan_of(country, BAC_GIANG), plan_of(country, BAC_NINH)
    holder = make.expert(before, date(2024, 1, 1))
    make.certified(before, holder, date(2024, 5, 1))
    make.certified(now, holder, date(2026, 5, 1))
    school = make.organisation(now, OrganisationKind.SCHOOL)
    make.club(now, school, date(2026, 1, 1), date(2026, 2, 1))

    def value(code: str, on: date) -> object:
        values = province_values(country.nation, now.unit_id, first=date(2021, 1, 1), on=on)
        return next(row.value for row in values.rows if row.code == code)

    assert value("experts_certified", TODAY) == 1
    assert value("experts_trained", TODAY) == 1
    assert (value("clubs", TODAY), value("clubs", date(2025, 12, 31))) == (1, None)
    # Before the merger Bắc Giang's expert is not Bắc Ninh's.
    assert value("experts_certified", date(2025, 6, 30)) is None


def test_what_was_stated_stands_until_something_is_entered(country: Country) -> None:
    row = row_of(country, LANG_SON, "experts_certified", phase=2026)
    StatedValue.objects.create(
        measure_id=row.number, on=date(2026, 6, 30), value=3, note="Báo cáo", stated_at=AT, signed_at=AT
    )
    before = row_of(country, LANG_SON, "experts_certified", phase=2026)
    assert (seen(before.value), before.source, before.superseded) == (3, ValueSource.STATED, 0)
    plan = plan_of(country, LANG_SON)
    make.certified(plan, make.expert(plan), date(2026, 2, 1))
    after = row_of(country, LANG_SON, "experts_certified", phase=2026)
    assert (seen(after.value), after.source, after.superseded) == (1, ValueSource.COUNTED, 1)


@pytest.mark.parametrize("entries", [1, 3])
def test_the_tables_ask_the_same_few_queries(country: Country, recorder: Recorders, entries: int) -> None:
    plan = plan_of(country, QUANG_TRI)
    for _number in range(entries):
        school = make.organisation(plan, OrganisationKind.SCHOOL)
        make.club(plan, school, date(2025, 1, 1), date(2026, 5, 1))
        activity = recorder(QUANG_TRI).done(ActivityKind.TRAINING, date(2024, 6, 1))
        make.training_class(activity, [make.person(plan, make.organisation(plan))])
    header = country.header(QUANG_TRI)
    numbers = [
        row_of(country, QUANG_TRI, "enterprises_trained").number,
        row_of(country, QUANG_TRI, "institutions_with_clubs", phase=2026).number,
    ]
    counted = []
    acts: list[Callable[[], object]] = [
        lambda: programme_table(country.nation, header, TODAY),
        lambda: nation_table(country.nation, TODAY),
        *(lambda number=number: measure_detail(country.nation, header, number, TODAY) for number in numbers),
    ]
    for act in acts:
        with CaptureQueriesContext(connection) as made:
            act()
        counted.append(len(made))
    assert counted == [7, 10, 8, 6]

"""Target against actual: what counts, when, for which measure; who sees it, at what cost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nscl.accounts.enums import Role
from nscl.accounts.rules import NotAllowed, Viewer
from nscl.finance.operations.editions import issue_edition
from nscl.finance.operations.intake import load_as_amendment, load_pack
from nscl.plans.models import Measure, PlanEdition
from nscl.plans.queries.access import ItemNotFound
from nscl.plans.queries.editions import edition_by_number
from nscl.progress.enums import StandingStatus, ValueSource
from nscl.progress.queries import MeasureStandingRow, measure_detail, programme_table
from nscl.progress.queries.measures import measures_of
from nscl.progress.queries.programme import Known
from nscl.records.operations import SYSTEM
from nscl.work.enums import ActivityKind, OutputKind, ParticipantKind
from nscl.work.models import ActivityClaim
from tests.factories.people import AT
from tests.factories.plans import accept_all_findings, small_pack
from tests.progress.conftest import Country, Recorder

HUNG_YEN = "hung-yen-2021-2030"
QUANG_TRI = "quang-tri-2021-2030"
BAC_NINH = "bac-ninh-2026-2030"
TODAY = date(2026, 11, 21)
PROGRAMME_QUERIES = 9
DETAIL_QUERIES = 12

Recorders = Callable[[str], Recorder]


def row_of(country: Country, slug: str, indicator: str, on: date, phase_start: int = 2021) -> MeasureStandingRow:
    table = programme_table(country.nation, country.header(slug), on)
    found = [r for r in table.rows if r.indicator == indicator and r.phase_start == phase_start]
    return found[0]


def test_every_measure_of_the_five_plans_has_a_row(country: Country) -> None:
    for slug, edition in country.editions.items():
        table = programme_table(country.nation, country.header(slug), TODAY)
        assert len(table.rows) == Measure.objects.filter(edition=edition).count()
        assert sum(table.by_status.values()) == len(table.rows)
        assert {row.status for row in table.rows} <= {StandingStatus.NO_DATA, StandingStatus.AWAITED}
        assert not table.is_sample


def test_targets_without_a_measure_keep_their_place(country: Country) -> None:
    table = programme_table(country.nation, country.header(BAC_NINH), TODAY)
    assert [target.position for target in table.targets] == sorted(target.position for target in table.targets)
    assert any(not target.measures for target in table.targets)


def test_a_phase_alone(country: Country) -> None:
    whole = programme_table(country.nation, country.header(HUNG_YEN), TODAY)
    assert whole.phases == ((2021, 2025), (2021, 2030), (2026, 2030))
    second = programme_table(country.nation, country.header(HUNG_YEN), TODAY, phase=(2026, 2030))
    assert {(row.phase_start, row.phase_end) for row in second.rows} == {(2026, 2030)}
    assert 0 < len(second.rows) < len(whole.rows)


def test_records_count_from_the_day_they_are_done(country: Country, recorder: Recorders) -> None:
    recorder(HUNG_YEN).done(ActivityKind.TV_REPORT, date(2022, 5, 1), outputs={OutputKind.REPORTS: 2})
    recorder(HUNG_YEN).done(ActivityKind.TV_REPORT, date(2023, 6, 30))
    recorder(HUNG_YEN).planned(ActivityKind.TV_REPORT, date(2023, 6, 1))
    row = row_of(country, HUNG_YEN, "tv_reports", date(2023, 6, 29))
    assert row.value == 2
    assert row.status is StandingStatus.DONE
    row = row_of(country, HUNG_YEN, "tv_reports", date(2023, 6, 30))
    assert row.value == 3
    assert row.records == 2
    assert row.source is ValueSource.COUNTED
    assert [(one.year, one.value) for one in row.by_year] == [(2021, None), (2022, Decimal(2)), (2023, Decimal(1))]
    assert row_of(country, HUNG_YEN, "tv_reports", date(2026, 6, 30), 2026).value is None


def test_a_record_without_its_quantity_is_told_and_not_counted(country: Country, recorder: Recorders) -> None:
    recorder(HUNG_YEN).done(ActivityKind.INNOVATION, date(2022, 5, 1))
    header, indicator, on = country.header(HUNG_YEN), "enterprises_innovation_supported", date(2022, 6, 1)
    row = row_of(country, HUNG_YEN, indicator, on)
    assert row.value is None
    assert row.status is StandingStatus.NO_DATA
    assert (row.incomplete, row.records, row.unclaimed) == (1, 0, 0)
    (lacking,) = measure_detail(country.nation, header, row.number, on).waiting
    assert lacking.amount is None
    recorder(HUNG_YEN).done(ActivityKind.INNOVATION, date(2022, 5, 2), outputs={OutputKind.ORGANISATIONS_SUPPORTED: 2})
    row = row_of(country, HUNG_YEN, indicator, on)
    assert (row.incomplete, row.unclaimed) == (1, 1)
    assert {one.amount for one in measure_detail(country.nation, header, row.number, on).waiting} == {None, 2}


def test_a_support_of_starting_up_that_yields_no_centre_is_whole(country: Country, recorder: Recorders) -> None:
    recorder(QUANG_TRI).done(ActivityKind.STARTUP, date(2027, 5, 1))
    row = row_of(country, QUANG_TRI, "innovation_centres", date(2027, 6, 1), 2026)
    assert row.value is None
    assert row.incomplete == 0
    assert row.status is StandingStatus.NO_DATA
    recorder(QUANG_TRI).done(ActivityKind.STARTUP, date(2027, 5, 2), outputs={OutputKind.CENTRES: 1})
    row = row_of(country, QUANG_TRI, "innovation_centres", date(2027, 6, 1), 2026)
    assert row.value == 1
    assert row.records == 1
    assert row.status is StandingStatus.DONE


def test_a_code_whose_records_are_to_come_is_awaited(country: Country) -> None:
    row = row_of(country, BAC_NINH, "quality_award_participants", TODAY, 2026)
    assert (row.status, row.source) == (StandingStatus.AWAITED, ValueSource.AWAITED)
    assert "Giải thưởng Chất lượng Quốc gia (phần cải tiến)" in row.counts


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"indicator": "nobody_knows"}, "Danh mục chỉ tiêu chưa có mã này"),
        ({"indicator": "conferences", "unit": "%"}, "không cho biết tỷ lệ"),
    ],
)
def test_what_nobody_knows_how_to_count_is_uncounted(country: Country, change: dict[str, str], why: str) -> None:
    """A code that is not in the catalogue; a share of what records count, of which the whole is not known."""
    measure = measures_of([country.editions[BAC_NINH]])[0]
    asked = replace(measure, **change)  # type: ignore[arg-type]  # what an issued edition says cannot be changed
    row = Known.read([asked], [measure.edition_id], [measure.plan_id], TODAY).row(asked)
    assert row.status is StandingStatus.UNCOUNTED
    assert why in row.counts


# --- one record, several measures -------------------------------------------------------------------------------------


def test_a_contested_record_counts_for_nothing_until_declared(country: Country, recorder: Recorders) -> None:
    """Hưng Yên asks for innovation support in 2021–2025 and in 2021–2030: one record, two measures."""
    recorder(HUNG_YEN).done(ActivityKind.INNOVATION, date(2022, 5, 1), outputs={OutputKind.ORGANISATIONS_SUPPORTED: 3})
    header = country.header(HUNG_YEN)
    rows = [
        r
        for r in programme_table(country.nation, header, date(2023, 1, 1)).rows
        if r.indicator == "enterprises_innovation_supported"
    ]
    assert [(r.phase_start, r.phase_end) for r in rows] == [(2021, 2025), (2026, 2030), (2021, 2030)]
    assert [r.value for r in rows] == [None, None, None]
    assert [r.unclaimed for r in rows] == [1, 0, 1]


def test_declared_for_one_it_counts_for_one(country: Country, recorder: Recorders) -> None:
    ours = recorder(HUNG_YEN)
    first, second, whole = Measure.objects.filter(
        edition=ours.edition, indicator="enterprises_innovation_supported"
    ).order_by("target__position")
    ours.done(
        ActivityKind.INNOVATION,
        date(2022, 5, 1),
        outputs={OutputKind.ORGANISATIONS_SUPPORTED: 3},
        claims=(first,),
    )
    ours.done(
        ActivityKind.INNOVATION,
        date(2022, 6, 1),
        outputs={OutputKind.ORGANISATIONS_SUPPORTED: 4},
        claims=(first, whole),
    )
    ours.done(ActivityKind.INNOVATION, date(2022, 7, 1), outputs={OutputKind.ORGANISATIONS_SUPPORTED: 100})
    rows = {r.number: r for r in programme_table(country.nation, country.header(HUNG_YEN), date(2023, 1, 1)).rows}
    assert rows[first.pk].value == 7
    assert (rows[first.pk].records, rows[first.pk].unclaimed) == (2, 1)
    assert rows[whole.pk].value == 4
    assert (rows[whole.pk].records, rows[whole.pk].unclaimed) == (1, 1)
    assert rows[second.pk].value is None


def test_the_records_behind_a_contested_value(country: Country, recorder: Recorders) -> None:
    ours = recorder(HUNG_YEN)
    first = ours.measure("enterprises_innovation_supported")
    claimed = ours.done(
        ActivityKind.INNOVATION,
        date(2022, 5, 1),
        outputs={OutputKind.ORGANISATIONS_SUPPORTED: 3},
        claims=(first,),
    )
    free = ours.done(ActivityKind.INNOVATION, date(2022, 7, 1), outputs={OutputKind.ORGANISATIONS_SUPPORTED: 100})
    detail = measure_detail(country.nation, country.header(HUNG_YEN), first.pk, date(2023, 1, 1))
    assert [(one.number, one.amount) for one in detail.records] == [(claimed.pk, Decimal(3))]
    assert [one.number for one in detail.waiting] == [free.pk]
    assert len(detail.rivals) == 1
    assert detail.row.value == sum(one.value for one in detail.by_agency) == 3


def test_a_claim_follows_the_measure_into_an_amendment(country: Country) -> None:
    """A record declared under the first edition still counts when the plan was amended."""
    pack = small_pack()
    twice = tuple(
        target.model_copy(
            update={
                "measures": tuple(
                    measure.model_copy(update={"indicator": "conferences", "unit": "hội nghị"})
                    for measure in target.measures
                )
            }
        )
        for target in pack.targets
    )
    pack = pack.model_copy(update={"targets": twice})
    first = load_pack(pack=pack, viewer=None, by=SYSTEM, at=AT).edition_id
    accept_all_findings(first)
    issue_edition(edition_id=first, viewer=None, by=SYSTEM, at=AT)
    ours = Recorder(PlanEdition.objects.select_related("plan").get(pk=first))
    measures = list(Measure.objects.filter(edition=first).select_related("target").order_by("position", "pk"))
    measure = measures[0]
    year = max(measure.target.phase_start, pack.plan.period.start)
    ours.done(ActivityKind.CONFERENCE, date(year, 5, 1), claims=(measure,))
    changed = pack.model_copy(update={"plan": pack.plan.model_copy(update={"title": f"{pack.plan.title} (sửa)"})})
    second = load_as_amendment(pack=changed, viewer=None, by=SYSTEM, at=AT).edition_id
    accept_all_findings(second)
    issue_edition(edition_id=second, viewer=None, by=SYSTEM, at=AT)
    before = programme_table(country.nation, edition_by_number(country.nation, first), date(year, 12, 31))
    after = programme_table(country.nation, edition_by_number(country.nation, second), date(year, 12, 31))
    assert [row.value for row in after.rows] == [row.value for row in before.rows]
    assert [row.value for row in after.rows].count(Decimal(1)) >= 1
    assert ActivityClaim.objects.filter(measure__edition=second).count() == 0


# --- a measure's page -------------------------------------------------------------------------------------------------


def test_a_measure_with_its_records_and_parts(country: Country, recorder: Recorders) -> None:
    ours = recorder(HUNG_YEN)
    ours.done(ActivityKind.TV_REPORT, date(2022, 5, 1), outputs={OutputKind.REPORTS: 2})
    ours.done(ActivityKind.TV_REPORT, date(2022, 6, 1), people={ParticipantKind.ENTERPRISE: 30})
    number = ours.measure("tv_reports").pk
    detail = measure_detail(country.nation, country.header(HUNG_YEN), number, date(2023, 1, 1))
    assert [one.amount for one in detail.records] == [1, 2]
    assert detail.records[0].done_on == date(2022, 6, 1)
    assert [(one.value) for one in detail.by_agency] == [3]
    assert detail.by_commune == ()
    assert [(one.label, one.people, one.women, one.organisations) for one in detail.by_participants] == [
        ("doanh nghiệp", 30, None, 1)
    ]
    assert detail.row.records == 2
    assert not detail.may_state
    later = measure_detail(country.nation, country.header(HUNG_YEN), number, date(2023, 1, 1), first=1, size=1)
    assert [one.amount for one in later.records] == [2]


def test_the_measure_must_be_of_the_edition(country: Country, recorder: Recorders) -> None:
    with pytest.raises(ItemNotFound):
        measure_detail(
            country.nation, country.header(HUNG_YEN), recorder(QUANG_TRI).measure("innovation_centres").pk, TODAY
        )


# --- who, and at what cost --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.BENEFICIARY, Role.CONSULTANT, Role.ADMINISTRATOR])
def test_who_may_not_see_the_work_sees_no_progress(country: Country, role: Role) -> None:
    with pytest.raises(NotAllowed):
        programme_table(country.viewer(role), country.header(BAC_NINH), TODAY)


def test_progress_is_of_ones_own_province(country: Country, other_officer: Viewer) -> None:
    programme_table(country.viewer(Role.PROVINCE_OFFICER), country.header(BAC_NINH), TODAY)
    with pytest.raises(NotAllowed):
        programme_table(other_officer, country.header(BAC_NINH), TODAY)


def test_sample_records_mark_the_table(country: Country, recorder: Recorders) -> None:
    recorder(HUNG_YEN).done(ActivityKind.TV_REPORT, date(2022, 5, 1), is_sample=True)
    table = programme_table(country.nation, country.header(HUNG_YEN), TODAY)
    assert table.is_sample
    assert {row.indicator for row in table.rows if row.is_sample} == {"tv_reports"}


@pytest.mark.parametrize("records", [1, 3])
def test_the_table_asks_the_same_few_queries(country: Country, recorder: Recorders, records: int) -> None:
    for number in range(records):
        recorder(HUNG_YEN).done(
            ActivityKind.INNOVATION, date(2022, 5, 1 + number), outputs={OutputKind.ORGANISATIONS_SUPPORTED: 1}
        )
        recorder(HUNG_YEN).done(ActivityKind.TV_REPORT, date(2022, 6, 1 + number))
    header = country.header(HUNG_YEN)
    with CaptureQueriesContext(connection) as made:
        programme_table(country.nation, header, TODAY)
    assert len(made) == PROGRAMME_QUERIES - 1
    with CaptureQueriesContext(connection) as made:
        measure_detail(country.nation, header, recorder(HUNG_YEN).measure("tv_reports").pk, TODAY)
    assert len(made) <= DETAIL_QUERIES

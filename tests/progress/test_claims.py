"""For which measures a record may count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nscl.accounts.enums import Role
from nscl.accounts.rules import Viewer
from nscl.progress.queries import claim_choices, programme_table
from nscl.progress.rules.claims import Rivals, Taker
from nscl.records.operations import SYSTEM
from nscl.work.enums import ActivityKind, OutputKind
from nscl.work.operations.activities.claims import declare_claims
from nscl.work.queries.access import ActivityNotFound
from tests.factories.people import AT
from tests.progress.conftest import Country, Recorder

Recorders = Callable[[str], Recorder]
HUNG_YEN = "hung-yen-2021-2030"
CONFERENCE = ("conference", "")

takers = st.lists(
    st.builds(
        Taker,
        measure=st.integers(1, 6),
        group=st.integers(1, 2),
        what=st.sampled_from([CONFERENCE, ("tv_report", "reports")]),
        first_year=st.integers(2021, 2026),
        last_year=st.integers(2026, 2030),
    ),
    max_size=6,
)


def test_phases_that_do_not_overlap_do_not_contend() -> None:
    rivals = Rivals([Taker(1, 9, CONFERENCE, 2021, 2025), Taker(2, 9, CONFERENCE, 2026, 2030)])
    assert rivals.of(9, CONFERENCE, 2025) == (1,)
    assert rivals.of(9, CONFERENCE, 2026) == (2,)
    assert rivals.contested() == frozenset()


def test_phases_that_overlap_contend_where_they_do() -> None:
    rivals = Rivals([Taker(1, 9, CONFERENCE, 2021, 2025), Taker(2, 9, CONFERENCE, 2025, 2030)])
    assert [rivals.is_contested(9, CONFERENCE, year) for year in (2024, 2025, 2026)] == [False, True, False]
    assert rivals.contested() == {CONFERENCE}
    assert not rivals.is_contested(8, CONFERENCE, 2025), "another plan's records"


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine may take a second for the first draw
@given(takers, st.integers(2020, 2031))
def test_something_is_contested_in_a_year_only_where_it_is_contested_at_all(found: list[Taker], year: int) -> None:
    rivals = Rivals(found)
    for taker in found:
        if rivals.is_contested(taker.group, taker.what, year):
            assert taker.what in rivals.contested()
    for what in rivals.contested():
        assert any(rivals.is_contested(one.group, what, y) for one in found for y in range(2021, 2031))


def test_the_choices_of_a_record(country: Country, recorder: Recorders) -> None:
    activity = recorder(HUNG_YEN).done(
        ActivityKind.INNOVATION, date(2022, 5, 1), outputs={OutputKind.ORGANISATIONS_SUPPORTED: 3}
    )
    found = claim_choices(country.nation, activity.pk)
    assert [(one.phase_start, one.phase_end) for one in found.choices] == [(2021, 2025), (2021, 2030)]
    assert found.must_declare
    assert found.is_waiting
    assert not found.may_declare
    declare_claims(
        number=activity.pk,
        version=found.version,
        measures=[found.choices[0].measure],
        viewer=None,
        by=SYSTEM,
        at=AT,
    )
    after = claim_choices(country.nation, activity.pk)
    assert [one.is_declared for one in after.choices] == [True, False]
    assert not after.is_waiting
    rows = {row.number: row for row in programme_table(country.nation, country.header(HUNG_YEN), AT.date()).rows}
    assert rows[found.choices[0].measure].value == 3


def test_a_record_that_one_measure_alone_can_take(country: Country, recorder: Recorders) -> None:
    activity = recorder(HUNG_YEN).done(ActivityKind.TV_REPORT, date(2022, 5, 1))
    found = claim_choices(country.nation, activity.pk)
    assert len(found.choices) == 1
    assert not found.must_declare
    nothing = recorder(HUNG_YEN).done(ActivityKind.OTHER, date(2022, 5, 1))
    assert claim_choices(country.nation, nothing.pk).choices == ()


def test_who_may_not_see_the_record_gets_no_choices(
    country: Country, recorder: Recorders, other_officer: Viewer
) -> None:
    activity = recorder(HUNG_YEN).done(ActivityKind.TV_REPORT, date(2022, 5, 1))
    for stranger in (other_officer, country.viewer(Role.BENEFICIARY)):
        with pytest.raises(ActivityNotFound):
            claim_choices(stranger, activity.pk)

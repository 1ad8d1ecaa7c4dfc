"""Whom training reached: attendances add up, people and organisations are there once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nscl.accounts.enums import Role
from nscl.accounts.rules import NotAllowed
from nscl.organisations.enums import OrganisationKind, Sex
from nscl.plans.models import Plan
from nscl.training.enums import CourseTopic
from nscl.training.queries.counts import Asked, By, CountRow, counted_classes, part_names, training_counts
from nscl.work.enums import ActivityKind
from tests.factories import register_entries as make
from tests.factories.people import make_viewer
from tests.progress.conftest import Country, Recorder, _country, country, recorder

__all__ = ["_country", "country", "recorder"]  # fixtures

HUNG_YEN, LANG_SON = "hung-yen-2021-2030", "lang-son-2026-2030"
TODAY = date(2026, 11, 21)
EVER = Asked(first=2021, last=2030, on=TODAY)
Figures = tuple[int, int, int, int]


@pytest.fixture
def classes(country: Country, recorder: Callable[[str], Recorder]) -> Plan:
    """Two people of a firm in 2024, one of them again in 2025 with one of a school; one of Lạng Sơn in 2026.

    Somebody absent, and a class that is not done, count for nothing.
    """
    plan = Plan.objects.get(pk=country.header(HUNG_YEN).plan_id)
    firm, school = make.organisation(plan), make.organisation(plan, OrganisationKind.SCHOOL)
    first, second = make.person(plan, firm), make.person(plan, firm, sex=Sex.MALE)
    pupil = make.person(plan, school, sex="")
    commune = plan.unit_id
    ours = recorder(HUNG_YEN)
    lean = make.course(plan, CourseTopic.IMPROVEMENT_TOOLS)
    make.training_class(ours.done(ActivityKind.TRAINING, date(2024, 5, 1), commune=commune), [first, second], of=lean)
    make.training_class(ours.done(ActivityKind.TRAINING, date(2025, 5, 1)), [first, pupil], absent=[second])
    make.training_class(ours.planned(ActivityKind.TRAINING, date(2026, 5, 1)), [first])
    other = recorder(LANG_SON).done(ActivityKind.TRAINING, date(2026, 6, 1), is_sample=True)
    make.training_class(other, [make.person(other.plan)])
    return plan


def figures(row: CountRow) -> Figures:
    return (row.attendances, row.persons, row.classes, row.organisations)


EXPECTED: dict[By, dict[str, Figures]] = {
    By.YEAR: {"2024": (2, 2, 1, 1), "2025": (2, 2, 1, 2), "2026": (1, 1, 1, 0)},
    By.KIND: {"doanh nghiệp": (3, 2, 2, 1), "cơ sở giáo dục": (1, 1, 1, 1), "khác": (1, 1, 1, 0)},
    By.SEX: {"nữ": (3, 2, 3, 1), "nam": (1, 1, 1, 1), "Không ghi": (1, 1, 1, 1)},
    By.COMMUNE: {"tỉnh Hưng Yên": (2, 2, 1, 1), "Không ghi": (3, 3, 2, 2)},
    By.TOPIC: {
        str(CourseTopic.IMPROVEMENT_TOOLS.label): (2, 2, 1, 1),
        str(CourseTopic.PRODUCTIVITY.label): (3, 3, 2, 2),
    },
}


@pytest.mark.usefixtures("classes")
@pytest.mark.parametrize("by", EXPECTED)
def test_what_was_reached_by_one_thing(country: Country, by: By) -> None:
    counts = training_counts(country.nation, EVER, by)
    assert {row.label: figures(row) for row in counts.rows} == EXPECTED[by]
    # The firm's person came twice: people add up to more than there are.
    assert figures(counts.total) == (5, 4, 3, 2)
    assert sum(row.attendances for row in counts.rows) == counts.total.attendances
    assert counts.is_sample


def test_every_row_asks_for_just_what_it_counts(country: Country, classes: Plan) -> None:
    for by in By:
        for row in training_counts(country.nation, EVER, by).rows:
            asked = Asked(first=2021, last=2030, on=TODAY, parts={by: row.key})
            assert figures(training_counts(country.nation, asked, By.YEAR).total) == figures(row), (by, row.label)
            assert len(counted_classes(country.nation, asked, size=9)) == row.classes
            assert part_names(asked) == {by: row.label}
    asked = Asked(first=2021, last=2030, on=TODAY, plan=classes.pk)
    found = counted_classes(country.nation, asked, size=9)
    assert [(row.done_on.year, row.attendances, row.organisations) for row in found] == [(2025, 2, 2), (2024, 2, 1)]
    assert counted_classes(country.nation, asked, first=1, size=1) == found[1:]


@pytest.mark.usefixtures("classes")
@pytest.mark.parametrize(
    ("by", "key"), [(By.YEAR, "x"), (By.AGENCY, ""), (By.SEX, "neither"), (By.COMMUNE, "9" * 30), (By.TOPIC, "")]
)
def test_a_part_that_there_is_not_has_nothing(country: Country, by: By, key: str) -> None:
    asked = Asked(first=2021, last=2030, on=TODAY, parts={by: key})
    counts = training_counts(country.nation, asked, By.AGENCY)
    assert (counts.rows, counts.total.attendances, counts.is_sample) == ((), 0, False)
    assert part_names(asked) == {}


@pytest.mark.usefixtures("classes")
def test_the_years_asked_for_and_no_others(country: Country) -> None:
    asked = Asked(first=2025, last=2025, on=TODAY)
    assert [row.key for row in training_counts(country.nation, asked, By.YEAR).rows] == ["2025"]


def test_everybody_sees_their_own_province(country: Country, classes: Plan) -> None:
    officer = make_viewer(Role.PROVINCE_OFFICER, province="33")
    assert training_counts(officer, EVER, By.YEAR).total.attendances == 4
    here = Asked(first=2021, last=2030, on=TODAY, unit_ids=frozenset({classes.unit_id}))
    assert training_counts(country.nation, here, By.YEAR).total.attendances == 4
    with pytest.raises(NotAllowed):
        training_counts(country.viewer(Role.BENEFICIARY), EVER, By.YEAR)


@pytest.mark.usefixtures("classes")
@pytest.mark.parametrize(("by", "queries"), [(By.YEAR, 2), (By.SEX, 2), (By.AGENCY, 3), (By.COMMUNE, 3)])
def test_it_asks_two_or_three_queries(country: Country, by: By, queries: int) -> None:
    with CaptureQueriesContext(connection) as made:
        training_counts(country.nation, EVER, by)
    assert len(made) == queries

"""Merged provinces, and the table of the whole country."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nscl.accounts.enums import Role
from nscl.accounts.rules import NotAllowed, Viewer
from nscl.institutions.queries import unit_by_code
from nscl.institutions.rules import OutsideKnownDates
from nscl.progress.queries import nation_table, province_values, territory_as_of
from nscl.work.enums import ActivityKind
from tests.progress.conftest import Country, Recorder

Recorders = Callable[[str], Recorder]
BAC_GIANG, BAC_NINH, LANG_SON = "bac-giang-2021-2025", "bac-ninh-2026-2030", "lang-son-2026-2030"
MERGER = date(2025, 7, 1)
LAST_DAY_BEFORE = date(2025, 6, 30)
TODAY = date(2026, 11, 21)
FIRST = date(2021, 1, 1)
NATION_QUERIES = 11


def conferences(viewer: Viewer, code: str, on: date, day: date = TODAY) -> object:
    """The conferences of the province of that code on a day, as of `on`."""
    unit = unit_by_code(code, on=day)
    values = province_values(viewer, unit.id, first=FIRST, on=on)
    return next(one.value for one in values.rows if one.code == "conferences")


def test_todays_bac_ninh_includes_what_bac_giang_recorded_once(country: Country, recorder: Recorders) -> None:
    before = recorder(BAC_GIANG).done(ActivityKind.CONFERENCE, date(2024, 5, 1))
    after = recorder(BAC_GIANG).done(ActivityKind.CONFERENCE, date(2025, 9, 1))
    assert before.unit_id != after.unit_id, "after the merger the unit is the new province"
    recorder(BAC_NINH).done(ActivityKind.CONFERENCE, date(2026, 5, 1))
    assert conferences(country.nation, "24", TODAY) == 3
    assert conferences(country.nation, "24", date(2025, 12, 31)) == 2


def test_as_of_a_day_before_the_merger_it_does_not(country: Country, recorder: Recorders) -> None:
    recorder(BAC_GIANG).done(ActivityKind.CONFERENCE, date(2024, 5, 1))
    assert conferences(country.nation, "24", LAST_DAY_BEFORE) is None
    assert conferences(country.nation, "24", LAST_DAY_BEFORE, day=LAST_DAY_BEFORE) == 1, "24 was Bắc Giang then"
    assert conferences(country.nation, "24", MERGER) == 1


def test_territories_as_of_a_day(country: Country) -> None:  # noqa: ARG001
    now = unit_by_code("24", on=TODAY)
    old = unit_by_code("27", on=LAST_DAY_BEFORE)
    giang = unit_by_code("24", on=LAST_DAY_BEFORE)
    assert territory_as_of(now.id, TODAY) >= {now.id, old.id, giang.id}
    assert giang.id not in territory_as_of(now.id, LAST_DAY_BEFORE)
    assert old.id in territory_as_of(now.id, LAST_DAY_BEFORE)
    assert territory_as_of(giang.id, LAST_DAY_BEFORE) >= {giang.id}
    with pytest.raises(OutsideKnownDates):
        territory_as_of(now.id, date(1900, 1, 1))


def test_a_record_of_another_province_is_not_counted(country: Country, recorder: Recorders) -> None:
    recorder(LANG_SON).done(ActivityKind.CONFERENCE, date(2026, 5, 1))
    assert conferences(country.nation, "24", TODAY) is None


def test_the_country_has_34_provinces_and_the_plans_in_force(country: Country) -> None:
    table = nation_table(country.nation, TODAY)
    assert len({row.unit_id for row in table.rows}) == 34
    planned = {row.plan_slug: row for row in table.rows if row.plan_slug}
    # Bắc Giang's plan ended with 2025.
    assert planned.keys() == country.editions.keys() - {BAC_GIANG}
    assert planned[BAC_NINH].province.endswith("Bắc Ninh")
    assert planned[BAC_NINH].measures == 12
    assert sum(planned[BAC_NINH].by_status.values()) == 12
    assert {head.code for head in table.indicators} >= {"tfp_share", "tv_reports"}
    assert [row.unit_code for row in table.rows] == sorted(row.unit_code for row in table.rows)


def test_a_plan_stands_under_who_holds_its_land(country: Country) -> None:
    rows = [row for row in nation_table(country.nation, date(2025, 8, 1)).rows if row.plan_slug == BAC_GIANG]
    assert [row.province for row in rows] == ["tỉnh Bắc Ninh"]
    rows = [row for row in nation_table(country.nation, LAST_DAY_BEFORE).rows if row.plan_slug == BAC_GIANG]
    assert [row.province for row in rows] == ["tỉnh Bắc Giang"]


def test_the_country_says_what_each_plan_says(country: Country, recorder: Recorders) -> None:
    recorder("hung-yen-2021-2030").done(ActivityKind.TV_REPORT, date(2026, 5, 1))
    row = next(r for r in nation_table(country.nation, TODAY).rows if r.plan_slug == "hung-yen-2021-2030")
    assert [one.value for one in row.cells["tv_reports"]] == [None, 1]


def test_an_officer_sees_the_own_province_alone(country: Country) -> None:
    rows = nation_table(country.viewer(Role.PROVINCE_OFFICER), TODAY).rows
    assert [row.plan_slug for row in rows] == [BAC_NINH]
    with pytest.raises(NotAllowed):
        nation_table(country.viewer(Role.BENEFICIARY), TODAY)


def test_the_country_costs_the_same_few_queries(country: Country, recorder: Recorders) -> None:
    recorder(LANG_SON).done(ActivityKind.CONFERENCE, date(2026, 5, 1))
    with CaptureQueriesContext(connection) as made:
        nation_table(country.nation, TODAY)
    assert len(made) <= NATION_QUERIES

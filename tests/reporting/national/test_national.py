"""The country: provinces that work here, and those that sent a package; by indicator, in time, supported twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from nscl.accounts.enums import Role
from nscl.accounts.queries import viewer_of
from nscl.accounts.rules import NotAllowed, Viewer
from nscl.documents.pack.reader import read_pack_file
from nscl.finance.operations.intake import load_published
from nscl.institutions.queries import unit_by_code
from nscl.organisations.models import Organisation
from nscl.plans.models import Plan, PlanEdition
from nscl.records.operations import SYSTEM
from nscl.reporting.models import TrustedKey
from nscl.reporting.queries.national import national_table
from nscl.reporting.queries.national_timeliness import province_timeliness
from nscl.reporting.queries.twice import supported_twice
from nscl.reporting.rules.comparing import Origin
from nscl.reporting.rules.twice import Twice
from nscl.support.enums import CaseState
from nscl.work.enums import ActivityKind, OutputKind
from tests.documents.province_package.making import MEASURE, manifest
from tests.factories.packages import received, trusted
from tests.factories.people import AT, make_person
from tests.factories.plans import PUBLISHED
from tests.factories.reporting import a_round, a_submission, accepted
from tests.factories.support import a_fund, case_in, make_world
from tests.factories.work import agency_number
from tests.progress.conftest import Recorder

ON = AT.date()
FIRM = "0101248141"
TRAINED = ("people_trained", "lượt cán bộ được đào tạo", "more_than", Decimal(150), None, "lượt cán bộ", "total", None)


@dataclass(frozen=True)
class Country:
    """Bắc Ninh works here (a class of 100 people); keys of Lạng Sơn and Bắc Ninh are trusted. A firm has a grant."""

    nation: Viewer
    officer: Viewer
    beneficiary: Viewer
    plan: Plan
    firm: int


@pytest.fixture(scope="module")
def _country(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Country]:  # noqa: ARG001
    with django_db_blocker.unblock(), transaction.atomic():
        world = make_world()
        pack = read_pack_file(PUBLISHED / "bac-ninh-2026-2030" / "plan.yaml")
        (loaded,) = load_published(packs=[(pack, None)], by=SYSTEM, at=AT)
        edition = PlanEdition.objects.select_related("plan").get(pk=loaded.edition_id)
        Recorder(edition).done(
            ActivityKind.TRAINING,
            date(2026, 3, 5),
            outputs={OutputKind.PEOPLE_TRAINED: 100},
            agency=agency_number(on=ON),
        )
        Organisation.objects.filter(pk=world.firm).update(tax_code=FIRM)
        case_in(CaseState.APPROVED, world.firm, fund=a_fund(world.plan))
        trusted()
        yield Country(
            nation=viewer_of(make_person(Role.NATIONAL_VIEWER)),
            officer=viewer_of(make_person(Role.PROVINCE_OFFICER)),
            beneficiary=viewer_of(make_person(Role.BENEFICIARY)),
            plan=edition.plan,
            firm=world.firm,
        )
        transaction.set_rollback(True)


@pytest.fixture
def country(_country: Country, db: None) -> Country:  # noqa: ARG001  (what a test writes is taken back)
    return _country


def from_lang_son(value_year: int = 40, **changes: Any) -> int:
    row = (*TRAINED, 2026, 2030, Decimal(value_year), Decimal(value_year), "on_track", "counted")
    return received(manifest(**changes), measures=(MEASURE, row)).number


def test_here_and_there_stand_under_one_indicator_in_their_own_words(country: Country) -> None:
    package = from_lang_son()
    table = national_table(country.nation, 2026, ON)
    assert len(table.provinces) == 34
    origins = {head.unit_code: head.origin for head in table.provinces if head.origin}
    assert origins == {"24": Origin.HERE, "20": Origin.PACKAGE}
    row = table.indicator("people_trained")
    assert row is not None
    assert [(one.province, one.origin, one.value_year, one.package) for one in row.entries] == [
        ("tỉnh Lạng Sơn", Origin.PACKAGE, Decimal(40), package),
        ("thành phố Bắc Ninh", Origin.HERE, Decimal(100), None),
    ]
    assert [one.words for one in row.entries] == [
        "trên 150 lượt cán bộ, cả giai đoạn",
        "ít nhất 1.000 lượt người mỗi năm",
    ]
    assert row.totals.value_year == 140
    assert (row.totals.provinces, row.without) == (2, 0)
    assert row.entries[1].measure is not None
    assert not row.entries[0].differences


def test_national_targets_stand_beside_with_their_documents(country: Country) -> None:
    table = national_table(country.nation, 2026, ON)
    share = table.indicator("tfp_share")
    assert share is not None
    said = [(one.words, one.source, one.is_certain) for one in share.targets]
    assert said == [("khoảng 50% vào năm 2030", "Quyết định số 36/QĐ-TTg ngày 11/01/2021", False)]
    assert not share.totals.adds
    assert "harmonisation-2030" in {one.key for one in table.others}
    assert not {one.key for one in table.others} & {"tfp-2030", "harmonisation-2025"}


def test_a_province_in_both_is_shown_from_here(country: Country) -> None:
    from_lang_son()
    # The same key may send today's Bắc Ninh, which works here.
    TrustedKey.objects.update(unit_id=unit_by_code("24", on=ON).id)
    row = (*TRAINED, 2026, 2030, Decimal(9), Decimal(9), "on_track", "counted")
    other = received(manifest(unit_code="24", unit_name="tỉnh Bắc Ninh"), measures=(row,))
    table = national_table(country.nation, 2026, ON)
    head = next(one for one in table.provinces if one.unit_code == "24")
    assert (head.origin, head.package) == (Origin.HERE, other.number)
    found = table.indicator("people_trained")
    assert found is not None
    assert found.totals.value_year == 140


def test_a_year_before_a_merger_is_told_by_whoever_reports_on_it_today(country: Country) -> None:
    TrustedKey.objects.update(unit_id=unit_by_code("24", on=ON).id)
    package = received(manifest(unit_code="24", unit_name="thành phố Bắc Ninh", year=2024)).number
    table = national_table(country.nation, 2024, ON)
    heads = {head.name: head for head in table.provinces if head.origin}
    assert {name: (head.origin, head.package) for name, head in heads.items()} == {
        "tỉnh Bắc Giang": (Origin.HERE, package)
    }
    country.plan.editions.update(state="superseded", superseded_at=AT)
    Plan.objects.exclude(pk=country.plan.pk).update(period_end=2023)
    alone = [head for head in national_table(country.nation, 2024, ON).provinces if head.origin]
    assert [(head.name, head.origin, head.package) for head in alone] == [
        ("thành phố Bắc Ninh", Origin.PACKAGE, package)
    ]


def test_a_newer_package_and_another_year(country: Country) -> None:
    from_lang_son()
    from_lang_son(55, edition=2)
    row = national_table(country.nation, 2026, ON).indicator("people_trained")
    assert row is not None
    assert row.entries[0].value_year == 55
    before = national_table(country.nation, 2025, ON)
    assert before.on == date(2025, 12, 31)
    assert {head.unit_code for head in before.provinces if head.origin} == {"24"}, "the small plan of Bắc Giang"


def test_who_sees_what(country: Country) -> None:
    from_lang_son()
    assert {head.unit_code for head in national_table(country.officer, 2026, ON).provinces} == {"24"}
    for ask in (
        lambda: national_table(country.beneficiary, 2026, ON),
        lambda: province_timeliness(country.beneficiary, 2026, ON),
        lambda: supported_twice(country.beneficiary, ON),
    ):
        with pytest.raises(NotAllowed):
            ask()


def test_timeliness_by_province(country: Country) -> None:
    held = a_round(country.plan, year=2026)
    accepted(a_submission(held, agency_number("so-y-te", ON)))  # one day late
    a_submission(held, agency_number("so-gddt", ON), due=date(2026, 12, 1))  # still to come
    from_lang_son()
    found = {one.unit_code: one for one in province_timeliness(country.nation, 2026, ON)}
    assert len(found) == 34
    here, there, nowhere = found["24"], found["20"], found["33"]
    assert (here.origin, here.asked, here.submitted, here.on_time, here.late) == (Origin.HERE, 1, 1, 0, 1)
    assert (there.origin, there.asked, there.on_time, there.never) == (Origin.PACKAGE, 10, 8, 1)
    assert there.rate == 80
    assert (nowhere.origin, nowhere.rate) == (None, None)


def test_an_organisation_supported_in_two_provinces_is_found_by_its_tax_code(country: Country) -> None:
    alone = supported_twice(country.nation, ON)
    assert (alone.rows, alone.grants) == ((), 1)
    received(supports=((f"{FIRM}-001", "Chi nhánh Lạng Sơn", "Chứng nhận", "khac", 20_000_000, 2026),))
    found = supported_twice(country.nation, ON)
    (row,) = found.rows
    assert (row.tax_code, row.kind, found.grants, found.packages) == (FIRM, Twice.OTHER_PROVINCE, 2, 1)
    assert row.provinces == ("thành phố Bắc Ninh", "tỉnh Lạng Sơn")
    assert [(one.origin, one.case is None, one.package is None) for one in row.grants] == [
        (Origin.HERE, False, True),
        (Origin.PACKAGE, True, False),
    ]
    assert [one.tax_code for one in supported_twice(country.nation, ON, year=2026).rows] == [FIRM]
    assert supported_twice(country.nation, ON, year=2020).rows == ()
    # Who sees one province is told nothing of another.
    assert supported_twice(country.officer, ON).rows == ()


def test_as_many_queries_for_one_province_as_for_all(country: Country) -> None:
    from_lang_son()
    counts = []
    for viewer in (country.nation, country.officer):
        with CaptureQueriesContext(connection) as made:
            national_table(viewer, 2026, ON)
        counts.append(len(made))
    assert counts[0] <= 14
    with CaptureQueriesContext(connection) as made:
        province_timeliness(country.nation, 2026, ON)
    assert len(made) <= 5
    with CaptureQueriesContext(connection) as made:
        supported_twice(country.nation, ON)
    assert len(made) <= 7

"""What the pages of progress cost: few queries, as many for one record as for thirty."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from nscl.accounts.enums import Role
from nscl.records.operations import SYSTEM
from nscl.records.operations.evidence import EvidenceSubject, add_link
from nscl.work.enums import ActivityKind, OutputKind, ParticipantKind, WorkKind
from nscl.work.models import Activity
from tests.factories.people import AT, make_person
from tests.progress.conftest import Country, Recorder
from tests.web.plans.test_tabs import queries_of
from tests.web.progress.conftest import BAC_NINH, HUNG_YEN

MOST_QUERIES = 15
MANY = 30
FIRST = date(2022, 3, 1)
Recorders = Callable[[str], Recorder]


@pytest.fixture
def officer_of_hung_yen(country: Country) -> Client:  # noqa: ARG001
    client = Client()
    client.force_login(make_person(Role.PROVINCE_OFFICER, province="33"))
    return client


def innovation(ours: Recorder, unit: int, count: int, *, day: int) -> Activity:
    """Records for which two measures contend: declared, waiting, and without their number; with everything on them."""
    first = ours.measure("enterprises_innovation_supported", 2021)
    for number in range(count):
        on = FIRST + timedelta(days=day + number)
        more = {"people": {ParticipantKind.ENTERPRISE: 20, ParticipantKind.SCHOOL: 3}, "commune": unit}
        made = ours.done(
            ActivityKind.INNOVATION,
            on,
            outputs={OutputKind.ORGANISATIONS_SUPPORTED: 2},
            claims=(first,),
            **more,  # type: ignore[arg-type]
        )
        ours.done(ActivityKind.INNOVATION, on, outputs={OutputKind.ORGANISATIONS_SUPPORTED: 1})
        ours.done(ActivityKind.INNOVATION, on)
        subject = EvidenceSubject(kind=WorkKind.ACTIVITY, number=made.pk, label="hoạt động", unit_id=made.unit_id)
        add_link(subject=subject, link=f"https://example.vn/{made.pk}", name="Báo cáo", by=SYSTEM, at=AT)
    return made


def test_the_page_of_a_contested_measure(officer_of_hung_yen: Client, country: Country, recorder: Recorders) -> None:
    ours, unit = recorder(HUNG_YEN), country.header(HUNG_YEN).unit_id
    measure = ours.measure("enterprises_innovation_supported", 2021).pk
    page = f"/ke-hoach/{HUNG_YEN}/tien-do/{measure}/?ngay=31/12/2023"
    innovation(ours, unit, 1, day=0)
    few = queries_of(officer_of_hung_yen, page)
    innovation(ours, unit, MANY, day=1)
    assert queries_of(officer_of_hung_yen, page) == few <= MOST_QUERIES


def test_the_page_on_which_a_record_is_declared(
    officer_of_hung_yen: Client, country: Country, recorder: Recorders
) -> None:
    ours, unit = recorder(HUNG_YEN), country.header(HUNG_YEN).unit_id
    page = f"/tien-do/khai-tinh/{innovation(ours, unit, 1, day=0).pk}/"
    few = queries_of(officer_of_hung_yen, page)
    innovation(ours, unit, MANY, day=1)
    assert queries_of(officer_of_hung_yen, page) == few <= MOST_QUERIES


def test_the_whole_country(nation: Client, country: Country, recorder: Recorders) -> None:
    innovation(recorder(HUNG_YEN), country.header(HUNG_YEN).unit_id, 1, day=0)
    few = queries_of(nation, "/tien-do/ca-nuoc/")
    innovation(recorder(HUNG_YEN), country.header(HUNG_YEN).unit_id, MANY, day=1)
    for slug in country.editions:
        recorder(slug).planned(ActivityKind.CONFERENCE, date(2025 if "2025" in slug else 2026, 3, 1))
    assert queries_of(nation, "/tien-do/ca-nuoc/") == few <= MOST_QUERIES


def test_who_owes(officer: Client, bac_ninh: Recorder) -> None:
    page = f"/ke-hoach/{BAC_NINH}/tien-do/con-no/"
    bac_ninh.planned(ActivityKind.CONFERENCE, date(2026, 3, 1))
    few = queries_of(officer, page)
    for day in range(MANY):
        bac_ninh.planned(ActivityKind.CONFERENCE, date(2026, 3, 2) + timedelta(days=day))
    assert queries_of(officer, page) == few <= MOST_QUERIES

"""For which measures a record counts, on its own page; many declared at once; evidence that a signature rests on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from nscl.accounts.enums import Role
from nscl.accounts.models import User
from nscl.progress.enums import CountReason, ProgressKind
from nscl.progress.models import StatedValue
from nscl.progress.operations import Statement, remove_proof, sign_value, state_value, withdraw_value
from nscl.progress.operations.errors import ProofOfSigned
from nscl.progress.queries.explaining import RecordCounting, record_counting
from nscl.records.models import AuditEvent, Evidence
from nscl.records.operations import SYSTEM
from nscl.records.operations.evidence import EvidenceSubject, add_link
from nscl.work.enums import ActivityKind, OutputKind
from nscl.work.models import Activity, ActivityClaim
from nscl.work.operations.activities import declare_many
from nscl.work.operations.errors import InvalidActivity
from nscl.work.queries.activities import get_activity
from tests.factories.people import AT, make_person
from tests.progress.conftest import Country, Recorder
from tests.web.plans.test_tabs import queries_of, text_of
from tests.web.progress.conftest import BAC_NINH, HUNG_YEN, client_of

Recorders = Callable[[str], Recorder]
MOST_QUERIES = 15
INNOVATION = "enterprises_innovation_supported"
HELD = date(2022, 5, 1)


def supported(recorder: Recorders, on: date = HELD, quantity: int | None = 3) -> Activity:
    """A record that two measures of Hưng Yên could take."""
    outputs = {} if quantity is None else {OutputKind.ORGANISATIONS_SUPPORTED: quantity}
    return recorder(HUNG_YEN).done(ActivityKind.INNOVATION, on, outputs=outputs)


@pytest.fixture
def person(country: Country) -> User:  # noqa: ARG001  (the reference data must be there)
    return make_person(Role.PROVINCE_OFFICER, province="33", full_name="Người Hưng Yên")


@pytest.fixture
def local(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def counting(country: Country, activity: Activity) -> RecordCounting:
    return record_counting(get_activity(country.nation, activity.pk, on=AT.date()))


# --- on the page of the record ----------------------------------------------------------------------------------------


def test_why_a_record_counts_or_does_not(country: Country, recorder: Recorders) -> None:
    contested = supported(recorder)
    assert [one.reason for one in counting(country, contested).measures] == [CountReason.UNDECLARED] * 2
    assert counting(country, contested).is_waiting
    first = counting(country, contested).measures[0].number
    declare_many(measure=first, activities=[contested.pk], viewer=None, by=SYSTEM, at=AT)
    found = counting(country, contested)
    assert [(one.reason, one.amount) for one in found.measures] == [
        (CountReason.DECLARED, Decimal(3)),
        (CountReason.UNDECLARED, Decimal(3)),
    ]
    assert [one.counts for one in found.measures] == [True, False]
    assert not found.is_waiting
    report = recorder(HUNG_YEN).done(ActivityKind.TV_REPORT, HELD)
    reasons = [(one.reason, one.amount) for one in counting(country, report).measures]
    assert reasons == [(CountReason.ALONE, Decimal(1))]
    incomplete = supported(recorder, quantity=None)
    assert {one.reason for one in counting(country, incomplete).measures} == {CountReason.NO_QUANTITY}
    planned = recorder(HUNG_YEN).planned(ActivityKind.TV_REPORT, HELD)
    assert {one.reason for one in counting(country, planned).measures} == {CountReason.NOT_DONE}
    assert counting(country, recorder(HUNG_YEN).done(ActivityKind.OTHER, HELD)).measures == ()


def test_the_page_says_it_and_leads_to_the_declaration(local: Client, nation: Client, recorder: Recorders) -> None:
    made = supported(recorder)
    page = text_of(local, f"/hoat-dong/{made.pk}/")
    assert "phải khai tính cho chỉ tiêu nào" in page
    assert f'href="/tien-do/khai-tinh/{made.pk}/"' in page
    measure = recorder(HUNG_YEN).measure(INNOVATION, 2021).pk
    assert f'href="/ke-hoach/{HUNG_YEN}/tien-do/{measure}/"' in page
    assert "khai-tinh" not in text_of(nation, f"/hoat-dong/{made.pk}/")
    local.post(f"/tien-do/khai-tinh/{made.pk}/", {"phien_ban": made.version, "chi_tieu": [measure]})
    after = text_of(local, f"/hoat-dong/{made.pk}/")
    assert "Đã tính" in after
    assert "phải khai tính" not in after
    incomplete = supported(recorder, quantity=None)
    assert "ghi số lượng thì tính" in text_of(local, f"/hoat-dong/{incomplete.pk}/")


# --- many at once -----------------------------------------------------------------------------------------------------


def test_many_are_declared_for_one_measure(local: Client, recorder: Recorders) -> None:
    made = [supported(recorder, date(2022, month, 1)) for month in (5, 6, 7)]
    supported(recorder, quantity=None)
    measure = recorder(HUNG_YEN).measure(INNOVATION, 2021)
    where = f"/ke-hoach/{HUNG_YEN}/tien-do/{measure.pk}/"
    assert f'href="{where}khai-tinh/' in text_of(local, where)
    form = text_of(local, f"{where}khai-tinh/")
    assert form.count('type="checkbox"') == 3  # what lacks its quantity waits for that, not for a declaration
    assert " checked" not in form
    answer = local.post(f"{where}khai-tinh/", {"chon": [made[0].pk, made[1].pk, 999_999]}, follow=True)
    said = answer.content.decode()
    assert "Đã khai 2 hồ sơ cho chỉ tiêu này." in said
    assert "1 hồ sơ đã chọn không còn chờ khai" in said
    claims = ActivityClaim.objects.order_by("activity").values_list("activity", "measure")
    assert list(claims) == [(made[0].pk, measure.pk), (made[1].pk, measure.pk)]
    events = AuditEvent.objects.filter(action="activity.claimed").order_by("subject_id")
    assert [one.subject_id for one in events] == [made[0].pk, made[1].pk]
    assert {one.actor_name for one in events} == {"Người Hưng Yên"}
    assert [Activity.objects.get(pk=one.pk).version - one.version for one in made] == [1, 1, 0]
    again = local.post(f"{where}khai-tinh/", {"chon": [made[0].pk]}, follow=True)
    assert "không còn chờ khai" in again.content.decode()
    assert "Chưa chọn hồ sơ nào" in local.post(f"{where}khai-tinh/", {}, follow=True).content.decode()


def test_what_cannot_be_declared_with_others_is_left(recorder: Recorders) -> None:
    ours = recorder(HUNG_YEN)
    measure = ours.measure(INNOVATION, 2021).pk
    planned, elsewhere = (
        ours.planned(ActivityKind.INNOVATION, HELD),
        recorder(BAC_NINH).done(ActivityKind.OTHER, date(2026, 5, 1)),
    )
    done = declare_many(measure=measure, activities=[planned.pk, elsewhere.pk], viewer=None, by=SYSTEM, at=AT)
    assert done.count == 0
    assert [(number, why) for number, _title, why in sorted(done.left)] == [
        (planned.pk, "hoạt động dự kiến nên chưa tính được"),
        (elsewhere.pk, "chỉ tiêu này không thuộc kế hoạch của hoạt động"),
    ]
    with pytest.raises(InvalidActivity):
        declare_many(measure=999_999, activities=[planned.pk], viewer=None, by=SYSTEM, at=AT)
    assert not ActivityClaim.objects.exists()


def test_the_page_costs_the_same_for_many(local: Client, officer: Client, recorder: Recorders) -> None:
    measure = recorder(HUNG_YEN).measure(INNOVATION, 2021).pk
    where = f"/ke-hoach/{HUNG_YEN}/tien-do/{measure}/khai-tinh/"
    supported(recorder)
    one = queries_of(local, where)
    for month in range(6, 12):
        supported(recorder, date(2022, month, 1))
    assert queries_of(local, where) == one <= MOST_QUERIES
    assert officer.get(where).status_code == 404  # of another province


# --- evidence of what was signed --------------------------------------------------------------------------------------


def test_evidence_of_a_signed_value_stays_until_it_is_withdrawn(
    officer: Client, country: Country, recorder: Recorders
) -> None:
    measure = recorder(BAC_NINH).measure("metrology_network_share")
    statement = Statement(on=date(2026, 6, 30), value=Decimal(40), note="Báo cáo của Chi cục")
    value = state_value(measure=measure.pk, statement=statement, viewer=None, by=SYSTEM, at=AT)
    unit = measure.edition.plan.unit_id
    subject = EvidenceSubject(kind=ProgressKind.STATED_VALUE, number=value, label="x", unit_id=unit)
    proof = add_link(subject=subject, link="https://bacninh.gov.vn/bao-cao", by=SYSTEM, at=AT)
    remove = f"/minh-chung/{proof}/go/"
    assert officer.get(remove).status_code == 200
    leader = country.viewer(Role.PROVINCE_LEADER)
    sign_value(number=value, version=1, viewer=leader, by=SYSTEM, at=AT)
    for refused in (officer.get(remove), officer.post(remove, {"ly_do": "nhầm"})):
        assert refused.status_code == 409
        assert "hãy rút số liệu trước" in refused.content.decode()
    page = text_of(officer, f"/minh-chung/so-neu/{value}/")
    assert remove not in page
    assert "hãy rút số liệu trước" in page
    with pytest.raises(ProofOfSigned):
        remove_proof(value=value, evidence=proof, reason="nhầm", by=SYSTEM, at=AT)
    assert Evidence.objects.get(pk=proof).removed_at is None
    version = StatedValue.objects.get(pk=value).version
    withdraw_value(number=value, version=version, reason="sai số", viewer=leader, by=SYSTEM, at=AT)
    assert officer.post(remove, {"ly_do": "nhầm"}).status_code == 302
    assert Evidence.objects.get(pk=proof).removal_reason == "nhầm"
    assert client_of(country, Role.NATIONAL_VIEWER).get(remove).status_code == 404

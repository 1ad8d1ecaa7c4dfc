"""Studies of firms through the pages: a file, its columns, a process, results, publication."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from nscl.accounts.enums import Role
from nscl.accounts.models import User
from nscl.accounts.queries import viewer_of
from nscl.economics.analytics import MissingExtra
from nscl.economics.firms.production import Estimator
from nscl.economics.problems import DataProblem
from nscl.institutions.queries import unit_by_code
from nscl.productivity.models import FirmStudy, StudyCoefficient, StudyDropped, StudyNote, StudyYear
from nscl.productivity.operations.studies import computing
from nscl.productivity.operations.studies.computing import compute_study
from nscl.productivity.queries.studies import find_study
from nscl.productivity.rules.studies import ESTIMATORS, check_study, propose
from nscl.records.models import AuditEvent
from nscl.web.firm_studies import acting, starting, worker
from nscl.web.firm_studies.worker import WORK
from tests.factories.firm_studies import HEADS, asked_study, done_study, published_study, survey, values
from tests.factories.people import AT, make_person

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


@pytest.fixture
def officer() -> User:
    return make_person(Role.PROVINCE_OFFICER)


@pytest.fixture
def leader() -> User:
    return make_person(Role.PROVINCE_LEADER)


@pytest.fixture
def province() -> int:
    return unit_by_code("24", on=AT.date()).id


@pytest.fixture
def launched(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the studies for which a process would be started."""
    found: list[int] = []
    for place in (starting, acting):
        monkeypatch.setattr(place, "launch", lambda _command, number: found.append(number))
    monkeypatch.setattr("django.db.transaction.on_commit", lambda act: act())
    return found


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text(answer: Any) -> str:
    return unescape(answer.content.decode())


def test_from_a_file_to_a_published_study(officer: User, leader: User, launched: list[int]) -> None:
    client = client_of(officer)
    sent = client.post(reverse("study-choose"), {"tep": SimpleUploadedFile("Điều tra 2018-2023.csv", survey())})
    page = client.get(sent.headers["Location"])
    assert "Điều tra 2018-2023" in text(page)
    said = {
        "title": "Doanh nghiệp 2018–2023",
        "firm": "ma",
        "year": "nam",
        "output": "va",
        "labour": ["lao_dong"],
        "capital": ["von"],
        "proxy": "nguyen_lieu",
        "group": "nganh",
        "decimal": "",
        "estimators": ["ols", "fe"],
        "draws": "0",
        "seed": "1",
    }
    begun = client.post(sent.headers["Location"], said)
    study = begun.headers["Location"]
    assert "Đang chờ đến lượt" in text(client.get(study))
    WORK.work_on(launched[-1], sign_every=0)
    shown = text(client.get(study))
    for words in ("Lợi suất theo quy mô", "thiếu số ở cột von", "Melitz–Polanec", "bí mật thống kê", "lặp lại y hệt"):
        assert words.lower() in shown.lower(), words
    number = FirmStudy.objects.get().pk
    auditor = client_of(make_person(Role.AUDITOR))
    assert auditor.get(study).status_code == 404  # nobody else sees a draft
    head = client_of(leader)
    head.post(reverse("study-publish", kwargs={"number": number}), {"phien-ban": "1"})
    assert "Đã công bố" in text(auditor.get(study))
    head.post(reverse("study-withdraw", kwargs={"number": number}), {"phien-ban": "2", "reason": "tệp sai năm 2020"})
    assert "tệp sai năm 2020" in text(client.get(study))
    actions = AuditEvent.objects.filter(action__startswith="productivity_study").order_by("pk")
    assert [one.action.rpartition(".")[2] for one in actions] == ["started", "published", "withdrawn"]


def test_few_firms_are_not_shown_and_the_truth_is_found(officer: User, province: int) -> None:
    found = find_study(
        viewer_of(officer), done_study(officer, province, data=survey(300, 8), choices=values(estimators=("acf",)))
    )
    assert {one.group for one in found.coefficients} == {"A", "B"}
    assert any("nhỏ" in words for words in found.notes)
    labour = [one.value for one in found.coefficients if one.input == "lao_dong"]
    assert labour == pytest.approx([0.55, 0.55], abs=0.12)
    for one in found.years:
        assert one.log_tfp == pytest.approx(one.mean + one.covariance, abs=1e-12)
    assert sum(one.rows for one in found.dropped) == found.rows_read - found.row.rows_used == 2


def test_what_one_or_two_firms_moved_is_not_shown() -> None:
    lines = [
        f"DN{firm};{year};{(firm % 5 + 1) * (year - 2017)}.{firm % 7};{firm % 4 + 1};{firm % 3 + 2}"
        for firm in range(20)
        for year in (2018, 2019, 2020)
        if firm or year > 2018
    ]
    data = "\n".join(["ma;nam;va;lao_dong;von", *lines]).encode()
    found = compute_study("t.csv", data, values(proxy="", group="", estimators=("ols",)), lambda _done, _steps: None)
    assert [one.parts is None for one in found.years] == [True, True, False]  # one firm entered in 2019
    assert any("2019" in words and "bí mật thống kê" in words for words in found.notes)


def test_a_column_of_too_many_groups_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(computing, "MOST_GROUPS", 2)
    with pytest.raises(DataProblem, match="có 3 ngành, nhiều hơn 2"):
        compute_study("t.csv", survey(), values(), lambda _done, _steps: None)


def test_where_memory_does_not_suffice_the_page_says_so(
    officer: User, province: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_arguments: object) -> None:
        raise OSError("Out of Memory Error: failed to allocate")

    monkeypatch.setattr(worker, "compute_study", refused)
    found = find_study(viewer_of(officer), done_study(officer, province))
    assert "nhiều bộ nhớ" in found.row.problem


def test_what_cannot_be_computed_says_why_and_is_begun_again(officer: User, province: int, launched: list[int]) -> None:
    client = client_of(officer)
    number = asked_study(officer, province, data=b"ma;nam;va;lao_dong;von;nguyen_lieu;nganh\nA;2020;x;1;1;1;a\n")
    WORK.work_on(number, sign_every=0)
    page = reverse("study", kwargs={"number": number})
    assert "cột va không phải là số" in text(client.get(page))
    client.post(reverse("study-again", kwargs={"number": number}))
    assert launched == [number]
    FirmStudy.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=5))
    assert "dừng giữa chừng" in text(client.get(page))
    client.post(reverse("study-remove", kwargs={"number": number}), {"phien-ban": "1"})
    assert not FirmStudy.objects.exists()


def test_where_the_extra_is_missing_the_page_says_how_to_add_it(officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise MissingExtra("Phân tích doanh nghiệp cần thêm duckdb. Cách sửa: …")

    monkeypatch.setattr(starting, "require_analytics", missing)
    assert "cần thêm duckdb" in text(client_of(officer).get(reverse("study-choose")))


def test_a_file_that_is_none_is_refused_at_the_field(officer: User) -> None:
    answer = client_of(officer).post(
        reverse("study-choose"), {"tep": SimpleUploadedFile("a.csv", "tên;năm\n".encode("utf-16"))}
    )
    assert answer.status_code == 422
    assert "a.csv" in text(answer)


def test_choices_are_told_what_is_wrong_with_them() -> None:
    wrong = values(title=" ", firm="", labour=("von",), proxy="", estimators=("acf",), draws=5, output="khac")
    fields = [one.field for one in check_study(wrong, HEADS)]
    assert fields == ["title", "firm", "", "", "proxy", "draws"]
    assert not check_study(values(draws=20), HEADS)
    assert [one.field for one in check_study(values(estimators=()), HEADS)] == ["estimators"]
    assert [one.field for one in check_study(values(group="a,b"), (*HEADS, "a,b"))] == [""]


def test_columns_are_proposed_by_their_heads() -> None:
    assert propose(HEADS) == {
        "firm": ("ma",),
        "year": ("nam",),
        "output": ("va",),
        "labour": ("lao_dong",),
        "capital": ("von",),
        "proxy": ("nguyen_lieu",),
        "group": ("nganh",),
    }
    assert propose(("x",))["firm"] == ()


def test_every_estimator_can_be_chosen() -> None:
    assert set(ESTIMATORS) == {one.value for one in Estimator}


def test_pages_ask_few_queries(officer: User, leader: User, province: int) -> None:
    number = published_study(officer, leader, province, choices=values(group="", estimators=("ols",)))
    client = client_of(officer)
    for page in (reverse("study-list"), reverse("study", kwargs={"number": number})):
        with CaptureQueriesContext(connection) as made:
            assert client.get(page).status_code == 200
        assert len(made) <= MOST_QUERIES
    assert client.get(f"{reverse('study', kwargs={'number': number})}?he-so-dinh-dang=xlsx").status_code == 200


REFUSED: list[tuple[type[Any], dict[str, object], str]] = [
    (FirmStudy, {"state": "failed"}, "productivity_worker_run_told"),
    (FirmStudy, {"finished_at": None}, "productivity_worker_run_time"),
    (FirmStudy, {"published_at": AT, "software": ""}, "productivity_study_published"),
    (FirmStudy, {"published_at": AT, "withdrawn_at": AT}, "productivity_study_withdrawn_why"),
    (StudyCoefficient, {}, "productivity_coefficient_once"),
    (StudyYear, {}, "productivity_study_year_once"),
    (StudyYear, {"within": 0.1, "between": None}, "productivity_study_year_parts"),
    (StudyDropped, {}, "productivity_dropped_once"),
    (StudyNote, {}, "productivity_study_note_once"),
]


def test_what_the_database_refuses(officer: User, leader: User, province: int) -> None:
    draft = done_study(officer, province, choices=values(estimators=("ols",)))
    for model, changed, constraint in REFUSED:
        rows = model.objects.filter(pk=draft) if model is FirmStudy else model.objects.filter(study=draft)
        row = rows.order_by("pk").last()
        if model is not FirmStudy and (not changed or "within" in changed):
            row.pk = None if not changed else row.pk
        for name, value in changed.items():
            setattr(row, name, value)
        with pytest.raises(DatabaseError) as refused, transaction.atomic():
            row.save()
        assert constraint in str(refused.value) or "UNIQUE" in str(refused.value), constraint
    published = published_study(officer, leader, province, choices=values(estimators=("ols",)))
    for rows in (StudyCoefficient.objects.filter(study=published), StudyYear.objects.filter(study=published)):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        FirmStudy.objects.filter(pk=published).update(title="khác")

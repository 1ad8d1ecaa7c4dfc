"""What people do on the pages of rounds and submissions, and what they are told where it cannot be done."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from nscl.accounts.enums import Role
from nscl.reporting.models import Estimate, ReportingRound, Submission, SubmissionParagraph
from tests.factories.report_rounds import Reports
from tests.factories.world import World
from tests.web.reports.conftest import client_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def href(name: str, number: int, **more: int) -> str:
    return reverse(name, kwargs={"number": number, **more})


@pytest.fixture
def focal(world: World, made: Reports, db: None) -> Client:  # noqa: ARG001
    return client_of(world, Role.AGENCY_FOCAL_POINT)


@pytest.fixture
def officer(world: World, made: Reports, db: None) -> Client:  # noqa: ARG001
    return client_of(world, Role.PROVINCE_OFFICER)


def words(number: int | str, version: int | str, text: str) -> dict[str, object]:
    return {"doan": number, "phien-ban": version, "phan": "results", "noi-dung": text}


def fields_of(answer: str) -> dict[str, str]:
    """The hidden fields that an answer to an autosave brings."""
    return dict(re.findall(r'name="([a-z-]+)" value="(\d*)"', answer))


def test_what_is_typed_saves_itself_and_a_new_paragraph_is_written_once(focal: Client, made: Reports) -> None:
    save = href("paragraph-save", made.own)
    first = focal.post(save, words("", 0, "Đã mở"), headers=HTMX).content.decode()
    assert "Đã lưu lúc" in first
    now = fields_of(first)
    focal.post(save, words(now["doan"], now["phien-ban"], "Đã mở 02 lớp."), headers=HTMX)
    texts = SubmissionParagraph.objects.filter(submission=made.own).order_by("position").values_list("text", flat=True)
    assert list(texts)[1:] == ["Đã mở 02 lớp."]


def test_two_who_write_one_paragraph_see_both_texts_and_nothing_is_lost(
    focal: Client, officer: Client, made: Reports
) -> None:
    save = href("paragraph-save", made.own)
    focal.post(save, words(made.paragraph, 1, "Bản của Sở."))
    auto = officer.post(save, words(made.paragraph, 1, "Bản <i>khác</i>."), headers=HTMX).content.decode()
    assert "Bấm “Lưu” để xem hai bản" in auto
    assert fields_of(auto) == {"doan": str(made.paragraph), "phien-ban": "1"}
    conflict = officer.post(save, words(made.paragraph, 1, "Bản <i>khác</i>."))
    page = conflict.content.decode()
    assert conflict.status_code == 409
    assert "Bản của Sở." in page
    assert "Bản &lt;i&gt;khác&lt;/i&gt;.</textarea>" in page
    assert '<input type="hidden" name="phien-ban" value="2">' in page
    again = officer.post(save, words(made.paragraph, 2, "Bản ghép."))
    assert again.status_code == 302
    assert SubmissionParagraph.objects.get(pk=made.paragraph).text == "Bản ghép."


def test_moving_saves_what_was_typed_and_removing_asks_first(focal: Client, made: Reports) -> None:
    save = href("paragraph-save", made.own)
    second = int(fields_of(focal.post(save, words("", 0, "Đoạn hai"), headers=HTMX).content.decode())["doan"])
    move = href("paragraph-move", made.own, paragraph=second)
    assert focal.post(move, {**words(second, 1, "Đoạn hai, sửa."), "huong": "len"}).status_code == 302
    texts = SubmissionParagraph.objects.filter(submission=made.own).order_by("position").values_list("text", flat=True)
    assert texts[0] == "Đoạn hai, sửa."
    remove = href("paragraph-remove", made.own, paragraph=second)
    page = focal.get(remove).content.decode()
    assert "Đoạn hai, sửa." in page
    version = SubmissionParagraph.objects.get(pk=second).version
    assert focal.post(remove, {"phien-ban": version}).status_code == 302
    assert not SubmissionParagraph.objects.filter(pk=second).exists()


def test_estimates_are_kept_as_typed_and_what_is_no_number_is_said_beside_its_name(
    focal: Client, made: Reports
) -> None:
    save, field = href("estimate-save", made.own), f"uoc-{made.measure}"
    bad = focal.post(save, {field: "nhiều", f"can-cu-{made.measure}": "", f"pb-{made.measure}": "1"})
    assert bad.status_code == 422
    stored = Estimate.objects.get(submission=made.own)
    assert str(stored.value.normalize()) == "1234.5"
    sent = {field: "2.000", f"can-cu-{made.measure}": "quý IV", f"pb-{made.measure}": "1"}
    auto = focal.post(save, sent, headers=HTMX).content.decode()
    assert "Đã lưu lúc" in auto
    assert f'name="pb-{made.measure}" value="2"' in auto
    stale = focal.post(save, {**sent, field: "3.000"}, headers=HTMX).content.decode()
    assert "Đang lưu: 2.000" in stale


def test_from_the_last_word_to_accepted(focal: Client, officer: Client, made: Reports) -> None:
    submit = href("submission-submit", made.own)
    assert focal.post(submit, {"phien-ban": "99"}).status_code == 409
    version = Submission.objects.get(pk=made.own).version
    assert focal.post(submit, {"phien-ban": version, "ly_do": ""}).status_code == 302
    assert Submission.objects.get(pk=made.own).state == "submitted"
    locked = focal.post(href("paragraph-save", made.own), words(made.paragraph, 1, "Thêm"))
    assert locked.status_code == 422
    assert "Thêm</textarea>" in locked.content.decode()
    back = href("submission-return", made.own)
    version = Submission.objects.get(pk=made.own).version
    remark = {f"nhan-xet-{made.paragraph}": "Nêu số lớp.", "phien-ban": version}
    unsaid = officer.post(back, {**remark, "ly_do": ""})
    assert unsaid.status_code == 422
    assert "Nêu số lớp.</textarea>" in unsaid.content.decode()
    assert officer.post(back, {**remark, "ly_do": "Bổ sung số liệu."}).status_code == 302
    page = focal.get(href("submission", made.own)).content.decode()
    assert "Bổ sung số liệu." in page
    assert "Nêu số lớp." in page
    settle = href("remark-settle", made.own, remark=made.remark)
    assert focal.post(settle).status_code == 302
    assert "Đã xử lý ngày 21/11/2026" in focal.get(href("submission", made.own)).content.decode()
    version = Submission.objects.get(pk=made.own).version
    focal.post(submit, {"phien-ban": version})
    accept = href("submission-accept", made.own)
    assert officer.post(accept, {"phien-ban": Submission.objects.get(pk=made.own).version}).status_code == 302
    assert Submission.objects.get(pk=made.own).state == "accepted"


def test_a_round_is_opened_from_what_the_plan_says(officer: Client) -> None:
    choose = officer.get(reverse("round-open")).content.decode()
    asked = re.search(r'href="(/bao-cao/ky/moi/\?ke-hoach=[^"]+ky=yearly-2027[^"]*)"', choose.replace("&amp;", "&"))
    asked = asked or re.search(r'href="(/bao-cao/ky/moi/\?ke-hoach=[^"]+ky=[^"]*)"', choose.replace("&amp;", "&"))
    assert asked, choose
    form = officer.get(asked[1]).content.decode()
    assert 'type="checkbox" name="co_quan"' in form
    given = dict(re.findall(r'<input type="text" name="([a-z_]+)" value="([^"]*)"', form))
    ticked = re.findall(r'name="co_quan" value="(\d+)"', form)[:2]
    days = {"so_lieu_den": "15/11/2026", "han_co_quan": "20/11/2026", "han_tinh": "30/11/2026"}
    wrong = officer.post(asked[1], {**given, **days, "han_tinh": "01/11/2026", "co_quan": ticked})
    assert wrong.status_code == 422
    assert officer.post(asked[1], {**given, **days, "co_quan": ticked}).status_code == 302
    opened = ReportingRound.objects.order_by("-pk")[0]
    assert opened.submissions.count() == 2
    assert officer.get(href("round", opened.pk)).status_code == 200


def test_a_closed_round_takes_nothing_and_opens_again_with_a_reason(
    focal: Client, officer: Client, made: Reports
) -> None:
    held = ReportingRound.objects.get(pk=made.round)
    edit = {"tieu_de": "Kỳ", "so_lieu_den": "15/11/2026", "han_co_quan": "25/11/2026", "han_tinh": "", "phien-ban": "7"}
    assert officer.post(href("round-edit", made.round), edit).status_code == 409
    assert officer.post(href("round-close", made.round), {"phien-ban": held.version, "ly_do": ""}).status_code == 302
    assert focal.post(href("paragraph-save", made.own), words("", 0, "Thêm")).status_code == 422
    reopen = href("round-reopen", made.round)
    version = ReportingRound.objects.get(pk=made.round).version
    assert officer.post(reopen, {"phien-ban": version, "ly_do": ""}).status_code == 422
    assert officer.post(reopen, {"phien-ban": version, "ly_do": "Bổ sung một cơ quan"}).status_code == 302
    assert officer.post(href("submission-remove", made.waiting)).status_code == 302
    assert not Submission.objects.filter(pk=made.waiting).exists()

"""What people do: plan, record, correct, cancel; refusals stand at their field and nothing typed is lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from nscl.accounts.enums import Role
from nscl.records.operations import SYSTEM
from nscl.work.enums import ActivityStatus, AnnualPlanState
from nscl.work.models import Activity, AnnualPlan
from nscl.work.operations.activities import edit_activity
from tests.factories.people import AT
from tests.factories.work import a_plan, agency_number, approve, open_year
from tests.factories.world import World
from tests.web.plan_editing.pages import form_of, opened, words_of
from tests.web.work.conftest import AGENCY, DAY, Work, client_of


def new(work: Work, **changes: Any) -> dict[str, Any]:
    return {
        "task_id": str(work.task),
        "kind": "workshop",
        "title": "Hội thảo Kaizen",
        "starts_on": "2026-12-01",
        "ends_on": "",
        "planned_costs.so-dong": "1",
        "planned_costs.0.vnd": "12.500.000",
        "planned_costs.0.line_id": "",
        "planned_costs.0.source_id": "",
        **changes,
    }


def test_plan_an_activity(focal: Client, work: Work) -> None:
    path = f"/hoat-dong/ke-hoach-nam/{work.annual}/them/"
    blank = opened(focal, f"{path}?nhiem-vu={work.task}")
    assert blank["task_id"] == [str(work.task)]
    answer = focal.post(path, {**blank, **new(work)})
    made = Activity.objects.get(title="Hội thảo Kaizen")
    assert answer.headers["Location"] == f"/hoat-dong/{made.pk}/"
    assert made.costs.get().vnd == 12_500_000
    assert str(made.ends_on) == "2026-12-01"


@pytest.mark.parametrize(("first", "last"), [("01/12/2026", "3/12/2026"), ("01122026", "2026-12-03")])
def test_days_are_read_as_they_are_typed(focal: Client, work: Work, first: str, last: str) -> None:
    focal.post(f"/hoat-dong/ke-hoach-nam/{work.annual}/them/", new(work, starts_on=first, ends_on=last))
    made = Activity.objects.get(title="Hội thảo Kaizen")
    assert (str(made.starts_on), str(made.ends_on)) == ("2026-12-01", "2026-12-03")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"starts_on": "2027-01-05"}, "không thuộc năm 2026"),
        ({"starts_on": "31/2/2026"}, "31/2/2026"),
        ({"starts_on": "2026-02-31"}, "không có trên lịch"),
        ({"starts_on": "31022026"}, "không có trên lịch"),
        ({"ends_on": "2026-11-30"}, "trước ngày bắt đầu"),
        ({"title": ""}, "Tên hoạt động"),
        ({"kind": "bulletin", "place": "Hà Nội"}, "không ghi địa điểm"),
        ({"task_id": "999999"}, "Nhiệm vụ của kế hoạch"),
        ({"planned_costs.0.vnd": "-5"}, "khoản kinh phí"),
        ({"planned_costs.0.vnd": "nhiều"}, "khoản kinh phí"),
    ],
)
def test_a_refusal_stands_at_its_field_and_keeps_what_was_typed(
    focal: Client, work: Work, changes: dict[str, str], words: str
) -> None:
    answer = focal.post(f"/hoat-dong/ke-hoach-nam/{work.annual}/them/", new(work, expected_output="01 tập", **changes))
    assert answer.status_code == 422
    assert words.lower() in words_of(answer).lower()
    assert "aria-invalid" in answer.content.decode()
    assert form_of(answer)["expected_output"] == ["01 tập"]
    assert not Activity.objects.filter(title="Hội thảo Kaizen").exists()


def test_the_same_activity_twice_shows_the_first(focal: Client, work: Work) -> None:
    path = f"/hoat-dong/ke-hoach-nam/{work.annual}/them/"
    focal.post(path, new(work))
    answer = focal.post(path, new(work, title="hội thảo  KAIZEN"))
    first = Activity.objects.get(title="Hội thảo Kaizen")
    assert answer.status_code == 422
    assert "Hoạt động này đã có" in words_of(answer)
    assert f'href="/hoat-dong/{first.pk}/"' in answer.content.decode()


def test_a_row_more_without_script(focal: Client, work: Work) -> None:
    path = f"/hoat-dong/ke-hoach-nam/{work.annual}/them/"
    answer = focal.post(path, new(work, **{"them-dong": "planned_costs"}))
    assert answer.status_code == 200
    form = form_of(answer)
    assert form["planned_costs.so-dong"] == ["2"]
    assert form["planned_costs.0.vnd"] == ["12.500.000"]
    assert not Activity.objects.filter(title="Hội thảo Kaizen").exists()


def test_a_form_sent_unchanged_writes_nothing(focal: Client, work: Work) -> None:
    for act in ("sua", "ghi"):
        path = f"/hoat-dong/{work.done}/{act}/"
        before = Activity.objects.get(pk=work.done).version
        answer = focal.post(path, opened(focal, path), follow=True)
        assert "Không có gì thay đổi nên không lưu gì." in words_of(answer), act
        assert Activity.objects.get(pk=work.done).version == before


def test_record_what_was_done(focal: Client, work: Work) -> None:
    path = f"/hoat-dong/{work.planned}/ghi/"
    form = opened(focal, path)
    assert form["status"] == ["done"]
    assert form["done_on"] == ["01/06/2026"]
    form |= {
        "outputs.copies": ["1.200"],
        "participations.0.kind": ["enterprise"],
        "participations.0.people": ["45"],
        "participations.0.women": ["20"],
        "participations.0.organisations": ["30"],
        "actual_costs.0.vnd": ["9.000.000"],
        "result": ["Xong"],
    }
    answer = focal.post(path, form, follow=True)
    assert "Đã ghi: hoạt động đã xong." in words_of(answer)
    row = Activity.objects.get(pk=work.planned)
    assert (row.status, str(row.done_on), row.result) == (ActivityStatus.DONE, "2026-06-01", "Xong")
    people = row.participations.get()
    assert (people.people, people.women, people.organisations) == (45, 20, 30)
    assert row.outputs.get().quantity == 1200


def test_under_way_needs_no_day_of_completion(focal: Client, work: Work) -> None:
    path = f"/hoat-dong/{work.planned}/ghi/"
    focal.post(path, opened(focal, path) | {"status": ["running"]})
    row = Activity.objects.get(pk=work.planned)
    assert (row.status, row.done_on) == (ActivityStatus.RUNNING, None)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"done_on": ["2026-12-31"]}, "done_on"),
        ({"participations.0.kind": ["school"], "participations.0.people": ["-3"]}, "participations.0.people"),
        (
            {
                "participations.0.kind": ["school"],
                "participations.0.people": ["3"],
                "participations.0.women": ["4"],
            },
            "participations.0.women",
        ),
        ({"outputs.copies": ["-1"]}, "outputs.copies"),
        ({"outputs.agreements": ["1,5"]}, "outputs.agreements"),
        ({"participations.0.kind": ["school"]}, "participations.0.people"),
    ],
)
def test_a_wrong_record_is_told_at_its_field(
    focal: Client, work: Work, changes: dict[str, list[str]], name: str
) -> None:
    path = f"/hoat-dong/{work.planned}/ghi/"
    answer = focal.post(path, opened(focal, path) | {"result": ["Giữ lại"]} | changes)
    assert answer.status_code == 422
    assert f'href="#id_{name}"' in answer.content.decode()
    assert form_of(answer)["result"] == ["Giữ lại"]
    assert Activity.objects.get(pk=work.planned).status == ActivityStatus.PLANNED


def test_a_row_is_found_again_although_the_rules_sort_rows(focal: Client, work: Work) -> None:
    """Rows are judged by kind: school stands before enterprise in the form, behind it in the rules."""
    path = f"/hoat-dong/{work.planned}/ghi/"
    form = opened(focal, path) | {
        "participations.so-dong": ["2"],
        "participations.0.kind": ["school"],
        "participations.0.people": ["3"],
        "participations.0.women": ["9"],
        "participations.1.kind": ["enterprise"],
        "participations.1.people": ["50"],
    }
    page = focal.post(path, form).content.decode()
    assert 'href="#id_participations.0.women"' in page


def test_two_people_recording_settle_it_field_by_field(focal: Client, work: Work) -> None:
    path = f"/hoat-dong/{work.planned}/sua/"
    form = opened(focal, path)
    theirs = a_plan(work.task, title="Tên người khác sửa", starts_on=DAY, ends_on=DAY)
    edit_activity(number=work.planned, version=1, plan=theirs, viewer=None, by=SYSTEM, at=AT)
    answer = focal.post(path, form | {"title": ["Tên tôi sửa"], "organiser": ["Chi cục"]})
    assert answer.status_code == 409
    words = words_of(answer)
    assert "Tên người khác sửa" in words
    assert "Tên tôi sửa" in words
    again = form_of(answer) | {"chon.title": ["dang-luu"], "chon.ends_on": ["dang-luu"], "chon.organiser": ["cua-toi"]}
    focal.post(path, again)
    row = Activity.objects.get(pk=work.planned)
    assert (row.title, row.organiser, row.ends_on) == ("Tên người khác sửa", "Chi cục", DAY)


def test_an_approved_plan_changes_with_a_reason_only(focal: Client, work: Work) -> None:
    approve(work.annual)
    path = f"/hoat-dong/{work.planned}/sua/"
    form = opened(focal, path) | {"title": ["Tập huấn 5S lần 2"]}
    answer = focal.post(path, form)
    assert answer.status_code == 422
    assert 'href="#id_reason"' in answer.content.decode()
    focal.post(path, form | {"reason": ["Đổi giảng viên"]})
    assert Activity.objects.get(pk=work.planned).title == "Tập huấn 5S lần 2"


def test_cancel_needs_a_reason_and_can_be_undone(focal: Client, work: Work) -> None:
    path = f"/hoat-dong/{work.planned}/huy/"
    assert focal.get(path).status_code == 200
    answer = focal.post(path, {"phien-ban": "1", "ly_do": " "})
    assert answer.status_code == 422
    focal.post(path, {"phien-ban": "1", "ly_do": "Không có kinh phí"})
    assert Activity.objects.get(pk=work.planned).status == ActivityStatus.CANCELLED
    assert "Không có kinh phí" in words_of(focal.get(f"/hoat-dong/{work.planned}/"))
    assert focal.get(f"/hoat-dong/{work.planned}/ghi/").status_code == 409
    focal.post(f"/hoat-dong/{work.planned}/mo-lai/", {"phien-ban": "2", "ly_do": ""})
    assert Activity.objects.get(pk=work.planned).status == ActivityStatus.PLANNED


def test_a_stale_question_is_asked_again(focal: Client, work: Work) -> None:
    answer = focal.post(f"/hoat-dong/{work.planned}/huy/", {"phien-ban": "7", "ly_do": "Thôi"})
    assert answer.status_code == 409
    assert "vừa sửa hoạt động này" in words_of(answer)
    assert 'name="phien-ban" value="1"' in answer.content.decode()


def test_remove_from_a_draft(focal: Client, work: Work) -> None:
    path = f"/hoat-dong/{work.planned}/xoa/"
    assert "Xóa hoạt động" in words_of(focal.get(path))
    answer = focal.post(path, {"phien-ban": "1"})
    assert answer.headers["Location"] == f"/hoat-dong/ke-hoach-nam/{work.annual}/"
    assert not Activity.objects.filter(pk=work.planned).exists()
    refused = focal.post(f"/hoat-dong/{work.done}/xoa/", {"phien-ban": "1"})
    assert refused.status_code == 409
    assert Activity.objects.filter(pk=work.done).exists()


def test_the_way_to_approval(focal: Client, officer: Client, work: Work) -> None:
    base = f"/hoat-dong/ke-hoach-nam/{work.annual}"

    def state() -> str:
        return AnnualPlan.objects.get(pk=work.annual).state

    def step(client: Client, act: str, **data: str) -> int:
        page = client.get(f"{base}/{act}/")
        version = AnnualPlan.objects.get(pk=work.annual).version
        assert f'name="phien-ban" value="{version}"' in page.content.decode()
        return client.post(f"{base}/{act}/", {"phien-ban": str(version), **data}).status_code

    assert step(focal, "trinh") == 302
    assert state() == AnnualPlanState.SUBMITTED
    assert step(officer, "tra-lai") == 422
    assert step(officer, "tra-lai", ly_do="Thiếu kinh phí") == 302
    assert "Cần bổ sung: Thiếu kinh phí" in words_of(focal.get(f"{base}/"))
    assert step(focal, "trinh", ly_do="Đã bổ sung") == 302
    assert step(officer, "duyet") == 302
    assert state() == AnnualPlanState.APPROVED
    assert officer.post(f"{base}/duyet/", {"phien-ban": "1"}).status_code == 409
    assert "Đã duyệt" in words_of(focal.get(f"{base}/"))


def test_nothing_is_planned_while_it_is_decided_but_facts_are_recorded(focal: Client, work: Work) -> None:
    base = f"/hoat-dong/ke-hoach-nam/{work.annual}"
    focal.post(f"{base}/trinh/", {"phien-ban": str(AnnualPlan.objects.get(pk=work.annual).version)})
    answer = focal.post(f"{base}/them/", new(work))
    assert answer.status_code == 422
    assert "đang chờ quyết định" in words_of(answer)
    path = f"/hoat-dong/{work.planned}/ghi/"
    assert focal.post(path, opened(focal, path)).status_code == 302


def heir() -> int:
    """Who does the work of the focal point's agency from 1 January 2027, when the province becomes a city."""
    return agency_number(AGENCY, date(2027, 1, 1))


def test_open_an_annual_plan(focal: Client, work: Work) -> None:
    agency = heir()
    path = f"/hoat-dong/ke-hoach-nam/lap/?ke-hoach={work.plan.pk}&co-quan={agency}&nam=2027"
    assert "Lập kế hoạch năm 2027" in words_of(focal.get(path))
    focal.post(path)
    made = AnnualPlan.objects.get(agency=agency, year=2027)
    assert focal.post(path).headers["Location"] == f"/hoat-dong/ke-hoach-nam/{made.pk}/"
    refused = focal.post(path.replace("2027", "2041"))
    assert refused.status_code == 422
    assert "ngoài thời gian của kế hoạch" in words_of(refused)
    for broken in ("", "?ke-hoach=1&co-quan=x&nam=2027", f"?ke-hoach=999999&co-quan={agency}&nam=2027"):
        assert focal.get(f"/hoat-dong/ke-hoach-nam/lap/{broken}").status_code == 404


def test_draw_from_tasks(focal: Client, work: Work) -> None:
    path = f"/hoat-dong/ke-hoach-nam/{work.annual}/nhiem-vu/"
    assert focal.get(path).status_code == 200
    answer = focal.post(path, {"chon": [str(work.task)]}, follow=True)
    assert "Đã thêm 1 hoạt động." in words_of(answer)
    again = focal.post(path, {"chon": [str(work.task)]}, follow=True)
    assert "Chưa thêm" in words_of(again)
    nothing = focal.post(path, {"chon": ["x", "999999999999999"]}, follow=True)
    assert "Chưa chọn mục nào" in words_of(nothing)


def test_copy_from_last_year(focal: Client, work: Work) -> None:
    next_year = open_year(work.plan, agency=AGENCY, year=2027)
    path = f"/hoat-dong/ke-hoach-nam/{next_year}/chep/"
    assert "Hội nghị đầu năm" in words_of(focal.get(path))
    answer = focal.post(path, {"chon": [str(work.done)]}, follow=True)
    assert "Đã thêm 1 hoạt động." in words_of(answer)
    assert Activity.objects.get(annual_plan=next_year).copied_from_id == work.done
    assert "không có hoạt động nào để chép" in words_of(focal.get(f"{path}?tu-nam=2025"))


def row(place: int, work: Work, **changes: str) -> dict[str, str]:
    values = {
        "title": f"Bài báo số {place}",
        "task_id": str(work.task),
        "kind": "article",
        "status": "done",
        "starts_on": "2026-03-01",
        "done_on": "",
        "place": "Báo Bắc Ninh",
        "quantity": "1",
        "participants": "",
        "people": "",
        **changes,
    }
    return {f"viec.{place}.{name}": value for name, value in values.items()}


def test_several_at_once(focal: Client, work: Work) -> None:
    path = f"/hoat-dong/ke-hoach-nam/{work.annual}/ghi-nhieu/"
    assert form_of(focal.get(path))["viec.so-dong"] == ["3"]
    # The row between two is left blank.
    blank = dict.fromkeys(row(1, work), "")
    sent = {"viec.so-dong": "3", **row(0, work), **blank, **row(2, work)}
    answer = focal.post(path, sent, follow=True)
    assert "Đã ghi 2 hoạt động." in words_of(answer)
    made = Activity.objects.get(title="Bài báo số 2")
    assert (made.outlet, made.place, str(made.done_on)) == ("Báo Bắc Ninh", "", "2026-03-01")


def test_one_wrong_row_keeps_all_from_being_written(focal: Client, work: Work) -> None:
    path = f"/hoat-dong/ke-hoach-nam/{work.annual}/ghi-nhieu/"
    wrong = row(1, work, starts_on="2025-03-01")
    answer = focal.post(path, {"viec.so-dong": "2", **row(0, work), **wrong})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_viec.1.starts_on"' in page
    assert 'href="#id_viec.0.starts_on"' not in page
    assert not Activity.objects.filter(title__startswith="Bài báo").exists()


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"kind": "other"}, "quantity"),
        ({"people": "20"}, "participants"),
        ({"participants": "school"}, "people"),
        ({"status": "planned", "starts_on": "2026-12-20"}, "status"),
    ],
)
def test_nothing_is_guessed_in_a_row(focal: Client, work: Work, changes: dict[str, str], name: str) -> None:
    path = f"/hoat-dong/ke-hoach-nam/{work.annual}/ghi-nhieu/"
    answer = focal.post(path, {"viec.so-dong": "1", **row(0, work, **changes)})
    assert answer.status_code == 422
    assert f'href="#id_viec.0.{name}"' in answer.content.decode()


def test_nothing_written_down_is_said(focal: Client, work: Work) -> None:
    answer = focal.post(f"/hoat-dong/ke-hoach-nam/{work.annual}/ghi-nhieu/", {"viec.so-dong": "3"})
    assert answer.status_code == 422
    assert "Chưa ghi việc nào." in words_of(answer)


@pytest.mark.parametrize("act", ["them", "ghi-nhieu", "nhiem-vu", "chep", "trinh"])
def test_another_agencys_annual_plan_is_not_there_to_write(world: World, work: Work, act: str) -> None:
    theirs = open_year(work.plan, agency="so-khcn", year=2026)
    focal = client_of(world, Role.AGENCY_FOCAL_POINT)
    assert focal.get(f"/hoat-dong/ke-hoach-nam/{theirs}/").status_code == 200
    assert focal.get(f"/hoat-dong/ke-hoach-nam/{theirs}/{act}/").status_code == 404
    assert focal.post(f"/hoat-dong/ke-hoach-nam/{theirs}/{act}/").status_code == 404

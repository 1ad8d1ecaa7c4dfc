"""Policies in words, and a draft tried on cases."""

from __future__ import annotations

from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from nscl.accounts.enums import Role
from tests.factories.world import World
from tests.web.difficulties.conftest import client_of
from tests.web.plan_editing.pages import words_of

pytestmark = pytest.mark.django_db
LIST, TRIAL = "/ho-tro/chinh-sach/", "/ho-tro/chinh-sach/thu-du-thao/"
DECREE, RESOLUTION = f"{LIST}quoc-gia/80-2021-nd-cp/", f"{LIST}bac-giang/43-2022-nq-hdnd/"


def rules(name: str) -> bytes:
    return (Path(settings.DATA_DIR) / "rules" / name).read_bytes()


def asked(**changes: Any) -> dict[str, Any]:
    return {"vi-du": "quoc-gia/80-2021-nd-cp", **changes}


def sent(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "application/yaml")


def test_the_list_says_what_holds_today_and_finds_by_content(world: World) -> None:
    officer = client_of(world, Role.PROVINCE_OFFICER)
    text = words_of(officer.get(LIST))
    assert "Nghị định 80/2021/NĐ-CP" in text
    assert "Chưa biết còn hiệu lực không" in text
    assert "chỗ chưa biết" in text
    found = words_of(officer.get(LIST, {"q": "chuyen doi so"}))
    assert "Nghị quyết 43/2022/NQ-HĐND" not in found
    assert "Nghị định 80/2021/NĐ-CP" in found


def test_a_policy_in_words_with_articles_gaps_and_examples(world: World) -> None:
    firm = client_of(world, Role.BENEFICIARY)
    text = words_of(firm.get(DECREE))
    for words in ("Nghị định 80/2021/NĐ-CP, điều 11.1", "50%", "100.000.000 đồng / hợp đồng, trong một năm", "14 ngày"):
        assert words in text
    assert "Hợp đồng thứ hai trong năm chỉ còn phần dưới trần" in text
    assert "Tải tệp để soạn dự thảo" not in text  # the staff's
    missing = words_of(firm.get(RESOLUTION))
    assert "Chưa biết, chưa thể chi" in missing
    assert "Chưa biết còn áp dụng không: chưa thể chi" in missing
    assert "Khác với ví dụ" not in missing + text


def test_the_file_of_a_policy_is_the_staffs_to_start_a_draft_from(world: World) -> None:
    place = f"{DECREE}tep/"
    assert client_of(world, Role.PROVINCE_OFFICER).get(place).content == rules("quoc-gia/80-2021-nd-cp.yaml")
    assert client_of(world, Role.BENEFICIARY).get(place).status_code == HTTPStatus.NOT_FOUND
    assert client_of(world, Role.PROVINCE_OFFICER).get(f"{LIST}quoc-gia/khong-co/").status_code == HTTPStatus.NOT_FOUND


def test_a_draft_is_tried_and_its_effect_leaves_as_a_file(world: World) -> None:
    officer = client_of(world, Role.PROVINCE_OFFICER)
    draft = rules("quoc-gia/80-2021-nd-cp.yaml").replace(
        b"percent: 50, cap: {vnd: 50_000_000", b"percent: 40, cap: {vnd: 50_000_000"
    )
    page = officer.post(TRIAL, asked(**{"du-thao": sent("moi.yaml", draft), "dia-ban": "quoc-gia"}))
    text = words_of(page)
    assert page.status_code == HTTPStatus.OK
    assert "Bị giảm" in text
    assert "Theo năm quyết định" in text
    kept = asked(**{"du-thao-ten": "moi.yaml", "du-thao-chu": draft.decode(), "dia-ban": "quoc-gia", "tai-ve": "1"})
    book = openpyxl.load_workbook(BytesIO(officer.post(TRIAL, kept).content))
    assert book.sheetnames == ["Theo năm quyết định", "Theo nội dung hỗ trợ", "Từng hồ sơ"]


def test_a_policy_as_it_stands_changes_nothing_on_its_own_examples(world: World) -> None:
    text = words_of(
        client_of(world, Role.PROVINCE_OFFICER).post(TRIAL, asked(**{"quy-dinh": "quoc-gia/80-2021-nd-cp"}))
    )
    assert "Thử Nghị định 80/2021/NĐ-CP" in text


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (b"rulebook: 1\npolicy: [", "không đúng cú pháp YAML"),
        (b"a: &x [1]\nb: *x\n", "dòng 2: có bí danh YAML"),
        (b"[" * 3000, "lồng quá sâu"),
        (b"rulebook: 1\nforce: 2025-02-30\n", "có ngày hoặc số không đọc được"),
        (b"\xff\xfe", "UTF-8"),
        (b"rulebook: 1\n", "Cách sửa"),
    ],
)
def test_what_is_wrong_with_a_draft_is_said_with_its_line(world: World, draft: bytes, words: str) -> None:
    page = client_of(world, Role.PROVINCE_OFFICER).post(
        TRIAL, asked(**{"du-thao": sent("moi.yaml", draft), "dia-ban": "bac-ninh"})
    )
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert words in words_of(page)


def test_a_trial_needs_one_draft_and_some_cases(world: World) -> None:
    officer = client_of(world, Role.PROVINCE_OFFICER)
    assert "đúng một trong hai" in words_of(officer.post(TRIAL, {}))
    assert "ít nhất một nguồn hồ sơ" in words_of(officer.post(TRIAL, {"quy-dinh": "quoc-gia/80-2021-nd-cp"}))
    assert client_of(world, Role.BENEFICIARY).get(TRIAL).status_code == HTTPStatus.NOT_FOUND

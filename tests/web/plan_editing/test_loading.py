"""Taking in and checking a plan on the screen: every problem told, nothing half-loaded, nothing unconfirmed."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from nscl.accounts.enums import Role
from nscl.documents.checks import check_pack
from nscl.documents.pack.reader import MAX_PACK_BYTES
from nscl.plans.models import EditionText, Plan, PlanEdition, Target
from tests.factories.plans import PUBLISHED, SMALL_PLAN, SMALL_TEXT, small_pack
from tests.factories.world import World
from tests.web.plan_editing.conftest import client_of
from tests.web.plan_editing.pages import words_of

pytestmark = pytest.mark.django_db

SMALL = SMALL_PLAN.read_bytes()
OTHER = SMALL.replace(b"slug: thu-nghiem-2021-2025", b"slug: thu-hai-2021-2025")
CHANGED = SMALL.replace("title: Mở lớp đào tạo năng suất".encode(), "title: Mở lớp khác".encode())


def sent(client: Client, pack: bytes, text: str | None = None, *, name: str = "plan.yaml") -> str:
    """Upload and return the address of the preview."""
    files = {"goi": SimpleUploadedFile(name, pack)}
    if text is not None:
        files["van_ban"] = SimpleUploadedFile("source.txt", text.encode())
    answer = client.post("/ke-hoach/nap/", files)
    assert answer.status_code == 302, words_of(answer)
    return str(answer["Location"])


def test_a_new_plan_is_loaded_only_when_confirmed(officer: Client, world: World) -> None:  # noqa: ARG001
    preview = sent(officer, OTHER, SMALL_TEXT)
    assert "Kế hoạch mới." in words_of(officer.get(preview))
    assert not Plan.objects.filter(slug="thu-hai-2021-2025").exists()
    answer = officer.post(preview, {"viec": "nap"})
    assert answer["Location"] == "/ke-hoach/thu-hai-2021-2025/ban-1/"
    edition = PlanEdition.objects.get(plan__slug="thu-hai-2021-2025")
    assert (edition.state, EditionText.objects.get(edition=edition).lines) == ("draft", 60)
    assert officer.get(preview).status_code == 404, "confirmed once"


def test_the_same_pack_changes_nothing(officer: Client, world: World) -> None:
    preview = sent(officer, SMALL)
    assert "giống hệt bản thứ 1" in words_of(officer.get(preview))
    officer.post(preview, {"viec": "nap"})
    assert PlanEdition.objects.get(pk=world.draft_id).version == 1


def test_a_changed_pack_shows_the_difference_before_it_replaces_a_draft(officer: Client, world: World) -> None:
    preview = sent(officer, CHANGED)
    words = words_of(officer.get(preview))
    assert "thêm 0, sửa 1, bỏ 0" in words
    assert "Mở lớp đào tạo năng suất Mở lớp khác" in words
    refused = officer.post(preview, {"viec": "nap"})
    assert refused.status_code == 409
    assert officer.post(preview, {"viec": "nap-de"}).status_code == 302
    assert Target.objects.filter(edition=world.draft_id).exists()


def test_over_an_issued_plan_an_amendment_is_offered_to_who_may_open_one(officer: Client, world: World) -> None:
    pack = (
        (PUBLISHED / world.slug / "plan.yaml")
        .read_bytes()
        .replace("name: Sở Y tế".encode(), "name: Sở Y tế X".encode())
    )
    preview = sent(officer, pack)
    words = words_of(officer.get(preview))
    assert "đã ban hành nên không ghi đè được" in words
    assert "Nạp thành bản điều chỉnh" not in words
    assert "Chỉ lãnh đạo được mở bản điều chỉnh" in words
    assert officer.post(preview, {"viec": "dieu-chinh"}).status_code == 409
    assert officer.post(preview, {"viec": "nap-de"}).status_code == 409
    assert PlanEdition.objects.filter(plan__slug=world.slug).count() == 1


def test_a_plan_of_another_province_is_refused_with_the_reason(officer: Client, world: World) -> None:  # noqa: ARG001
    preview = sent(officer, (PUBLISHED / "lang-son-2026-2030" / "plan.yaml").read_bytes())
    assert "Gói này là của tỉnh Lạng Sơn" in words_of(officer.get(preview))
    assert officer.post(preview, {"viec": "nap"}).status_code == 409
    assert not Plan.objects.filter(slug="lang-son-2026-2030").exists()


def test_another_person_cannot_confirm_it(officer: Client, world: World) -> None:
    preview = sent(officer, OTHER)
    assert client_of(world, Role.PROVINCE_LEADER).get(preview).status_code == 404
    officer.post(preview, {"viec": "bo"})
    assert officer.get(preview).status_code == 404


@pytest.mark.parametrize(
    ("pack", "said"),
    [
        (b"a: [", "Không phải YAML hợp lệ"),
        (b"schema: 1\n", "Thiếu khoá “legal_basis”"),
        (SMALL.replace(b"lead: [so-khdt]", b"lead: [so-la]"), "Cơ quan “so-la” không có trong agencies"),
        (SMALL.replace(b"key: T2", b"key: T1"), "T1"),
        (SMALL.replace(b"value: 1000,", b'value: "nghin",'), "targets[T1].measures[1].value"),
        (SMALL.replace(b"at: [50, 50]", b"at: [50, 500]"), "500"),
        (b"\xff\xfe", "Không phải UTF-8"),
    ],
    ids=["yaml", "key", "agency", "twice", "number", "lines", "encoding"],
)
def test_every_problem_has_its_line_key_and_remedy(officer: Client, world: World, pack: bytes, said: str) -> None:  # noqa: ARG001
    before = PlanEdition.objects.count()
    answer = officer.post("/ke-hoach/nap/", {"goi": SimpleUploadedFile("ke-hoach.yaml", pack)})
    assert answer.status_code == 422
    words = words_of(answer)
    assert said.casefold() in words.casefold()
    assert "ke-hoach.yaml" in words
    assert PlanEdition.objects.count() == before


def test_a_huge_file_is_refused_before_it_is_read(officer: Client, world: World) -> None:  # noqa: ARG001
    huge = SimpleUploadedFile("plan.yaml", b"x" * (MAX_PACK_BYTES + 1))
    answer = officer.post("/ke-hoach/nap/", {"goi": huge})
    assert answer.status_code == 422
    assert "tệp quá lớn: 5,1 MB, giới hạn 5 MB" in words_of(answer)


def test_a_text_that_is_not_the_documents_is_refused(officer: Client, world: World) -> None:  # noqa: ARG001
    files = {
        "goi": SimpleUploadedFile("plan.yaml", OTHER),
        "van_ban": SimpleUploadedFile("source.txt", SMALL_TEXT.replace("dòng 7\n", "dòng bảy\n").encode()),
    }
    answer = officer.post("/ke-hoach/nap/", files)
    assert answer.status_code == 422
    assert "nội dung khác, cùng số dòng" in words_of(answer)


def test_checking_finds_what_the_checks_find_and_writes_nothing(officer: Client, world: World) -> None:  # noqa: ARG001
    before = PlanEdition.objects.count()
    answer = officer.post("/kiem-tra/", {"noi_dung": OTHER.decode()})
    result = str(answer["Location"])
    page = officer.get(result)
    found = check_pack(small_pack())
    words = words_of(page)
    assert found
    assert all(one.says in words for one in found)
    sheet = load_workbook(BytesIO(officer.get(f"{result}?tai-ve=xlsx").content)).active
    assert sheet is not None
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert "Văn bản viết" in texts
    assert all(one.says in texts for one in found)
    assert PlanEdition.objects.count() == before


def test_checking_needs_one_thing_to_check(officer: Client, world: World) -> None:  # noqa: ARG001
    assert "đúng một trong hai cách" in words_of(officer.post("/kiem-tra/", {}))
    refused = officer.post("/kiem-tra/", {"noi_dung": "schema: 1"})
    assert refused.status_code == 422
    assert "nội dung dán" in words_of(refused)

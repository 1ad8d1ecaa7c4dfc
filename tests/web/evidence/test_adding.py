"""Sending evidence: from a desk, from a phone, too much, and things that are not what they say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from nscl.accounts.enums import Role
from nscl.records.evidence_files.limits import MAX_BYTES, MAX_FILES, MAX_REQUEST_BYTES
from nscl.records.models import Evidence, EvidenceFile
from nscl.records.queries.evidence import list_evidence
from nscl.web.evidence import uploading
from nscl.work.models import Activity
from tests.factories import files
from tests.factories.evidence import LINK, activity_of

SignedIn = Callable[[Role], Client]
EXE = b"MZ\x90\x00\x03" + b"\x00" * 100


def upload(data: bytes, name: str = "anh.jpg", media_type: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, media_type)


def them(activity: int) -> str:
    return f"/minh-chung/hoat-dong/{activity}/them/"


def kept(settings: Settings) -> list[Path]:
    root = Path(settings.VAR_DIR) / "evidence"
    return [path for path in root.rglob("*") if path.is_file()]


def test_photographs_and_a_link_come_in_at_once(signed_in: SignedIn, activity: int) -> None:
    client = signed_in(Role.AGENCY_FOCAL_POINT)
    response = client.post(
        them(activity),
        {
            "tep": [upload(files.pdf(), "bien-ban.pdf"), upload(files.docx(), "ds.docx")],
            "anh": [upload(files.photograph())],
            "duong_dan": LINK,
            "ten_duong_dan": "Bài báo",
            "chu_thich": "Hội nghị 10/5",
        },
        follow=True,
    )
    assert response.redirect_chain[-1][0] == f"/minh-chung/hoat-dong/{activity}/"
    body = response.content.decode()
    assert "Đã thêm 4 minh chứng." in body
    assert "3 tệp" in body
    rows = list_evidence("work.activity", activity)
    assert [row.name for row in rows] == ["bien-ban.pdf", "ds.docx", "anh.jpg", "Bài báo"]
    assert {row.caption for row in rows} == {"Hội nghị 10/5"}
    assert body.count("/nho/") == 1


def test_what_can_be_taken_is_taken_and_of_the_rest_is_said_why_not(
    signed_in: SignedIn, activity: int, settings: Settings
) -> None:
    client = signed_in(Role.PROVINCE_OFFICER)
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    response = client.post(
        them(activity),
        {
            "tep": [upload(EXE, "anh-1.jpg"), upload(files.picture(), "anh-2.jpg"), upload(svg, "anh-3.png")],
            "duong_dan": "javascript:alert(1)",
        },
    )
    assert response.status_code == 422
    body = response.content.decode()
    assert "Đã thêm 1 minh chứng." in body
    assert "anh-1.jpg: Tệp này là chương trình máy tính. Hãy chọn ảnh" in body
    assert "anh-3.png: Ảnh SVG có thể chứa mã lệnh" in body
    assert "Đường dẫn: Đường dẫn phải bắt đầu bằng https://" in body
    assert [row.name for row in list_evidence("work.activity", activity)] == ["anh-2.jpg"]
    assert len(kept(settings)) == 3  # the photograph and its previews: nothing waits


def test_an_empty_form_asks_for_something(signed_in: SignedIn, activity: int) -> None:
    response = signed_in(Role.PROVINCE_OFFICER).post(them(activity), {"chu_thich": "x"})
    assert response.status_code == 422
    assert "Hãy chọn tệp, chụp ảnh hoặc ghi đường dẫn." in response.content.decode()


def test_an_empty_file_is_told(signed_in: SignedIn, activity: int) -> None:
    response = signed_in(Role.PROVINCE_OFFICER).post(them(activity), {"tep": [upload(b"", "rong.jpg")]})
    assert "rong.jpg: Tệp trống." in response.content.decode()


def test_the_same_photograph_again_is_told(signed_in: SignedIn, activity: int) -> None:
    client = signed_in(Role.PROVINCE_OFFICER)
    client.post(them(activity), {"tep": [upload(files.picture())]})
    response = client.post(them(activity), {"tep": [upload(files.picture(), "lai.jpg")]})
    assert "lai.jpg: Minh chứng này đã có: anh.jpg." in response.content.decode()
    assert Evidence.objects.count() == 1


def test_a_file_beyond_the_bound_is_refused_while_it_comes_in(
    signed_in: SignedIn, activity: int, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nscl.records.evidence_files.storage.MAX_BYTES", 100_000)
    client = signed_in(Role.PROVINCE_OFFICER)
    response = client.post(
        them(activity), {"tep": [upload(b"\xff\xd8\xff" + b"x" * 300_000, "lon.jpg"), upload(files.picture())]}
    )
    assert "lon.jpg: Tệp nặng hơn" in response.content.decode()
    assert [row.name for row in list_evidence("work.activity", activity)] == ["anh.jpg"]
    assert len(kept(settings)) == 3
    assert MAX_BYTES == 25_000_000


def test_too_many_files_at_once_are_told_one_by_one(signed_in: SignedIn, activity: int) -> None:
    sent = [upload(files.picture(colour=f"rgb({20 * n}, 0, 0)"), f"anh-{n}.jpg") for n in range(MAX_FILES + 2)]
    response = signed_in(Role.PROVINCE_OFFICER).post(them(activity), {"tep": sent})
    body = response.content.decode()
    assert body.count("Mỗi lần gửi nhiều nhất") == 2
    assert EvidenceFile.objects.count() == MAX_FILES


class Never:
    """The body of a request that must not be read."""

    def read(self, *_args: object) -> bytes:
        raise AssertionError("the body was read")

    readline = read


class Counting:
    """A body of so many bytes, made as it is read."""

    def __init__(self, length: int) -> None:
        self.left = length

    def read(self, size: int = -1) -> bytes:
        size = self.left if size < 0 else min(size, self.left)
        self.left -= size
        return b"\x00" * size

    readline = read


def announced(client: Client, address: str, length: int, body: object) -> Any:
    return client.generic(
        "POST",
        address,
        content_type="multipart/form-data; boundary=x",
        **{"wsgi.input": body, "CONTENT_LENGTH": str(length)},  # type: ignore[arg-type]  # as the server hands it over
    )


def test_two_gigabytes_are_refused_before_a_byte_is_read(
    signed_in: SignedIn, activity: int, settings: Settings
) -> None:
    response = announced(signed_in(Role.PROVINCE_OFFICER), them(activity), 2_000_000_000, Never())
    assert response.status_code == 413
    assert "chưa tệp nào được nhận" in response.content.decode()
    assert kept(settings) == []


def test_somewhat_too_much_is_read_into_nothing_so_that_the_browser_shows_why(
    signed_in: SignedIn, activity: int, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploading, "MAX_REQUEST_BYTES", 1_000_000)
    body = Counting(3_000_000)
    response = announced(signed_in(Role.PROVINCE_OFFICER), them(activity), 3_000_000, body)
    assert response.status_code == 413
    assert body.left == 0
    assert kept(settings) == []
    assert MAX_REQUEST_BYTES == 251_000_000


def test_a_large_upload_by_someone_who_may_not_is_not_read_either(signed_in: SignedIn, activity: int) -> None:
    response = announced(signed_in(Role.NATIONAL_VIEWER), them(activity), 2_000_000_000, Never())
    assert response.status_code == 404


@pytest.mark.parametrize("length", ["", "abc", "-5"])
def test_a_length_that_is_none_is_nothing(signed_in: SignedIn, activity: int, length: str) -> None:
    client = signed_in(Role.PROVINCE_OFFICER)
    response = client.generic(
        "POST", them(activity), content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=length
    )
    assert response.status_code in {400, 422}


def test_a_disk_without_room_is_told(signed_in: SignedIn, activity: int, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage:
        free = 1

    monkeypatch.setattr("shutil.disk_usage", lambda _path: Usage)
    response = signed_in(Role.PROVINCE_OFFICER).post(them(activity), {"tep": [upload(files.picture())]})
    assert "anh.jpg: Máy chủ sắp hết chỗ" in response.content.decode()


def test_a_form_from_elsewhere_is_refused_and_keeps_nothing(world: Any, activity: int, settings: Settings) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people[Role.PROVINCE_OFFICER])
    response = client.post(them(activity), {"tep": [upload(files.picture())]})
    assert response.status_code == 403
    assert not Evidence.objects.exists()
    assert kept(settings) == []


def test_a_focal_point_adds_to_what_its_own_agency_does_only(signed_in: SignedIn, world: Any) -> None:
    Activity.objects.filter(pk=activity_of(world)).update(title="Việc khác")
    other = activity_of(world, agency="so-khcn")
    client = signed_in(Role.AGENCY_FOCAL_POINT)
    assert client.get(f"/minh-chung/hoat-dong/{other}/").status_code == 200
    assert client.get(them(other)).status_code == 404
    assert client.post(them(other), {"duong_dan": LINK}).status_code == 404
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    "address", ["/minh-chung/khong-co/1/", "/minh-chung/hoat-dong/0/", "/minh-chung/hoat-dong/0/them/"]
)
def test_a_thing_that_is_none_is_not_found(signed_in: SignedIn, address: str) -> None:
    assert signed_in(Role.PROVINCE_OFFICER).get(address).status_code == 404

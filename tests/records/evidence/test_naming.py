"""Names and links as they are kept."""

from __future__ import annotations

import pytest

from nscl.records.enums import FileType
from nscl.records.evidence_files.links import LINK_LENGTH, LinkRefused, checked_link
from nscl.records.evidence_files.naming import NAME_LENGTH, named_as


@pytest.mark.parametrize(
    ("given", "kind", "kept"),
    [
        ("ảnh hội nghị.JPG", FileType.JPEG, "ảnh hội nghị.JPG"),
        ("anh.jpeg", FileType.JPEG, "anh.jpeg"),
        ("bien-ban.jpg", FileType.PDF, "bien-ban.pdf"),
        ("bao-cao.exe", FileType.PDF, "bao-cao.exe.pdf"),
        ("bao-cao.2026", FileType.DOCX, "bao-cao.2026.docx"),
        ("C:\\Users\\lan\\anh.png", FileType.PNG, "anh.png"),
        ("../../etc/passwd", FileType.PDF, "passwd.pdf"),
        ("anh\u202egpj.exe", FileType.JPEG, "anhgpj.exe.jpg"),
        ("a\r\nContent-Type: x.png", FileType.PNG, "a Content-Type: x.png"),
        ("", FileType.PNG, "minh-chung.png"),
        (".jpg", FileType.JPEG, "minh-chung.jpg"),
        ("x" * 400 + ".pdf", FileType.PDF, "x" * (NAME_LENGTH - 4) + ".pdf"),
    ],
)
def test_a_name_keeps_what_is_harmless_and_ends_as_its_content(given: str, kind: FileType, kept: str) -> None:
    assert named_as(given, kind) == kept


@pytest.mark.parametrize(
    ("given", "host"),
    [
        (" https://baobacninh.vn/bai-1?x=1#a ", "baobacninh.vn"),
        ("HTTP://BacNinh.GOV.vn/", "bacninh.gov.vn"),
        ("https://nscl.example:8443/x", "nscl.example"),
    ],
)
def test_a_link_is_kept_with_its_host(given: str, host: str) -> None:
    address, found = checked_link(given)
    assert found == host
    assert address.startswith(("http://", "https://"))


@pytest.mark.parametrize(
    "given",
    [
        "javascript:alert(1)",
        "data:text/html,<script>",
        "ftp://may/x",
        "//bacninh.gov.vn",
        "baobacninh.vn",
        "https://",
        "https://lan:matkhau@bacninh.gov.vn/",
        "https://bac ninh.vn/",
        "https://bacninh.vn/\u202ea",
        "https://[::1/",
        "https://bacninh.vn:99999/",
        "https://bacninh.vn/" + "a" * LINK_LENGTH,
        "",
    ],
)
def test_what_is_no_address_of_the_web_is_refused(given: str) -> None:
    with pytest.raises(LinkRefused):
        checked_link(given)

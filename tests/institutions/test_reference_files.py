"""A bad file is refused with its line and a remedy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from nscl.institutions.reference import ReferenceFileError, read_reference
from tests.factories.reference import FOLDER


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for file in FOLDER.iterdir():
        shutil.copy(file, tmp_path)
    return tmp_path


def line_of(file: Path, part: str) -> int:
    return next(n for n, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1) if part in line)


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("provinces.yaml", '{code: "02", name: Hà Giang', "{code: 02, name: Hà Giang", "'code' phải là chữ"),
        ("provinces.yaml", '{code: "02", name: Hà Giang', '{code: "1", name: Hà Giang', "2 chữ số"),
        ("provinces.yaml", '{code: "02", name: Hà Giang', '{code: "01", name: Hà Giang', "mã 01 ghi hai lần"),
        ("provinces.yaml", 'code: "02", name: Hà Giang', 'code: "02", ten: Hà Giang', "không hiểu 'ten'"),
        ("provinces.yaml", "name: Hà Giang, kind: province", "name: Hà Giang, kind: tinh", "không nhận 'tinh'"),
        ("provinces.yaml", "on: 2026-04-30", "on: 2024-04-30", "ngày tăng dần"),
        ("provinces.yaml", "on: 2026-09-01", "on: 2026-09-31", "không phải là ngày"),
        ("provinces.yaml", "kind: city, of: [\"22\"]", "kind: city, of: [\"99\"]", "mã 99"),
        ("provinces.yaml", "basis: NQ 36/2026/QH16", "", "thiếu 'basis'"),
        ("communes.csv", "00004,Ba Đình,ward,01", "4,Ba Đình,ward,01", "5 chữ số"),
        ("communes.csv", "00004,Ba Đình,ward,01", "00004,Ba Đình,quận,01", "không hiểu loại"),
        ("communes.csv", "00004,Ba Đình,ward,01", "00004,Ba Đình,ward,02", "không có tỉnh mang mã '02'"),
        ("communes.csv", "00004,Ba Đình,ward,01,", "00004,Ba Đình,ward,01,,", "8 ô"),
        ("communes.csv", "2026-09-20,,NQ 388/NQ-UBTVQH16", "2026-09-21,,NQ 388/NQ-UBTVQH16", "ngày không nối tiếp"),
        ("communes.csv", "2026-04-30,,NQ 237/NQ-UBTVQH16", "2026-04-30,,", "không nêu căn cứ"),
        ("agencies.yaml", "name: Bộ Tài chính, kind: ministry", "name: Bộ Tài chính, kind: group", "nhóm cơ quan"),
        ("agencies.yaml", "becomes: so-khcn", "becomes: so-khoa-hoc", "không có cơ quan 'so-khoa-hoc'"),
        ("agencies.yaml", "{of: [so-gtvt]", "{of: [bo-khcn]", "không cùng cấp"),
        ("agencies.yaml", "where: [45/2022-01-01]", "where: [99/2022-01-01]", "không có tỉnh mang mã 99"),
    ],
)  # fmt: skip
def test_bad_line_is_refused_where_it_is(folder: Path, name: str, old: str, new: str, says: str) -> None:
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    line = line_of(file, old)
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ReferenceFileError) as caught:
        read_reference(folder)
    assert says in str(caught.value)
    assert str(caught.value).startswith(f"{name}:")
    assert "Cách sửa: " in str(caught.value)
    assert abs(caught.value.line - line) <= 3  # a fault may only show on the row that it collides with


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        ("{key: so-khcn,", "{key: so-y-te,", "name: Sở Y tế", "khóa 'so-y-te' ghi hai lần"),
        ("vận tải, kind: department, to: 2025-02-28", "vận tải, kind: department, to: 2025-02-27", "[so-gtvt]", "hôm"),
    ],
)  # fmt: skip
def test_rows_that_do_not_fit_are_refused_at_the_later_one(
    folder: Path, old: str, new: str, at: str, says: str
) -> None:
    file = folder / "agencies.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ReferenceFileError, match=says) as caught:
        read_reference(folder)
    assert caught.value.line == line_of(file, at)


def test_the_line_of_a_wrong_value_is_exact(folder: Path) -> None:
    file = folder / "provinces.yaml"
    line = line_of(file, "name: Hà Giang")
    text = file.read_text(encoding="utf-8").replace("name: Hà Giang, kind: province", "name: Hà Giang, kind: tinh")
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ReferenceFileError, match=f"provinces.yaml:{line}: "):
        read_reference(folder)


@pytest.mark.parametrize("data", [b"", b"schema: 2\n", b"- 1\n", b"a: [\n", "schema: 1\nfrom: Hà".encode("utf-16")])
def test_file_that_is_not_reference_data_is_refused(folder: Path, data: bytes) -> None:
    (folder / "provinces.yaml").write_bytes(data)
    with pytest.raises(ReferenceFileError, match=r"provinces\.yaml:\d+: .*Cách sửa: "):
        read_reference(folder)


def test_table_without_its_columns_is_refused(folder: Path) -> None:
    (folder / "communes.csv").write_text("# ghi chú\nma,ten\n", encoding="utf-8")
    with pytest.raises(ReferenceFileError, match=r"communes\.csv:2: "):
        read_reference(folder)


def test_missing_file_is_an_error(folder: Path) -> None:
    (folder / "agencies.yaml").unlink()
    with pytest.raises(FileNotFoundError):
        read_reference(folder)

"""What a package holds, and that it comes back as it went in."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import IO, cast

import openpyxl
import pytest

from nscl.documents.province_package import Table, open_package, workbook, write_package
from nscl.documents.province_package.schema import EXCHANGED, RECORDS_HEAD, Cell, Field, FieldType, TableHead
from tests.documents.province_package.making import MEASURE, RECORD, SIGNER, SUPPORT, check, made, manifest, members


def test_rows_come_back_as_they_went_in() -> None:
    package = open_package(io.BytesIO(made()))
    assert package.manifest.unit_code == "20"
    assert package.manifest.made_at == manifest().made_at
    rows = {head.name: list(package.rows(head)) for head in (*EXCHANGED, RECORDS_HEAD)}
    assert rows == {"chi-tieu": [MEASURE], "ho-tro": [SUPPORT], "dung-han": [(2026, 10, 9, 8)], "ho-so": [RECORD]}
    assert check(made()) == {"chi-tieu": 1, "ho-tro": 1, "dung-han": 1, "ho-so": 1}


def test_the_same_tables_give_the_same_bytes() -> None:
    assert made() == made()
    assert open_package(io.BytesIO(made())).table_hashes == open_package(io.BytesIO(made())).table_hashes


def test_numbers_of_two_databases_are_the_same_content() -> None:
    same = made(measures=((*MEASURE[:3], Decimal("10.000000"), *MEASURE[4:]),))
    assert open_package(io.BytesIO(same)).table_hashes == open_package(io.BytesIO(made())).table_hashes


def test_the_descriptor_is_a_data_package() -> None:
    """What Data Package 2.0 requires (datapackage.org/standard); `frictionless validate` finds it valid too."""
    content = members(made())
    told = json.loads(content["datapackage.json"])
    assert told["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert told["created"].endswith("+00:00")
    names = [one["name"] for one in told["resources"]]
    assert len(set(names)) == len(names) == 4
    for one in told["resources"]:
        assert one["type"] == "table"
        assert not one["path"].startswith(("/", "..")), "a path is relative and inside"
        assert len(content[one["path"]]) == one["bytes"]
        assert one["hash"].startswith("sha256:")
        fields = one["schema"]["fields"]
        heading = content[one["path"]].decode().splitlines()[0].split(",")
        assert heading == [field["name"] for field in fields]
        assert {field["type"] for field in fields} <= {"string", "integer", "number", "boolean", "date"}
    assert told["resources"][2]["schema"]["primaryKey"] == ["year"]


def test_the_workbook_shows_the_same_and_no_text_becomes_a_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(members(made(manifest(is_sample=True)))["bao-cao.xlsx"]))
    assert book.sheetnames == ["Gói số liệu", "Chỉ tiêu", "Tổ chức được hỗ trợ", "Báo cáo đúng hạn", "Hồ sơ làm căn cứ"]
    assert "SỐ LIỆU MẪU" in str(book["Gói số liệu"]["A1"].value)
    sheet = book["Tổ chức được hỗ trợ"]
    assert [cell.value for cell in sheet[2]] == list(SUPPORT)
    assert book["Hồ sơ làm căn cứ"]["F2"].value.date() == RECORD[5]
    tricky = made(supports=(("0101248141", "=HYPERLINK(1)", "@x", None, 1, 2026),))
    cell = openpyxl.load_workbook(io.BytesIO(members(tricky)["bao-cao.xlsx"]))["Tổ chức được hỗ trợ"]["B2"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_a_table_longer_than_a_sheet_goes_on_on_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 3)
    book = openpyxl.load_workbook(io.BytesIO(members(made(records=(RECORD,) * 5))["bao-cao.xlsx"]))
    parts = [name for name in book.sheetnames if name.startswith("Hồ sơ")]
    assert parts == ["Hồ sơ làm căn cứ", "Hồ sơ làm căn cứ (2)", "Hồ sơ làm căn cứ (3)"]
    assert [book[name].max_row for name in parts] == [3, 3, 2]


def test_rows_are_taken_one_by_one_and_the_stream_need_not_be_seekable() -> None:
    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            super().__init__()
            self.parts: list[bytes] = []

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.parts.append(bytes(data))  # type: ignore[call-overload]
            return len(self.parts[-1])

    taken: list[int] = []

    def rows() -> Iterator[tuple[Cell, ...]]:
        for number in range(5_000):
            taken.append(number)
            yield (number, f"dòng {number}")

    head = TableHead("so", "Số", (Field("number", "Số", FieldType.INTEGER), Field("words", "Chữ")))
    pipe = Pipe()
    write_package(
        cast("IO[bytes]", pipe), manifest(), [Table(head, rows())], sign=lambda text: SIGNER.sign(text.decode())
    )
    package = open_package(io.BytesIO(b"".join(pipe.parts)))
    assert sum(1 for _row in package.rows(head)) == len(taken) == 5_000


def test_what_no_table_holds_is_refused() -> None:
    with pytest.raises(ValueError, match="NaN"):
        made(measures=((*MEASURE[:3], Decimal("NaN"), *MEASURE[4:]),))
    head = TableHead("mot", "Một", (Field("a", "A"),))
    with pytest.raises(ValueError, match="two tables"):
        write_package(io.BytesIO(), manifest(), [Table(head, ()), Table(head, ())], sign=lambda _text: "x")

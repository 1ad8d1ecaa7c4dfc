"""Microdata as they come: every row is kept or counted, with the first of each kind named."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pytest

from nscl.economics.firms.reading import Cleaned, read_firms
from nscl.economics.problems import DataProblem
from nscl.economics.tables import DecimalMark

DIRTY = """ma;nam;va;ld;nganh
a;2020;1.234.567;10;C1
a;2021;2000;10;C2
a;2021;2000;10;C2
b;2020;0;5;C1
b;2021;5;5;C1
c;2021;x;5;C1
;2021;5;5;C1
d;20x1;5;5;C1
e;2020;5,5;5;C1
e;2020;6;5;C1
f;2020;;5;C1
g;2020;7;-1;C1
"""


def read(tmp_path: Path, text: str, decimal: DecimalMark | None = None) -> Cleaned:
    path = tmp_path / "dn.csv"
    path.write_text(text, encoding="utf-8")
    return read_firms(path, firm="ma", year="nam", numbers=("va", "ld"), group="nganh", decimal=decimal)


def test_every_row_is_kept_or_counted(tmp_path: Path) -> None:
    cleaned = read(tmp_path, DIRTY)
    panel = cleaned.panel
    kept = [(panel.names[firm], int(year)) for firm, year in zip(panel.firms, panel.years, strict=True)]
    assert kept == [("a", 2020), ("a", 2021), ("b", 2021)]
    assert np.exp(panel.column("va")) == pytest.approx([1_234_567, 2000, 5])
    assert len(panel) + sum(one.rows for one in cleaned.dropped) == cleaned.rows_read == 12
    assert {one.why.split(",")[0]: (one.rows, one.firm, one.line) for one in cleaned.dropped} == {
        "không có mã doanh nghiệp": (1, "", 8),
        "không có năm hợp lệ": (1, "d", 9),
        "thiếu số ở cột va": (1, "f", 12),
        "cột va không phải là số": (1, "c", 7),
        "cột va không lớn hơn 0": (1, "b", 5),
        "cột ld không lớn hơn 0": (1, "g", 13),
        "lặp lại y hệt một dòng khác": (1, "a", 4),
        "cùng doanh nghiệp": (2, "e", 10),
    }
    assert cleaned.groups == ("C1", "C2")
    assert [cleaned.groups[int(place)] for place in panel.column("group")] == ["C1", "C2", "C1"]
    assert cleaned.moved == 1


def test_parquet_says_the_same(tmp_path: Path) -> None:
    store = duckdb.connect()
    path = tmp_path / "dn.parquet"
    store.execute(
        "COPY (SELECT 'a' AS ma, 2020 + i AS nam, 10.5 + i AS va, 3 AS ld, 'C1' AS nganh FROM range(3) t(i)) "
        f"TO '{path}' (FORMAT parquet)"
    )
    store.close()
    cleaned = read_firms(path, firm="ma", year="nam", numbers=("ld",), levels=("va",), group="nganh")
    assert list(cleaned.panel.column("va")) == [10.5, 11.5, 12.5]
    assert cleaned.dropped == ()
    path.with_name("dn2.parquet").write_bytes(path.read_bytes())
    folder = read_firms(tmp_path, firm="ma", year="nam", numbers=("ld",), group="nganh", decimal=DecimalMark.COMMA)
    assert (folder.rows_read, [one.rows for one in folder.dropped]) == (6, [3]), "the second part says the same again"


def test_a_mark_that_could_be_either_is_asked_about(tmp_path: Path) -> None:
    text = "ma,nam,va,ld,nganh\na,2020,1.234,5,C1\n"
    with pytest.raises(DataProblem, match=r"va.*1\.234.*hàng nghìn"):
        read(tmp_path, text)
    assert np.exp(read(tmp_path, text, DecimalMark.COMMA).panel.column("va")) == pytest.approx([1234])
    assert np.exp(read(tmp_path, text, DecimalMark.POINT).panel.column("va")) == pytest.approx([1.234])
    # Another cell of the column settles it.
    assert np.exp(read(tmp_path, text + "b,2020,12.5,5,C1\n").panel.column("va")) == pytest.approx([1.234, 12.5])


def test_a_cell_that_the_mark_does_not_allow_is_no_number(tmp_path: Path) -> None:
    """Told that commas are decimal, "12.3456" is refused: without its point it would be ten thousand times as much."""
    text = "ma;nam;va;ld;nganh\na;2020;12.3456;5;C1\nb;2020;1,5;5;C1\nc;2020;1e3;5;C1\n"
    cleaned = read(tmp_path, text, DecimalMark.COMMA)
    assert [one.firm for one in cleaned.dropped] == ["a"]
    assert np.exp(cleaned.panel.column("va")) == pytest.approx([1.5, 1000])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("ma;nam;va;nganh\na;2020;1;C1\n", "không có cột ld"),
        ("ma;nam;va;ld;nganh\na;2020;0;1;C1\n", "không còn dòng nào dùng được .*không lớn hơn 0"),
        ("ma;nam;va;ld;nganh\na;2020;1,5;1;C1\nb;2020;2.55;1;C1\n", "cả dấu chấm và dấu phẩy"),
    ],
)
def test_files_that_cannot_be_used(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(DataProblem, match=says):
        read(tmp_path, text)


def test_a_file_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(DataProblem, match="không mở được"):
        read_firms(tmp_path / "none.csv", firm="a", year="b", numbers=("c",))
    path = tmp_path / "bad.parquet"
    path.write_bytes(b"not parquet")
    with pytest.raises(DataProblem, match="không đọc được"):
        read_firms(path, firm="a", year="b", numbers=("c",))
    with pytest.raises(DataProblem, match="không đọc được"):
        read(tmp_path, "ma;nam;va;ld;nganh\na;2020;1;1;C1\nb;2020;1;1;C1;9;9\n")
    with pytest.raises(DataProblem, match="hai cột cùng tên va"):
        read(tmp_path, "ma;nam;va;va\n")
    with pytest.raises(DataProblem, match="không có tên cột"):
        read(tmp_path, "")
    (tmp_path / "none").mkdir()
    with pytest.raises(DataProblem, match=r"không có tệp \.parquet"):
        read_firms(tmp_path / "none", firm="a", year="b", numbers=("c",))


def test_files_as_windows_writes_them(tmp_path: Path) -> None:
    """A mark of UTF-8, two signs at the end of a line, quotes around a name that holds the separator."""
    path = tmp_path / "dn.csv"
    path.write_bytes('\ufeffma,"va (triệu, giá 2020)"\r\n"a, b",1.5\r\nc," 2 "\r\n'.encode())
    cleaned = read_firms(path, firm="ma", year=None, numbers=(), levels=("va (triệu, giá 2020)",))
    assert cleaned.panel.names == ("a, b", "c")
    assert list(cleaned.panel.column("va (triệu, giá 2020)")) == [1.5, 2.0]


def test_levels_may_be_nought_and_a_file_may_be_of_one_year(tmp_path: Path) -> None:
    path = tmp_path / "dn.csv"
    path.write_text("ma,va,z\na,10,0\nb,10,-2\nc,10,\n", encoding="utf-8")
    cleaned = read_firms(path, firm="ma", year=None, numbers=("va",), levels=("z",))
    assert list(cleaned.panel.column("z")) == [0.0, -2.0]
    assert [(one.why, one.firm) for one in cleaned.dropped] == [("thiếu số ở cột z", "c")]

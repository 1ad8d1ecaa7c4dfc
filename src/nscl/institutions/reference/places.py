"""Reading `provinces.yaml` and `communes.csv`."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from nscl.institutions.enums import Confidence, UnitKind, UnitLevel
from nscl.institutions.reference.facts import ReferenceFileError, UnitFact, UnitSuccessionFact
from nscl.institutions.reference.nodes import Table, open_table, read_day
from nscl.institutions.rules import DAY

COMMUNE_COLUMNS = ["code", "name", "kind", "province", "valid_from", "valid_to", "basis"]
CODE_LENGTH = {UnitLevel.PROVINCE: 2, UnitLevel.COMMUNE: 5}
UNIT_KEYS = {"code", "name", "kind"}
# Resolutions 237 and 388/NQ-UBTVQH16, the only changes among communes so far, were not read in the text.
COMMUNE_CHANGE_CONFIDENCE = Confidence.MEDIUM


@dataclass(frozen=True, slots=True)
class Places:
    """Units, what became what, and the day the data begins."""

    starts_on: date
    units: tuple[UnitFact, ...]
    successions: tuple[UnitSuccessionFact, ...]


def read_provinces(file: Path) -> Places:
    """Provinces of all times, by applying the file's changes in order of their days to its first units.

    Raises ReferenceFileError with the line.
    """
    table = open_table(file)
    table.expect_only({"schema", "from", "units", "changes"})
    starts_on = table.day("from")
    current: dict[str, UnitFact] = {}
    for row in table.tables("units"):
        row.expect_only(UNIT_KEYS)
        unit = _read_province(row, starts_on)
        if unit.code in current:
            raise row.wrong(f"mã {unit.code} ghi hai lần", "mỗi mã một đơn vị")
        current[unit.code] = unit
    ended: list[UnitFact] = []
    successions: list[UnitSuccessionFact] = []
    last = starts_on
    for change in table.tables("changes"):
        change.expect_only({"on", "basis", "confidence", "becomes"})
        if change.day("on") <= last:
            raise change.wrong("các lần thay đổi phải xếp theo ngày tăng dần", "xếp lại thứ tự", "on")
        last = change.day("on")
        ended += _apply(change, current, successions)
    return Places(starts_on, (*ended, *current.values()), tuple(successions))


def _read_province(row: Table, valid_from: date) -> UnitFact:
    code = row.text("code")
    if not (code.isdigit() and len(code) == CODE_LENGTH[UnitLevel.PROVINCE]):
        raise row.wrong(f"mã tỉnh '{code}' phải gồm 2 chữ số", 'ghi như "01"', "code")
    kind = row.choice("kind", UnitKind)
    return UnitFact(UnitLevel.PROVINCE, code, row.text("name"), kind, valid_from, None)


def _apply(change: Table, current: dict[str, UnitFact], successions: list[UnitSuccessionFact]) -> list[UnitFact]:
    """End the units that a change takes up, put those it makes into `current`; return the ended ones."""
    on, basis, confidence = change.day("on"), change.text("basis"), change.choice("confidence", Confidence)
    made: list[UnitFact] = []
    ended: list[UnitFact] = []
    for row in change.tables("becomes"):
        row.expect_only(UNIT_KEYS | {"of"})
        unit = _read_province(row, on)
        made.append(unit)
        for code in row.texts("of"):
            if code not in current:
                raise row.wrong(f"ngày {on:%d/%m/%Y} không có đơn vị mang mã {code} để nhập vào", "xem lại 'of'", "of")
            old = replace(current.pop(code), valid_to=on - DAY)
            ended.append(old)
            successions.append(UnitSuccessionFact(old.ref, unit.ref, on, basis, confidence))
    for unit in made:
        if unit.code in current:
            raise change.wrong(f"mã {unit.code} đang thuộc {current[unit.code].label}", "ghi đơn vị ấy vào 'of'")
        current[unit.code] = unit
    return ended


def read_communes(file: Path, provinces: Iterable[UnitFact]) -> Places:
    """Communes of all times; rows of one code with days that meet succeed one another.

    Raises ReferenceFileError with the line.
    """
    by_code: Mapping[str, list[UnitFact]] = defaultdict(list)
    for province in provinces:
        by_code[province.code].append(province)
    units: list[UnitFact] = []
    successions: list[UnitSuccessionFact] = []
    latest: dict[str, UnitFact] = {}
    for line, row in _csv_rows(file):
        unit = _read_commune(row, by_code, file, line)
        before = latest.get(unit.code)
        if before is not None:
            successions.append(_continue(before, unit, row["basis"], file, line))
        latest[unit.code] = unit
        units.append(unit)
    if not units:
        raise ReferenceFileError(file, 1, "tệp không có đơn vị nào", "lấy lại tệp từ bộ dữ liệu gốc")
    return Places(min(unit.valid_from for unit in units), tuple(units), tuple(successions))


def _csv_rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with their line in the file; lines of the header comment begin with #."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise ReferenceFileError(file, 1, "tệp không phải UTF-8", "lưu lại tệp với mã UTF-8") from error
    skipped = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    reader = csv.reader(lines[skipped:])
    if next(reader, None) != COMMUNE_COLUMNS:
        message = "dòng đầu của bảng phải nêu đúng các cột"
        raise ReferenceFileError(file, skipped + 1, message, ",".join(COMMUNE_COLUMNS))
    for cells in reader:
        line = skipped + reader.line_num
        if len(cells) != len(COMMUNE_COLUMNS):
            message = f"dòng có {len(cells)} ô, phải có {len(COMMUNE_COLUMNS)}"
            raise ReferenceFileError(file, line, message, "xem lại dấu phẩy")
        yield line, dict(zip(COMMUNE_COLUMNS, cells, strict=True))


def _read_commune(row: Mapping[str, str], provinces: Mapping[str, list[UnitFact]], file: Path, line: int) -> UnitFact:
    code, name = row["code"], row["name"].strip()
    if not (code.isdigit() and len(code) == CODE_LENGTH[UnitLevel.COMMUNE]) or not name:
        raise ReferenceFileError(file, line, f"mã '{code}' phải gồm 5 chữ số và phải có tên", "ghi như 00004,Ba Đình")
    if row["kind"] not in UnitKind.values:
        raise ReferenceFileError(file, line, f"không hiểu loại '{row['kind']}'", "dùng commune, ward hoặc special_zone")
    valid_from = read_day(row["valid_from"], file, line)
    valid_to = read_day(row["valid_to"], file, line) if row["valid_to"] else None
    parent = next((unit for unit in provinces.get(row["province"], ()) if unit.valid(valid_from)), None)
    if parent is None:
        message = f"ngày {valid_from:%d/%m/%Y} không có tỉnh mang mã '{row['province']}'"
        raise ReferenceFileError(file, line, message, "xem lại mã tỉnh trong provinces.yaml")
    if valid_to is not None and valid_to < valid_from:
        raise ReferenceFileError(file, line, "ngày cuối trước ngày đầu", "xem lại valid_from, valid_to")
    kind = UnitKind(row["kind"])
    return UnitFact(UnitLevel.COMMUNE, code, name, kind, valid_from, valid_to, parent.ref)


def _continue(before: UnitFact, unit: UnitFact, basis: str, file: Path, line: int) -> UnitSuccessionFact:
    if before.valid_to is None or before.valid_to + DAY != unit.valid_from:
        message = f"mã {unit.code} đã dùng cho {before.label} và ngày không nối tiếp"
        raise ReferenceFileError(file, line, message, "dòng sau phải bắt đầu đúng ngày hôm sau của dòng trước")
    if not basis:
        raise ReferenceFileError(file, line, "đơn vị thay đổi mà không nêu căn cứ", "ghi số nghị quyết vào cột basis")
    return UnitSuccessionFact(before.ref, unit.ref, unit.valid_from, basis, COMMUNE_CHANGE_CONFIDENCE)

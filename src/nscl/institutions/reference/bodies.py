"""Reading `agencies.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from nscl.documents.pack.enums import AgencyKind
from nscl.institutions.enums import Confidence
from nscl.institutions.reference.facts import AgencyType, TypeSuccession, UnitFact, UnitRef
from nscl.institutions.reference.nodes import Table, open_table, read_day
from nscl.institutions.rules import DAY

TYPE_KEYS = {"key", "name", "kind", "from", "to"}
PROVINCIAL_KEYS = TYPE_KEYS | {"where", "unknown_in_units_since"}


@dataclass(frozen=True, slots=True)
class Bodies:
    """Kinds of bodies and what became what."""

    types: tuple[AgencyType, ...]
    successions: tuple[TypeSuccession, ...]


def read_agencies(file: Path, provinces: Sequence[UnitFact]) -> Bodies:
    """Bodies of the nation and kinds of bodies of the provinces, with their successions.

    Raises ReferenceFileError with the line.
    """
    table = open_table(file)
    table.expect_only({"schema", "from", "national", "provincial", "successions"})
    types: dict[str, AgencyType] = {}
    for part in ("national", "provincial"):
        for row in table.tables(part):
            row.expect_only(TYPE_KEYS if part == "national" else PROVINCIAL_KEYS)
            kind = _read_type(row, provinces, national=part == "national")
            if kind.key in types:
                raise row.wrong(f"khóa '{kind.key}' ghi hai lần", "mỗi khóa một dòng", "key")
            types[kind.key] = kind
    successions = tuple(_read_succession(row, types) for row in table.tables("successions"))
    return Bodies(tuple(types.values()), successions)


def _read_type(row: Table, provinces: Sequence[UnitFact], *, national: bool) -> AgencyType:
    first, last = row.optional_day("from"), row.optional_day("to")
    if first and last and last < first:
        raise row.wrong("ngày cuối trước ngày đầu", "xem lại 'from', 'to'", "to")
    kind = row.choice("kind", AgencyKind)
    if kind is AgencyKind.GROUP:
        raise row.wrong("nhóm cơ quan không phải là cơ quan", "bỏ dòng này", "kind")
    units = frozenset[UnitRef]() if national else _units_with(row, provinces)
    return AgencyType(row.text("key"), row.text("name"), kind, national, first, last, units)


def _units_with(row: Table, provinces: Iterable[UnitFact]) -> frozenset[UnitRef]:
    """The provinces that have the body: `where`, or all but those made since `unknown_in_units_since`."""
    if row.has("where"):
        return frozenset(_named_unit(row, text, provinces) for text in row.texts("where"))
    unknown_since = row.optional_day("unknown_in_units_since")
    return frozenset(unit.ref for unit in provinces if unknown_since is None or unit.valid_from < unknown_since)


def _named_unit(row: Table, text: str, provinces: Iterable[UnitFact]) -> UnitRef:
    """The province of "code/day"."""
    code, _, day = text.partition("/")
    on = read_day(day, row.file, row.line)
    for unit in provinces:
        if unit.code == code and unit.valid(on):
            return unit.ref
    raise row.wrong(f"ngày {on:%d/%m/%Y} không có tỉnh mang mã {code}", "xem lại mã và ngày", "where")


def _read_succession(row: Table, types: dict[str, AgencyType]) -> TypeSuccession:
    row.expect_only({"of", "becomes", "on", "basis", "confidence"})
    on, successor = row.day("on"), row.text("becomes")
    predecessors = tuple(row.texts("of"))
    for key in (*predecessors, successor):
        if key not in types:
            raise row.wrong(f"không có cơ quan '{key}'", "thêm vào national hoặc provincial, hoặc sửa khóa")
    for key in predecessors:
        if types[key].national != types[successor].national:
            raise row.wrong(f"'{key}' và '{successor}' không cùng cấp", "chỉ nối tiếp trong cùng một cấp", "of")
        if not _ends_before(types[key].valid_to, on):
            message = f"'{key}' bàn giao ngày {on:%d/%m/%Y} nhưng ngày cuối của nó không phải là ngày hôm trước"
            raise row.wrong(message, f"ghi 'to: {on - DAY:%Y-%m-%d}' cho '{key}'", "of")
    return TypeSuccession(predecessors, successor, on, row.text("basis"), row.choice("confidence", Confidence))


def _ends_before(last: date | None, on: date) -> bool:
    """Whether a body with this last day hands over on the day; without a last day, it ends with its province."""
    return last is None or last == on - DAY

"""What one part of a pack says about another: agencies, groups, parents, sources, years and lines must exist.

These checks read plain data, not the validated records, so that they also run where the schema has refused something
else: whoever mends a pack sees every problem at once. Whatever has the wrong shape is left to the schema.
"""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from nscl.documents.pack.messages import suggestion
from nscl.documents.pack.values import ALL_SOURCES

Path: TypeAlias = tuple[str | int, ...]
Report: TypeAlias = Callable[[Path, str, str], None]

# Lists whose items carry a key of their own; two items of one list never share it.
_KEYED_LISTS: tuple[Path, ...] = (
    ("agencies",),
    ("targets",),
    ("task_groups",),
    ("tasks",),
    ("budget", "sources"),
    ("budget", "lines"),
)
# (list, field) where agencies are named.
_AGENCY_FIELDS: tuple[tuple[Path, tuple[str, ...]], ...] = (
    (("tasks",), ("lead", "coordinate")),
    (("budget", "lines"), ("lead", "coordinate")),
    (("responsibilities",), ("agency", "with")),
    (("reporting",), ("from", "to")),
    (("reviews",), ("lead",)),
)
_NO_SUCH_AGENCY = "cơ quan “{0}” không có trong agencies"


def check_references(data: object, report: Report) -> None:
    """Report every reference of the pack that leads nowhere, and every key given twice."""
    for path in _KEYED_LISTS:
        _check_unique_keys(data, path, report)
    _check_agencies(data, report)
    _check_groups(data, report)
    _check_parents(data, report)
    _check_money(data, report)


def check_spans(data: object, lines: int, report: Report) -> None:
    """Report every span that reaches beyond the last line of the document."""
    for path, span in _spans(data, ()):
        match span:
            case (int(first), int(last)) if max(first, last) > lines:
                message = f"dòng {max(first, last)} nằm ngoài văn bản (source.txt có {lines} dòng)"
                report(path, message, "sửa số dòng, hoặc dùng đúng source.txt của gói")


def _spans(value: object, path: Path) -> Iterator[tuple[Path, object]]:
    if isinstance(value, dict):
        for key, item in value.items():
            if key == "at":
                yield (*path, key), item
            elif isinstance(item, dict | tuple):
                yield from _spans(item, (*path, key))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            if isinstance(item, dict | tuple):
                yield from _spans(item, (*path, index))


def _at(data: object, path: Path) -> object:
    for step in path:
        data = data.get(step) if isinstance(data, dict) else None
    return data


def _rows(data: object, path: Path) -> Iterator[tuple[Path, dict[object, object]]]:
    rows = _at(data, path)
    if isinstance(rows, tuple):
        for index, row in enumerate(rows):
            if isinstance(row, dict):
                yield (*path, index), row


def _keys(data: object, path: Path) -> list[str]:
    keys = (row.get("key") for _, row in _rows(data, path))
    return [key for key in keys if isinstance(key, str)]


def _check_unique_keys(data: object, path: Path, report: Report) -> None:
    seen: dict[str, int] = {}
    for row_path, row in _rows(data, path):
        key = row.get("key")
        if not isinstance(key, str):
            continue
        if key in seen:
            message = f"khoá “{key}” đã dùng cho mục thứ {seen[key]} của {'.'.join(map(str, path))}"
            report((*row_path, "key"), message, "đặt cho mỗi mục một khoá riêng")
        seen.setdefault(key, int(row_path[-1]) + 1)


def _check_agencies(data: object, report: Report) -> None:
    known = _keys(data, ("agencies",))
    members = set(known)
    for path, fields in _AGENCY_FIELDS:
        for row_path, row in _rows(data, path):
            for field in fields:
                named = row.get(field)
                if isinstance(named, str) and named not in members:
                    report((*row_path, field), _NO_SUCH_AGENCY.format(named), suggestion(named, known))
                elif isinstance(named, tuple):
                    _check_agency_list(named, (*row_path, field), known, members, report)


def _check_agency_list(
    named: tuple[object, ...], path: Path, known: list[str], members: set[str], report: Report
) -> None:
    for index, key in enumerate(named):
        if isinstance(key, str) and key not in members:
            report((*path, index), _NO_SUCH_AGENCY.format(key), suggestion(key, known))
        elif isinstance(key, str) and key in named[:index]:
            report((*path, index), f"cơ quan “{key}” ghi hai lần", "bỏ một lần")


def _check_groups(data: object, report: Report) -> None:
    known = _keys(data, ("task_groups",))
    for row_path, row in _rows(data, ("tasks",)):
        group = row.get("group")
        if isinstance(group, str) and group not in known:
            message = f"nhóm nhiệm vụ “{group}” không có trong task_groups"
            report((*row_path, "group"), message, suggestion(group, known))


def _check_parents(data: object, report: Report) -> None:
    lines = list(_rows(data, ("budget", "lines")))
    known = _keys(data, ("budget", "lines"))
    parents = {row.get("key"): row.get("parent") for _, row in lines}
    for row_path, row in lines:
        parent = row.get("parent")
        if not isinstance(parent, str):
            continue
        if parent not in parents:
            report((*row_path, "parent"), f"dòng dự toán “{parent}” không có", suggestion(parent, known))
        elif _comes_round(row.get("key"), parents):
            message = f"dòng “{row.get('key')}” là cấp trên của chính nó qua parent"
            report((*row_path, "parent"), message, "trỏ parent về dòng cấp trên thật, dòng đầu mục thì ghi null")


def _comes_round(key: object, parents: dict[object, object]) -> bool:
    passed = set()
    above = parents.get(key)
    while above is not None and above not in passed:
        if above == key:
            return True
        passed.add(above)
        above = parents.get(above)
    return False


def _check_money(data: object, report: Report) -> None:
    sources = _keys(data, ("budget", "sources"))
    years = _at(data, ("budget", "years"))
    known_years = [year for year in years if isinstance(year, int)] if isinstance(years, tuple) else []
    for row_path, row in _rows(data, ("budget", "sources")):
        if row.get("key") == ALL_SOURCES:
            message = f"“{ALL_SOURCES}” dành cho số không tách nguồn"
            report((*row_path, "key"), message, "đặt khoá khác cho nguồn này, ví dụ state, enterprise")
    for index, year in enumerate(known_years):
        if year in known_years[:index]:
            report(("budget", "years", index), f"năm {year} ghi hai lần", "bỏ một lần")
    tables = [*_rows(data, ("budget", "lines"))]
    grand_total = _at(data, ("budget", "grand_total"))
    if isinstance(grand_total, dict):
        tables.append((("budget", "grand_total"), grand_total))
    for path, table in tables:
        _check_sources(table.get("total"), (*path, "total"), sources, report)
        by_year = table.get("by_year")
        for year, amounts in by_year.items() if isinstance(by_year, dict) else ():
            place = (*path, "by_year", year)
            _check_year(year, place, known_years, report)
            _check_sources(amounts, place, sources, report)
    for path, stated in _rows(data, ("budget", "stated")):
        _check_year(stated.get("year"), (*path, "year"), known_years, report)
        source = stated.get("source")
        if isinstance(source, str):
            _check_sources({source: None}, (*path, "source"), sources, report, inside=False)


def _check_year(year: object, path: Path, known: list[int], report: Report) -> None:
    if isinstance(year, int) and not isinstance(year, bool) and year not in known:
        listed = ", ".join(map(str, known)) or "không có năm nào"
        report(path, f"năm {year} không có trong budget.years ({listed})", "sửa năm, hoặc thêm vào budget.years")


def _check_sources(amounts: object, path: Path, known: list[str], report: Report, *, inside: bool = True) -> None:
    for source in amounts if isinstance(amounts, dict) else ():
        if isinstance(source, str) and source != ALL_SOURCES and source not in known:
            place = (*path, source) if inside else path
            report(place, f"nguồn “{source}” không có trong budget.sources", suggestion(source, [ALL_SOURCES, *known]))

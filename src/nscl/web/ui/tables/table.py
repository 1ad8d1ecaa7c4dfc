"""A table's definition, and what it shows for one query."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, Generic, TypeVar

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from nscl.text.folding import fold, fold_words, sort_key
from nscl.web.ui.parts.acts import Empty
from nscl.web.ui.parts.base import Text
from nscl.web.ui.parts.navigation import PageLink, Pager
from nscl.web.ui.tables.columns import Column, Filter, Kind, Link
from nscl.web.ui.tables.query import DOWNLOAD, PAGE, SEARCH, SORT, XLSX, TableQuery
from nscl.web.ui.tables.rendering import body_html, cell_class, is_nothing, total_html

Row = TypeVar("Row")
ROWS_A_PAGE: Final = 100
# Pages named beside the current one before the gap "…".
NEIGHBOURS: Final = 1


@dataclass(frozen=True, slots=True)
class DatabasePage:
    """For lists too long for memory: the query has filtered, sorted and cut; `count` rows pass in all.

    `totals` are the sums over all of them, by column key.
    """

    count: int
    totals: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Table(Generic[Row]):
    """A table defined once: HTML, Excel and address follow.

    `name` is its id, anchor and the stem of the downloaded file's name. `search` gives the text of a row that the
    search box looks in (without diacritics, đ as d, all words anywhere); None shows no box. `empty` is what stands
    where there is no row at all. On a phone rows become cards; `scrolls` keeps the grid and scrolls it instead.
    """

    name: str
    caption: Text
    columns: Sequence[Column[Row]]
    rows: Sequence[Row]
    search: Callable[[Row], str] | None = None
    filters: Sequence[Filter[Row]] = ()
    empty: Empty | None = None
    page_size: int = ROWS_A_PAGE
    exportable: bool = True
    scrolls: bool = False
    database_page: DatabasePage | None = None

    def present(self, query: TableQuery) -> TableView[Row]:
        """The table as `query` asks for it."""
        return TableView(self, query)


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A column's heading: where a click leads and how it is sorted now (aria-sort)."""

    heading: Text
    unit: Text
    classes: str
    href: str
    direction: str


@dataclass(frozen=True, slots=True)
class FilterField:
    """A filter's control."""

    name: str
    label: Text
    value: str
    options: Sequence[tuple[str, Text]]


def _sort_value(kind: Kind, value: Any) -> Any:
    """A value of a column as something that sorts; text in Vietnamese dictionary order."""
    if kind is Kind.CHIP:
        return value.rank
    if kind is Kind.LINK:
        return sort_key(str((value if isinstance(value, Link) else value[0]).label))
    if isinstance(value, (list, tuple)):
        value = "; ".join(str(item) for item in value)
    return sort_key(value) if isinstance(value, str) else value


def has_words(folded: str, words: Sequence[str]) -> bool:
    """Whether a folded text holds every one of the folded words, in any order: how every table searches."""
    return all(word in folded for word in words)


class TableView(Generic[Row]):
    """What one query shows of a table. Computed once, when first asked for. Shown by `{% table view %}`."""

    def __init__(self, table: Table[Row], query: TableQuery) -> None:
        self.table = table
        self.query = query

    @cached_property
    def passing(self) -> Sequence[Row]:
        """Every row that passes search and filters, sorted; all pages."""
        if self.table.database_page is not None:
            return self.table.rows
        rows = self.table.rows
        for choice in self.table.filters:
            if chosen := self.query.filter(choice.key):
                rows = [row for row in rows if chosen in choice.codes(row)]
        words = fold_words(self.query.search)
        if self.table.search is not None and words:
            rows = [row for row in rows if has_words(fold(self.table.search(row)), words)]
        return self._sorted(rows)

    def _sorted(self, rows: Sequence[Row]) -> Sequence[Row]:
        column = self.sort_column
        if column is None:
            return rows
        value_of = column.sort_value or column.getter
        known: list[tuple[Any, Row]] = []
        unknown: list[Row] = []
        for row in rows:
            value = value_of(row)
            if is_nothing(value):
                unknown.append(row)
            else:
                known.append((value, row))
        known.sort(key=lambda pair: _sort_value(column.kind, pair[0]), reverse=self.query.is_descending)
        return [row for _value, row in known] + unknown

    @cached_property
    def sort_column(self) -> Column[Row] | None:
        """The column sorted by; None for the table's own order."""
        return next((c for c in self.table.columns if c.sortable and c.key == self.query.sort), None)

    @property
    def count(self) -> int:
        """Rows that pass, over all pages."""
        page = self.table.database_page
        return page.count if page is not None else len(self.passing)

    @cached_property
    def page_count(self) -> int:
        """Number of pages, at least 1."""
        return max(1, -(-self.count // self.table.page_size))

    @property
    def page_number(self) -> int:
        """The page shown; a number beyond the end shows the last."""
        return min(self.query.page, self.page_count)

    @cached_property
    def rows(self) -> Sequence[Row]:
        """The rows of this page."""
        if self.table.database_page is not None:
            return self.table.rows
        first = (self.page_number - 1) * self.table.page_size
        return self.passing[first : first + self.table.page_size]

    # --- the frame

    @property
    def id(self) -> str:
        """The table's id in the page."""
        return f"bang-{self.table.name}"

    @property
    def is_narrowed(self) -> bool:
        """Whether search or a filter is on."""
        return bool(self.query.search and self.has_search) or any(self.query.filter(f.key) for f in self.table.filters)

    @property
    def has_search(self) -> bool:
        """Whether there is a search box."""
        return self.table.search is not None

    @property
    def is_crowded(self) -> bool:
        """Whether the controls need a row of their own."""
        return len(self.filter_fields) > (1 if self.has_search else 2)

    @property
    def search_name(self) -> str:
        """The search box's name in the address."""
        return self.query.name(SEARCH)

    @cached_property
    def filter_fields(self) -> list[FilterField]:
        """The filters' controls; one with nothing to choose between is left out, unless it is on."""
        fields = []
        for choice in self.table.filters:
            options: Sequence[tuple[str, Text]]
            if choice.options is None:
                met = {code for row in self.table.rows for code in choice.codes(row)}
                options = [(code, code) for code in sorted(met, key=sort_key)]
            else:
                options = choice.options
            value = self.query.filter(choice.key)
            if len(options) > 1 or value:
                fields.append(FilterField(self.query.name(choice.key), choice.label, value, options))
        return fields

    @property
    def hidden_fields(self) -> list[tuple[str, str]]:
        """Parameters that the filter form carries along."""
        return self.query.others({SEARCH, *(choice.key for choice in self.table.filters)})

    @property
    def reset_href(self) -> str:
        """The address without search and filters."""
        return self.query.address(dict.fromkeys([SEARCH, *(choice.key for choice in self.table.filters)]))

    @property
    def export_href(self) -> str:
        """The address of the Excel file with the rows that pass."""
        return self.query.address({DOWNLOAD: XLSX})

    @cached_property
    def head(self) -> list[HeadCell]:
        """The headings. A click sorts, a second click turns the order, a third restores the table's own."""
        return [self._head_cell(column) for column in self.table.columns]

    def _head_cell(self, column: Column[Row]) -> HeadCell:
        direction, following = "", column.key
        if column is self.sort_column:
            direction = "descending" if self.query.is_descending else "ascending"
            following = "" if self.query.is_descending else f"-{column.key}"
        href = self.query.address({SORT: following}) if column.sortable else ""
        return HeadCell(column.heading, column.unit, cell_class(column), href, direction)

    @property
    def body(self) -> SafeString:
        """The rows as HTML."""
        return body_html(self.table.columns, self.rows)

    @cached_property
    def totals(self) -> list[Any] | None:
        """Sums over all passing rows, one a column (None where there is none); None without any."""
        columns = self.table.columns
        if not self.count or not any(column.total for column in columns):
            return None
        page = self.table.database_page
        if page is not None:
            return [page.totals.get(column.key) if column.total else None for column in columns]
        return [self._sum(column) if column.total else None for column in columns]

    def _sum(self, column: Column[Row]) -> Any:
        known = [value for row in self.passing if (value := column.getter(row)) is not None]
        return sum(known) if known else None

    @cached_property
    def foot_span(self) -> int:
        """How many columns the words "Cộng … dòng" span: those before the first total, at least one."""
        return max(1, next((place for place, column in enumerate(self.table.columns) if column.total), 1))

    @property
    def foot(self) -> list[tuple[str, SafeString, str]]:
        """The totals' cells after these words: (classes, text, heading)."""
        if self.totals is None:
            return []
        first = self.foot_span
        return [
            (cell_class(c), total_html(c.kind, v) if c.total else SafeString(""), str(c.heading))
            for c, v in zip(self.table.columns[first:], self.totals[first:], strict=True)
        ]

    @property
    def empty(self) -> Empty:
        """What stands in place of the rows."""
        if self.is_narrowed:
            return Empty(_("Không có dòng nào khớp"), _("Bỏ bớt bộ lọc hoặc đổi từ tìm."), "search-x")
        return self.table.empty or Empty(_("Chưa có dòng nào"))

    @property
    def pager(self) -> Pager | None:
        """The pages, where there is more than one."""
        if self.page_count == 1:
            return None
        size, number = self.table.page_size, self.page_number
        shown = {1, self.page_count, *range(number - NEIGHBOURS, number + NEIGHBOURS + 1)}
        links: list[PageLink] = []
        for page in sorted(page for page in shown if 1 <= page <= self.page_count):
            if links and (links[-1].number or 0) < page - 1:
                links.append(PageLink(None))
            links.append(PageLink(page, self._page_href(page), page == number))
        return Pager(
            first=(number - 1) * size + 1,
            last=min(number * size, self.count),
            count=self.count,
            links=links,
            previous=self._page_href(number - 1) if number > 1 else "",
            next=self._page_href(number + 1) if number < self.page_count else "",
        )

    def _page_href(self, number: int) -> str:
        return self.query.address({PAGE: str(number) if number > 1 else None})

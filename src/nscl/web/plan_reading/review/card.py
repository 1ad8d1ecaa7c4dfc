"""The entry that is looked at: what was read, why it is doubtful, what can be done with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from nscl.accounts.rules import Viewer
from nscl.finance.queries.budget import LineDetail, budget_table, get_line, get_stated_sum
from nscl.finance.queries.reviewing import ReadItem
from nscl.plans.enums import ItemKind
from nscl.plans.queries.editions import EditionHeader
from nscl.plans.queries.items import get_item
from nscl.plans.queries.reviews import Reason
from nscl.plans.rules import years_in_words
from nscl.text.dates import format_partial
from nscl.text.formats import format_million, format_vnd
from nscl.web.plan_editing.sources import every_source
from nscl.web.plan_reading.review.addresses import alike_href
from nscl.web.plan_reading.review.course import Course, Entry
from nscl.web.plan_reading.review.subjects import path_in_words
from nscl.web.plans.addresses import EditionAddress, lines_in_words
from nscl.web.plans.items.described import Described
from nscl.web.plans.items.money import describe_line, describe_stated
from nscl.web.plans.items.plan_items import describe
from nscl.web.plans.words import capital
from nscl.web.ui.parts import Fact


@dataclass(frozen=True)
class Why:
    """Why an item is doubtful: the field, the reason, the lines where they are others than the item's."""

    field: str
    reason: str
    lines: str


@dataclass(frozen=True)
class Card:
    """What is shown of the chosen entry. edit, remove: addresses, "" where it cannot be done.

    alike, alike_href: how many items wait for the very same reason, and the page that accepts them all; 0 and "" where
    there is no other.
    """

    entry: Entry
    why: Sequence[Why]
    facts: Sequence[Fact]
    edit: str
    remove: str
    decided: str
    alike: int = 0
    alike_href: str = ""


def card_of(viewer: Viewer, edition: EditionHeader, course: Course, entry: Entry) -> Card:
    """The card of an entry. At most five queries."""
    if entry.item is None:
        reason = entry.passage.reason if entry.passage else ""
        return Card(entry, [Why("", reason, "")] if reason else [], (), "", "", "")
    address = EditionAddress(edition.slug, edition.ordinal)
    item = entry.item
    edit = address.edit(item.kind, item.number)
    review = entry.review
    following = course.next_waiting or course.next or course.previous
    alike = _alike(course, entry)
    return Card(
        entry=entry,
        why=[_why(reason, entry) for reason in review.reasons] if review else [],
        facts=_facts(viewer, edition, item, address),
        edit=f"{edit}?ve={entry.code}",
        remove=_removal(edit, item, (following or entry).code),
        decided=review.decided_by if review else "",
        alike=alike,
        alike_href=alike_href(address, review.only_rule) if review and alike else "",
    )


def _alike(course: Course, entry: Entry) -> int:
    """How many items wait for the reason of this one and no other, this one too; 0 where it is alone."""
    rule = entry.review.only_rule if entry.review else ""
    count = sum(bool(rule) and one.review is not None and one.review.only_rule == rule for one in course.entries)
    return count if count > 1 and "/" not in rule else 0


def _removal(edit: str, item: ReadItem, back: str) -> str:
    """The page that removes an item; the head of a plan stays."""
    return "" if item.kind is ItemKind.HEADER else f"{edit.removesuffix('sua/')}bo/?ve={back}"


def _why(reason: Reason, entry: Entry) -> Why:
    others = (reason.first_line, reason.last_line) != (entry.first_line, entry.last_line)
    lines = lines_in_words(reason.first_line, reason.last_line) if others else ""
    return Why(capital(path_in_words(reason.path)), reason.reason, lines)


def _facts(viewer: Viewer, edition: EditionHeader, item: ReadItem, address: EditionAddress) -> list[Fact]:
    """What was read of an item. Facts without a value say that the reader found none."""
    match item.kind:
        case ItemKind.HEADER:
            return _header(edition)
        case ItemKind.BUDGET:
            return _frame(viewer, edition)
        case ItemKind.BUDGET_LINE:
            detail = get_line(viewer, item.number, edition_id=edition.edition_id)
            return [*_plain(describe_line(detail, address)), *_amounts(detail)]
        case ItemKind.STATED_SUM:
            return _plain(describe_stated(get_stated_sum(viewer, item.number)))
        case _:
            return _plain(describe(item.kind, get_item(viewer, item.kind, item.number).row, address))


def _plain(described: Described) -> list[Fact]:
    """Facts and agencies without their doors: on this screen one reads, and goes on."""
    facts = [Fact(fact.label, fact.value) for fact in described.facts]
    return [*facts, *(Fact(one.label, "\n".join(str(link.label) for link in one.links)) for one in described.agencies)]


def _header(edition: EditionHeader) -> list[Fact]:
    return [
        Fact(_("Tên kế hoạch"), edition.title),
        Fact(_("Số, ký hiệu văn bản"), edition.number),
        Fact(_("Ngày ban hành"), format_partial(edition.issued_on) if edition.issued_on else None),
        Fact(_("Cơ quan ban hành"), edition.issuer),
        Fact(_("Tỉnh"), f"{edition.province_name} ({edition.province_code})"),
        Fact(_("Giai đoạn"), years_in_words(edition.period_start, edition.period_end)),
    ]


def _frame(viewer: Viewer, edition: EditionHeader) -> list[Fact]:
    table = budget_table(viewer, edition.edition_id)
    if table is None:
        return []
    return [
        Fact(_("Đơn vị tiền của bảng"), format_vnd(table.unit_vnd)),
        Fact(_("Các năm"), ", ".join(map(str, table.years))),
        Fact(_("Các nguồn kinh phí"), "\n".join(source.name for source in table.declared)),
    ]


def _amounts(detail: LineDetail) -> list[Fact]:
    """The figures of a budget line as printed (else as given), one row a year, in triệu đồng."""
    names: dict[str | None, str] = {source.key: source.name for source in detail.sources}
    figures = {**detail.line.computed.figures, **detail.line.printed.figures}
    rows: dict[int | None, list[str]] = defaultdict(list)
    whole = every_source(split=bool(names))
    for year, source in sorted(figures, key=lambda cell: (cell[0] or 0, cell[1] or "")):
        rows[year].append(f"{names.get(source, whole)}: {format_million(figures[year, source])}")
    return [
        Fact(
            _("Cả giai đoạn, triệu đồng") if year is None else _("Năm %(year)s, triệu đồng") % {"year": year},
            "\n".join(cells),
        )
        for year, cells in rows.items()
    ]

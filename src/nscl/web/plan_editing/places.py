"""The access-checked getters of the writing pages: an edition, and one item of it, that the person may change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.documents.pack.schema import Record
from nscl.finance.enums import UNSPLIT
from nscl.finance.operations.editing import current_record
from nscl.finance.queries.budget import budget_table
from nscl.finance.queries.items import locate
from nscl.plans.enums import ItemKind
from nscl.plans.operations.errors import ItemMissing
from nscl.plans.queries.access import ItemNotFound
from nscl.plans.queries.basis import list_agencies, list_legal_basis
from nscl.plans.queries.duties import list_reporting, list_responsibilities, list_reviews, list_support_rules
from nscl.plans.queries.editions import EditionHeader
from nscl.plans.queries.items import get_item
from nscl.plans.queries.rows import ItemRow
from nscl.plans.queries.targets import list_targets
from nscl.plans.queries.tasks import list_groups, list_tasks
from nscl.web.access import viewer
from nscl.web.plan_editing.forms.kinds import SPECS
from nscl.web.plan_editing.forms.spec import Choices, KindSpec
from nscl.web.plan_editing.records import header_of, record_of
from nscl.web.plan_editing.sources import every_source
from nscl.web.plans.addresses import EditionAddress, TabKey, kind_of
from nscl.web.plans.frame import edition_or_404

_WITH_AGENCIES = frozenset(
    {ItemKind.TASK, ItemKind.RESPONSIBILITY, ItemKind.REPORTING, ItemKind.REVIEW, ItemKind.BUDGET_LINE}
)
_WITH_BUDGET = frozenset({ItemKind.BUDGET, ItemKind.BUDGET_LINE, ItemKind.STATED_SUM})

_LISTS: Mapping[ItemKind, Callable[[Viewer, int], Sequence[ItemRow]]] = {
    ItemKind.LEGAL_BASIS: list_legal_basis,
    ItemKind.AGENCY: list_agencies,
    ItemKind.TARGET: list_targets,
    ItemKind.TASK_GROUP: list_groups,
    ItemKind.TASK: list_tasks,
    ItemKind.RESPONSIBILITY: list_responsibilities,
    ItemKind.REPORTING: list_reporting,
    ItemKind.REVIEW: list_reviews,
    ItemKind.SUPPORT_RULE: list_support_rules,
}


@dataclass(frozen=True)
class ItemPlace:
    """One item of an edition that the person may change, as it is stored now."""

    edition: EditionHeader
    spec: KindSpec
    number: int
    record: Record
    version: int

    @property
    def href(self) -> str:
        """The item's page."""
        return item_href(self.edition, self.spec.kind, self.number)


def edition_with(request: HttpRequest, permission: Permission, slug: str, ordinal: int) -> EditionHeader:
    """The edition, where the person has the permission in its province. Raises Http404."""
    edition = edition_or_404(request, slug, ordinal)
    if not viewer(request).may(permission, edition.unit_id):
        raise Http404
    return edition


def spec_or_404(segment: str) -> KindSpec:
    """What the form of a kind consists of, by the kind's word in the address. Raises Http404."""
    try:
        return SPECS[kind_of(segment)]
    except KeyError as unknown:
        raise Http404 from unknown


def item_or_404(request: HttpRequest, slug: str, ordinal: int, segment: str, number: int) -> ItemPlace:
    """An item of that edition, which the person may change. Raises Http404."""
    edition = edition_with(request, Permission.EDIT_PLANS, slug, ordinal)
    spec = spec_or_404(segment)
    try:
        record, version = _stored(viewer(request), edition, spec.kind, number)
    except (ItemNotFound, ItemMissing) as missing:
        raise Http404 from missing
    return ItemPlace(edition, spec, number, record, version)


def _stored(person: Viewer, edition: EditionHeader, kind: ItemKind, number: int) -> tuple[Record, int]:
    """The item's record and version. Raises ItemNotFound, ItemMissing where that edition has no such item."""
    if kind is ItemKind.HEADER and number == edition.edition_id:
        return header_of(edition), edition.version
    if kind in _WITH_BUDGET:
        if locate(person, kind, number).edition_id != edition.edition_id:
            raise ItemMissing(kind, number)
        return current_record(kind, number)
    row = get_item(person, kind, number).row
    if row.edition_id != edition.edition_id:
        raise ItemMissing(kind, number)
    return record_of(kind, row), row.version


def item_href(edition: EditionHeader, kind: ItemKind, number: int) -> str:
    """The reading page of an item; the head of a plan and the frame of its budget are read on pages of others."""
    address = EditionAddress(edition.slug, edition.ordinal)
    if kind is ItemKind.HEADER:
        return address.overview
    if kind is ItemKind.BUDGET:
        return address.tab(TabKey.BUDGET)
    return address.item(kind, number)


def choices_for(person: Viewer, edition_id: int, kind: ItemKind) -> Choices:
    """What an item of this kind may refer to in the edition. One to nine queries."""
    agencies = [(row.key, row.name) for row in list_agencies(person, edition_id)] if kind in _WITH_AGENCIES else []
    if kind is ItemKind.TASK:
        groups = [(row.key, f"{row.key}. {row.title}") for row in list_groups(person, edition_id)]
        return Choices(agencies=agencies, groups=groups)
    if kind not in _WITH_BUDGET:
        return Choices(agencies=agencies)
    table = budget_table(person, edition_id)
    named = [(source.key, source.name) for source in table.declared] if table else []
    return Choices(
        agencies=agencies,
        lines=[(line.key, f"{line.key}. {line.title}") for line in table.lines] if table else [],
        sources=[(UNSPLIT, every_source(split=bool(named))), *named],
        years=table.years if table else (),
    )


def siblings(person: Viewer, edition_id: int, kind: ItemKind) -> list[int]:
    """The numbers of the edition's items of a kind, in the order of the document; empty for what has no order."""
    return [row.number for row in _rows(person, edition_id, kind)]


def _rows(person: Viewer, edition_id: int, kind: ItemKind) -> list[ItemRow]:
    rows: Sequence[ItemRow] = ()
    if kind in _LISTS:
        rows = _LISTS[kind](person, edition_id)
    elif kind in {ItemKind.BUDGET_LINE, ItemKind.STATED_SUM}:
        table = budget_table(person, edition_id)
        if table is not None:
            rows = table.lines if kind is ItemKind.BUDGET_LINE else table.stated
    return sorted(rows, key=lambda row: row.position)

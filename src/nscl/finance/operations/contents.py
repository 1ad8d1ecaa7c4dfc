"""The whole content of a draft: written from a pack in a handful of statements, or removed."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from nscl.documents.checks import check_pack
from nscl.documents.pack.display import Display
from nscl.documents.pack.items import items_of
from nscl.documents.pack.labels import Part
from nscl.documents.pack.matching import match_items
from nscl.documents.pack.references import check_references
from nscl.documents.pack.schema import PlanPack
from nscl.finance.operations.lookup import MoneyLookup
from nscl.finance.operations.registry import FRAME, ITEM_TABLES, LINES, STATED
from nscl.finance.operations.searching import Indexer
from nscl.finance.operations.tables.frame import frame_of
from nscl.plans.models import PlanEdition
from nscl.plans.operations.editions import clear_items, header_problems
from nscl.plans.operations.errors import InvalidItem, LoadRefused
from nscl.plans.operations.findings import Decisions, store_findings
from nscl.plans.operations.provinces import day_of
from nscl.plans.operations.register import ProvinceRegister
from nscl.plans.operations.tables.registry import FINDINGS
from nscl.records.operations import Entry


def store_content(*, edition: PlanEdition, pack: PlanPack, amended: PlanPack | None, decisions: Decisions) -> int:
    """Write every item of a pack into a draft that has none, check it, index it. Returns the number of findings.

    amended: the content of the edition that the draft amends, whose items those of the pack `continue`. Raises
    LoadRefused naming every item that the tables cannot hold.
    """
    register = ProvinceRegister(edition.plan.unit_id)
    day = day_of(pack.plan.issued_on, pack.plan.period.start)
    lookup = MoneyLookup(
        edition.pk,
        registered=register.numbers((agency.key for agency in pack.agencies), day),
        source_lines=pack.source.lines if pack.source else None,
    )
    indexer = Indexer(edition, lookup)
    entries = [indexer.header(pack)]
    try:
        if pack.budget is not None:
            FRAME.store(frame_of(pack.budget), lookup)
            lookup.heads(pack.budget.lines)
        entries += _store_items(edition, pack, amended, lookup, indexer)
        findings = store_findings(
            lookup=lookup,
            read=pack.findings,
            computed=check_pack(pack, register=register),
            decisions=decisions,
            continues=continued(Part.FINDINGS, edition, pack, amended),
        )
    except InvalidItem as error:
        raise LoadRefused(map(str, error.problems)) from error
    indexer.replace_all(entries)
    return findings


def clear_content(edition_id: int) -> None:
    """Remove every item of a draft, its money and its findings."""
    STATED.clear(edition_id)
    LINES.clear(edition_id)
    FRAME.clear(edition_id)
    clear_items(edition_id)


def refuse_unfit(pack: PlanPack) -> None:
    """Raise LoadRefused for what a reader would have refused, where the pack does not come from one."""
    problems: list[str] = []

    def report(path: tuple[str | int, ...], message: str, remedy: str) -> None:
        problems.append(f"{'.'.join(map(str, path))}: {message}. {_('Cách sửa')}: {remedy}.")

    # Warnings: pydantic does not know how its own validated dates are dumped.
    check_references(pack.model_dump(by_alias=True, warnings=False), report)
    problems += map(str, header_problems(pack.plan))
    if problems:
        raise LoadRefused(problems)


def continued(part: Part, edition: PlanEdition, pack: PlanPack, amended: PlanPack | None) -> list[int | None]:
    """For each item of a part of the pack, the number of the item that it continues in the amended edition."""
    if amended is None or edition.amends_id is None:
        return []
    table = FINDINGS if part is Part.FINDINGS else next(table for table in ITEM_TABLES if table.part is part)
    numbers: Sequence[int] = table.numbers(edition.amends_id)
    old, new = items_of(part, amended, Display(amended)), items_of(part, pack, Display(pack))
    number_of = dict(zip((item.key for item in old), numbers, strict=True))
    pairs = {after.key: number_of[before.key] for before, after in match_items(old, new).pairs}
    return [pairs.get(item.key) for item in new]


def _store_items(
    edition: PlanEdition, pack: PlanPack, amended: PlanPack | None, lookup: MoneyLookup, indexer: Indexer
) -> list[Entry]:
    entries: list[Entry] = []
    for table in ITEM_TABLES:
        records = table.records(pack)
        if records:
            rows = table.store(records, lookup, continued(table.part, edition, pack, amended))
            entries += indexer.entries(table, [row.pk for row in rows], records)
    return entries

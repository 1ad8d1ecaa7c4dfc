"""A small whole site: the reference data and one person of each role. Built once a module, then rolled back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from nscl.accounts.enums import Role
from nscl.accounts.models import User
from nscl.documents.pack.reader import read_pack_file
from nscl.finance.operations.intake import load_published
from nscl.institutions.queries import UnitRow, unit_by_code
from nscl.records.operations import SYSTEM
from tests.factories.people import AT, BAC_NINH, make_people
from tests.factories.plans import SMALL_TEXT, load_small_plan, small_pack

PUBLISHED = "bac-ninh-2026-2030"
DATA = Path(__file__).parents[2] / "data"


@dataclass(frozen=True)
class World:
    """What the site holds: `people`, one a role, all of `province` (today's Bắc Ninh).

    `slug`, `ordinal`, `edition_id`: a published plan, issued; `draft_slug`, `draft_ordinal`, `draft_id`: a small draft
    with every kind of item. Both are of the province.
    """

    people: Mapping[Role, User]
    province: UnitRow
    slug: str
    ordinal: int
    edition_id: int
    draft_slug: str
    draft_ordinal: int
    draft_id: int


@contextmanager
def built_world() -> Iterator[World]:
    """Build the world inside a transaction, and take it all back afterwards."""
    with transaction.atomic():
        issued = read_pack_file(DATA / "plans" / PUBLISHED / "plan.yaml")
        (outcome,) = load_published(packs=[(issued, None)], by=SYSTEM, at=AT)
        draft = small_pack()
        yield World(
            people=make_people(),
            province=unit_by_code(BAC_NINH, on=AT.date()),
            slug=outcome.slug,
            ordinal=outcome.ordinal,
            edition_id=outcome.edition_id,
            draft_slug=draft.plan.slug,
            draft_ordinal=1,
            draft_id=load_small_plan(text=SMALL_TEXT),
        )
        transaction.set_rollback(True)

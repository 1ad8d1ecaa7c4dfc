"""A small plan of our own, loaded by the real operations: the quickest way to an edition with every kind of item."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from nscl.documents.pack.reader import read_pack, read_pack_file
from nscl.documents.pack.schema import PlanPack
from nscl.finance.operations.intake import load_pack, load_published
from nscl.plans.enums import FindingState
from nscl.plans.models import Finding, Plan, PlanEdition
from nscl.records.operations import SYSTEM, Actor
from tests.factories.people import AT

SMALL_PLAN = Path(__file__).parents[1] / "data" / "small-plan.yaml"
SMALL_LINES = 60
# The document of the small plan; its SHA-256 stands in the pack.
SMALL_TEXT = "".join(f"dòng {number}\n" for number in range(1, SMALL_LINES + 1))
PUBLISHED = Path(__file__).parents[2] / "data" / "plans"


def small_pack() -> PlanPack:
    """The small plan's pack: every part of the format, every shape of a budget cell, one error in the sums."""
    return read_pack(SMALL_PLAN.read_bytes(), name=SMALL_PLAN.name)


def published_packs() -> list[PlanPack]:
    """The five published plans of `data/plans`, by name of their folders."""
    return [read_pack_file(path) for path in sorted(PUBLISHED.glob("*/plan.yaml"))]


def published_plan(slug: str, *, at: datetime = AT) -> Plan:
    """One of the five published plans in force."""
    pack = read_pack_file(PUBLISHED / slug / "plan.yaml")
    (outcome,) = load_published(packs=[(pack, None)], by=SYSTEM, at=at)
    return Plan.objects.get(slug=outcome.slug)


def load_small_plan(*, by: Actor = SYSTEM, at: datetime = AT, text: str | None = None) -> int:
    """The small plan as a draft. Returns the edition's number. The reference data must be there."""
    return load_pack(pack=small_pack(), viewer=None, by=by, at=at, text=text).edition_id


def accept_all_findings(edition_id: int, at: datetime = AT) -> None:
    """Decide every finding of an edition, so that it can be issued."""
    Finding.objects.filter(edition=edition_id).update(state=FindingState.ACCEPTED, decided_at=at)


def edition_of(edition_id: int) -> PlanEdition:
    """The edition's row as it is now."""
    return PlanEdition.objects.get(pk=edition_id)

"""Taking in a plan pack: a new draft, nothing at all, a draft with other content, or an amendment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.documents.pack.difference import PackDifference
from nscl.documents.pack.schema import PlanPack
from nscl.finance.operations.amendments import open_draft
from nscl.finance.operations.changes import changes_of
from nscl.finance.operations.contents import clear_content, refuse_unfit, store_content
from nscl.finance.operations.issuing import issue_as_of
from nscl.finance.operations.standing import Standing, as_stored, standing_of
from nscl.finance.operations.texts import read_text, source_of
from nscl.finance.queries.pack import pack_of
from nscl.plans.enums import EditionState
from nscl.plans.models import Finding, Plan, PlanEdition
from nscl.plans.operations.editions import (
    create_draft,
    create_plan,
    drop_other_text,
    lock_draft,
    lock_edition,
    reference_of,
    rewrite_head,
    write_text,
)
from nscl.plans.operations.errors import DraftDiffers, DraftExists, EditionIssued, LoadRefused
from nscl.plans.operations.findings import Decisions
from nscl.records.operations import Actor, record_event


class PreviewState(StrEnum):
    """What loading a pack would meet."""

    NEW = "new"
    SAME = "same"
    DRAFT_DIFFERS = "draft_differs"
    ISSUED_DIFFERS = "issued_differs"
    REFUSED = "refused"


class LoadResult(StrEnum):
    """What loading a pack did."""

    CREATED = "created"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"
    AMENDED = "amended"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class LoadPreview:
    """What loading would do. ISSUED_DIFFERS: offer `load_as_amendment`; REFUSED: `problems` says why."""

    state: PreviewState
    edition_id: int | None = None
    ordinal: int | None = None
    difference: PackDifference | None = None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadOutcome:
    """What loading did, and to which edition. findings: how many the edition has now."""

    result: LoadResult
    edition_id: int
    slug: str
    ordinal: int
    findings: int


def preview(*, pack: PlanPack, viewer: Viewer | None) -> LoadPreview:
    """What `load_pack` would do with the pack. Writes nothing. Raises NotAllowed."""
    try:
        standing = standing_of(pack, viewer)
        refuse_unfit(pack)
    except LoadRefused as refusal:
        return LoadPreview(PreviewState.REFUSED, problems=refusal.problems)
    edition = standing.edition
    if edition is None:
        return LoadPreview(PreviewState.NEW)
    if not standing.differs:
        return LoadPreview(PreviewState.SAME, edition.pk, edition.ordinal)
    draft = edition.state == EditionState.DRAFT
    state = PreviewState.DRAFT_DIFFERS if draft else PreviewState.ISSUED_DIFFERS
    return LoadPreview(state, edition.pk, edition.ordinal, standing.difference())


@transaction.atomic
def load_pack(
    *,
    pack: PlanPack,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
    text: str | None = None,
    confirm_difference: bool = False,
    comment: str = "",
) -> LoadOutcome:
    """Load a pack as the draft of its plan; the same pack again writes nothing.

    text: the document, kept beside the edition; its lines must be those that the pack counts. A draft with other
    content is replaced only with `confirm_difference`. comment: for the audit trail, what the pack was read from.
    Raises NotAllowed, LoadRefused, TextRefused, DraftDiffers, EditionIssued.
    """
    standing = standing_of(_with_source(pack, text), viewer)
    refuse_unfit(pack)
    edition = standing.edition
    if edition is None:
        return _create(standing, by=by, at=at, text=text, comment=comment)
    if not standing.differs:
        return _unchanged(edition)
    difference = standing.difference()
    if edition.state != EditionState.DRAFT:
        raise EditionIssued(difference, edition.pk, edition.ordinal)
    if not confirm_difference:
        raise DraftDiffers(difference, edition.pk, edition.ordinal)
    return _replace(standing, difference, by=by, at=at, text=text, comment=comment)


@transaction.atomic
def load_as_amendment(
    *, pack: PlanPack, viewer: Viewer | None, by: Actor, at: datetime, text: str | None = None
) -> LoadOutcome:
    """Open an amendment of the plan in force with the pack's content; its items continue those of the plan.

    Raises NotAllowed (opening an amendment is the leader's), LoadRefused, TextRefused, DraftExists.
    """
    standing = standing_of(_with_source(pack, text), viewer)
    if viewer is not None:
        viewer.require(Permission.ISSUE_PLANS, standing.unit_id)
    refuse_unfit(pack)
    edition = standing.edition
    if edition is None:
        return _create(standing, by=by, at=at, text=text)
    if edition.state == EditionState.DRAFT:
        raise DraftExists(edition.pk, edition.ordinal)
    if not standing.differs:
        return _unchanged(edition)
    draft, findings = open_draft(amended=edition, pack=standing.pack, by=by, at=at, text=text)
    return LoadOutcome(LoadResult.AMENDED, draft.pk, pack.plan.slug, draft.ordinal, findings)


@transaction.atomic
def load_published(*, packs: Iterable[tuple[PlanPack, str | None]], by: Actor, at: datetime) -> tuple[LoadOutcome, ...]:
    """Load published plans with their texts and issue them as of the day on which they were signed.

    For setting up: the system does it, and what the documents get wrong stays open, to be decided on the signed plan.
    A plan that is there already is left alone, so a second run writes nothing: UNCHANGED where one of its editions
    says the same, else DIFFERS. Raises LoadRefused, TextRefused.
    """
    return tuple(_load_published(pack, text, by=by, at=at) for pack, text in packs)


def _load_published(pack: PlanPack, text: str | None, *, by: Actor, at: datetime) -> LoadOutcome:
    plan = Plan.objects.select_related("unit").filter(slug=pack.plan.slug).first()
    if plan is not None:
        return _left_alone(plan, as_stored(pack, plan.unit.name))
    outcome = load_pack(pack=pack, viewer=None, by=by, at=at, text=text)
    signed = pack.plan.issued_on
    day = datetime.combine(signed.earliest, time(), timezone.get_default_timezone()) if signed else at
    issue_as_of(edition=lock_edition(outcome.edition_id), by=by, at=at, frozen_at=day)
    return outcome


def _left_alone(plan: Plan, pack: PlanPack) -> LoadOutcome:
    editions = list(PlanEdition.objects.filter(plan=plan).order_by("ordinal"))
    same = next((edition for edition in editions if _says(edition, pack)), None)
    result = LoadResult.DIFFERS if same is None else LoadResult.UNCHANGED
    edition = same or editions[-1]
    return LoadOutcome(result, edition.pk, plan.slug, edition.ordinal, _findings(edition))


def _says(edition: PlanEdition, pack: PlanPack) -> bool:
    stored = pack_of(edition.pk)
    return stored == pack or stored == pack.model_copy(update={"source": stored.source})


def _create(standing: Standing, *, by: Actor, at: datetime, text: str | None, comment: str = "") -> LoadOutcome:
    pack = standing.pack
    plan = create_plan(header=pack.plan, unit_id=standing.unit_id)
    draft = create_draft(plan=plan, header=pack.plan, source=pack.source, amends=None, by=by, at=at)
    findings = store_content(edition=draft, pack=pack, amended=None, decisions=Decisions())
    _keep_text(draft, pack, text, by=by, at=at)
    subject = reference_of(draft)
    record_event(action="edition.loaded", by=by, at=at, subject=subject, context=subject, comment=comment)
    return LoadOutcome(LoadResult.CREATED, draft.pk, plan.slug, draft.ordinal, findings)


def _replace(
    standing: Standing, difference: PackDifference, *, by: Actor, at: datetime, text: str | None, comment: str
) -> LoadOutcome:
    assert standing.edition is not None  # noqa: S101  (there is a draft to replace)
    draft, pack = lock_draft(standing.edition.pk), standing.pack
    decisions = Decisions(draft.pk)
    amended = pack_of(draft.amends_id) if draft.amends_id is not None else None
    clear_content(draft.pk)
    rewrite_head(edition=draft, header=pack.plan, source=pack.source)
    findings = store_content(edition=draft, pack=pack, amended=amended, decisions=decisions)
    _keep_text(draft, pack, text, by=by, at=at)
    subject = reference_of(draft)
    record_event(
        action="edition.reloaded",
        by=by,
        at=at,
        subject=subject,
        context=subject,
        changes=changes_of(difference),
        comment=comment,
    )
    return LoadOutcome(LoadResult.REPLACED, draft.pk, pack.plan.slug, draft.ordinal, findings)


def _unchanged(edition: PlanEdition) -> LoadOutcome:
    return LoadOutcome(LoadResult.UNCHANGED, edition.pk, edition.plan.slug, edition.ordinal, _findings(edition))


def _findings(edition: PlanEdition) -> int:
    return Finding.objects.filter(edition=edition).count()


def _with_source(pack: PlanPack, text: str | None) -> PlanPack:
    """The pack with the text offered as its source, where it names none."""
    if text is None or pack.source is not None:
        return pack
    return pack.model_copy(update={"source": source_of(read_text(text, None))})


def _keep_text(edition: PlanEdition, pack: PlanPack, text: str | None, *, by: Actor, at: datetime) -> None:
    """Keep the text offered; one kept before that is not the pack's goes."""
    if text is not None:
        write_text(edition=edition, text=text, stored=read_text(text, pack.source), by=by, at=at)
    else:
        drop_other_text(edition=edition, sha256=pack.source.sha256 if pack.source else None)

"""Drafts of the province's report: begun with proposed words and front, changed, drafted anew, discarded."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.plans.operations.wording import stored
from nscl.records.operations import Actor, Change
from nscl.reporting.enums import ReportState, RoundState, Section, TemplatePurpose
from nscl.reporting.models import ReportEdition, ReportingRound, ReportParagraph, ReportTemplate
from nscl.reporting.operations.edition_errors import (
    DraftExists,
    FieldConflict,
    InvalidFront,
    ReasonMissing,
    RoundGone,
    RoundNotReopened,
)
from nscl.reporting.operations.editions.opening import SavedEdition, conflict_of, open_draft, tell
from nscl.reporting.queries.access import visible_rounds
from nscl.reporting.queries.editions import front_of, is_proposal
from nscl.reporting.queries.proposing import proposed_front, proposed_paragraphs
from nscl.reporting.rules.fronts import FIELD_NAMES, FrontValues, changed_fields, check_front, front_words, tidied


@transaction.atomic
def start_edition(
    *, round_number: int, reason: str = "", viewer: Viewer | None, by: Actor, at: datetime
) -> SavedEdition:
    """Begin a draft of the province's report of a round.

    The first one gets sentences drafted from the figures and a front proposed from the plan; a further one, after the
    round was opened again, the words and the front of the one in force, with the reason why there is another.
    Raises RoundGone, NotAllowed, DraftExists, RoundNotReopened, ReasonMissing.
    """
    held = _lock_round(round_number, viewer)
    known = list(held.editions.order_by("ordinal"))
    draft = next((one for one in known if one.state == ReportState.DRAFT), None)
    if draft is not None:
        raise DraftExists(draft.pk)
    if known and held.state == RoundState.CLOSED:
        raise RoundNotReopened
    if known and not reason.strip():
        raise ReasonMissing
    front = front_of(known[-1]) if known else proposed_front(held)
    row = ReportEdition(
        round=held,
        ordinal=known[-1].ordinal + 1 if known else 1,
        reason=reason.strip() if known else "",
        created_at=at,
        created_by_id=by.number,
        is_sample=held.is_sample,
    )
    # A further edition is another paper: it gets a number of its own.
    _put(row, front, with_number=False)
    row.save()
    words = _copied(row, known[-1], by=by, at=at) if known else _proposed(row, at=at)
    ReportParagraph.objects.bulk_create(words)
    return tell(row, "started", by=by, at=at, comment=row.reason)


@transaction.atomic
def change_front(
    *, number: int, version: int | None, values: FrontValues, viewer: Viewer | None, by: Actor, at: datetime
) -> SavedEdition:
    """Change subject, number, day, who signs, who receives it, the template.

    Raises EditionGone, NotAllowed, EditionFrozen, EditionConflict (with both values), InvalidFront.
    """
    row = open_draft(number, viewer)
    before, after = front_of(row), tidied(values)
    changed = changed_fields(before, after)
    if version is not None and version != row.version:
        raise conflict_of(row, [_conflict(name, after, before) for name in changed])
    problems = check_front(after, templates=_choosable(row))
    if problems:
        raise InvalidFront(problems)
    if not changed:
        return SavedEdition(row.pk, row.version, changed=False)
    _put(row, after)
    row.version += 1
    row.save()
    changes = [
        Change(stored(FIELD_NAMES[name]), front_words(before, name), front_words(after, name)) for name in changed
    ]
    return tell(row, "changed", by=by, at=at, changes=changes)


@transaction.atomic
def refresh_proposals(*, number: int, viewer: Viewer | None, by: Actor, at: datetime) -> SavedEdition:
    """Draft the assessment anew from today's figures: sentences that nobody has looked at are replaced, others stay.

    Raises EditionGone, NotAllowed, EditionFrozen.
    """
    row = open_draft(number, viewer)
    old = [one for one in row.paragraphs.order_by("position", "pk") if is_proposal(one)]
    fresh = proposed_paragraphs(row.round_id, today=localdate(at))
    if [one.text for one in old] == list(fresh):
        return SavedEdition(row.pk, row.version, changed=False)
    ReportParagraph.objects.filter(pk__in=[one.pk for one in old]).delete()
    last = ReportParagraph.objects.filter(edition=row).order_by("-position").values_list("position", flat=True).first()
    ReportParagraph.objects.bulk_create(_sentences(row, fresh, first=(last or 0) + 1, at=at))
    return tell(row, "redrafted", by=by, at=at)


@transaction.atomic
def discard_edition(*, number: int, version: int | None, viewer: Viewer | None, by: Actor, at: datetime) -> None:
    """Take a draft away, with its words. Raises EditionGone, NotAllowed, EditionFrozen, EditionConflict."""
    row = open_draft(number, viewer)
    if version is not None and version != row.version:
        raise conflict_of(row)
    tell(row, "discarded", by=by, at=at)
    row.delete()


def _lock_round(number: int, viewer: Viewer | None) -> ReportingRound:
    """The round, locked, so that two drafts are not begun at once. Raises RoundGone, NotAllowed."""
    rows = ReportingRound.objects.select_for_update(of=("self",), no_key=True)
    held = rows.select_related("plan__unit", "unit", "edition").filter(pk=number).order_by("pk").first()
    if held is None or (viewer is not None and not visible_rounds(viewer).filter(pk=number).exists()):
        raise RoundGone(number)
    if viewer is not None:
        viewer.require(Permission.RUN_ROUNDS, held.unit_id)
    return held


def _put(row: ReportEdition, front: FrontValues, *, with_number: bool = True) -> None:
    row.subject = front.subject
    row.number = front.number if with_number else ""
    row.issued_on = front.issued_on if with_number else None
    row.signed_for = front.signed_for
    row.signatory = front.signatory
    row.recipients = "\n".join(front.recipients)
    row.template_id = front.template


def _choosable(row: ReportEdition) -> set[int]:
    """The templates of the province in use, and the one that the edition has."""
    in_use = ReportTemplate.objects.filter(
        unit=row.round.unit_id, purpose=TemplatePurpose.PROVINCE, retired_at__isnull=True
    )
    return {*in_use.values_list("pk", flat=True), *([row.template_id] if row.template_id else [])}


def _conflict(name: str, mine: FrontValues, theirs: FrontValues) -> FieldConflict:
    return FieldConflict(name, str(FIELD_NAMES[name]), mine=front_words(mine, name), theirs=front_words(theirs, name))


def _proposed(row: ReportEdition, *, at: datetime) -> list[ReportParagraph]:
    """Sentences of the assessment by nobody: that marks them as a proposal."""
    return _sentences(row, proposed_paragraphs(row.round_id, today=localdate(at)), first=1, at=at)


def _sentences(row: ReportEdition, texts: tuple[str, ...], *, first: int, at: datetime) -> list[ReportParagraph]:
    return [
        ReportParagraph(edition=row, section=Section.ASSESSMENT, position=position, text=text, updated_at=at)
        for position, text in enumerate(texts, start=first)
    ]


def _copied(row: ReportEdition, former: ReportEdition, *, by: Actor, at: datetime) -> list[ReportParagraph]:
    """The words of an earlier edition; what was drafted and stayed so is a person's by its issue."""
    return [
        ReportParagraph(
            edition=row,
            section=one.section,
            position=one.position,
            text=one.text,
            picked_from_id=one.picked_from_id,
            version=2,
            updated_at=at,
            updated_by_id=by.number,
        )
        for one in former.paragraphs.order_by("position", "pk")
    ]

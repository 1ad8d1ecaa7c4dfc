"""The words of the province's report: paragraphs written, picked from the agencies, moved, taken out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from nscl.accounts.rules import Viewer
from nscl.plans.operations.wording import stored
from nscl.records.operations import Actor, Change
from nscl.reporting.enums import Section, SubmissionState
from nscl.reporting.models import ReportEdition, ReportParagraph, SubmissionParagraph
from nscl.reporting.operations.edition_errors import (
    NotPickable,
    ParagraphConflict,
    ParagraphGone,
    PickedAlready,
    TextTooLong,
    WordsChanged,
)
from nscl.reporting.operations.editions.opening import open_draft, tell
from nscl.reporting.queries.editions import is_proposal
from nscl.reporting.rules.words import MOST_CHARACTERS, SITTING


@dataclass(frozen=True, slots=True)
class SavedParagraph:
    """A paragraph after an act: its number, its version now, whether anything changed."""

    number: int
    version: int
    changed: bool = True


@transaction.atomic
def save_report_paragraph(
    *,
    edition: int,
    paragraph: int | None,
    section: Section,
    text: str,
    version: int | None,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> SavedParagraph:
    """Write a paragraph anew, or as the last of its section where `paragraph` is None.

    Saving a drafted sentence as it is says that it was looked at. version: as the person saw it, None: whatever it is.
    Raises EditionGone, NotAllowed, EditionFrozen, ParagraphGone, ParagraphConflict, TextTooLong.
    """
    row = open_draft(edition, viewer)
    body = text.strip()
    if len(body) > MOST_CHARACTERS:
        raise TextTooLong(len(body), MOST_CHARACTERS)
    if paragraph is None:
        return _added(row, section, body, by=by, at=at)
    found = _find(row, paragraph)
    if found.text == body and not is_proposal(found):
        return SavedParagraph(found.pk, found.version, changed=False)
    if version is not None and version != found.version:
        raise _conflict(found, body)
    before, tells = found.text, not _same_sitting(found, by, at)
    found.text, found.version = body, found.version + 1
    found.updated_at, found.updated_by_id = at, by.number
    found.save()
    if tells:
        changes = [Change(stored(Section(found.section).label), before, body)]
        tell(row, "worded", by=by, at=at, changes=changes)
    return SavedParagraph(found.pk, found.version)


@transaction.atomic
def pick_paragraph(*, edition: int, source: int, viewer: Viewer | None, by: Actor, at: datetime) -> SavedParagraph:
    """Take an agency's paragraph over as the last of its section; from then on its words here are the report's own.

    Raises EditionGone, NotAllowed, EditionFrozen, NotPickable, PickedAlready.
    """
    row = open_draft(edition, viewer)
    offers = SubmissionParagraph.objects.select_related("submission__agency").filter(
        submission__round=row.round_id, submission__state=SubmissionState.ACCEPTED
    )
    offer = offers.filter(pk=source).order_by("pk").first()
    if offer is None or not offer.text.strip():
        raise NotPickable
    known = row.paragraphs.filter(picked_from=source).order_by("pk").first()
    if known is not None:
        raise PickedAlready(known.pk)
    section = Section(offer.section)
    made = _create(row, section, offer.text, source=source, by=by, at=at)
    change = Change(stored(section.label), "", f"{offer.submission.agency.name}: {offer.text}")
    tell(row, "picked", by=by, at=at, changes=[change])
    return SavedParagraph(made.pk, made.version)


@transaction.atomic
def unpick(
    *, edition: int, source: int, also_changed: bool = False, viewer: Viewer | None, by: Actor, at: datetime
) -> None:
    """Take a picked paragraph out again. also_changed: even where it was worked on in the report since.

    Raises EditionGone, NotAllowed, EditionFrozen, ParagraphGone, WordsChanged.
    """
    row = open_draft(edition, viewer)
    found = row.paragraphs.select_related("picked_from").filter(picked_from=source).order_by("pk").first()
    if found is None or found.picked_from is None:
        raise ParagraphGone(source)
    if found.text != found.picked_from.text and not also_changed:
        raise WordsChanged(found.text)
    _take_out(row, found, "unpicked", by=by, at=at)


@transaction.atomic
def move_report_paragraph(
    *, edition: int, paragraph: int, step: int, viewer: Viewer | None, by: Actor, at: datetime
) -> bool:
    """Move a paragraph up (step -1) or down (+1) within its section; False where it stands at the end already.

    Raises EditionGone, NotAllowed, EditionFrozen, ParagraphGone.
    """
    row = open_draft(edition, viewer)
    found = _find(row, paragraph)
    others = list(row.paragraphs.filter(section=found.section).order_by("position", "pk"))
    place = next(place for place, one in enumerate(others) if one.pk == found.pk)
    goal = place + step
    if not 0 <= goal < len(others) or not step:
        return False
    others.insert(goal, others.pop(place))
    for position, one in enumerate(others, start=1):
        if one.position != position:
            ReportParagraph.objects.filter(pk=one.pk).update(position=position)
    section = stored(Section(found.section).label)
    tell(row, "moved", by=by, at=at, changes=[Change(section, str(place + 1), str(goal + 1))])
    return True


@transaction.atomic
def remove_report_paragraph(
    *, edition: int, paragraph: int, version: int | None, viewer: Viewer | None, by: Actor, at: datetime
) -> None:
    """Take a paragraph out of the report. Raises EditionGone, NotAllowed, EditionFrozen, ParagraphGone,
    ParagraphConflict.
    """
    row = open_draft(edition, viewer)
    found = _find(row, paragraph)
    if version is not None and version != found.version:
        raise _conflict(found, "")
    _take_out(row, found, "paragraph_removed", by=by, at=at)


def _added(row: ReportEdition, section: Section, text: str, *, by: Actor, at: datetime) -> SavedParagraph:
    made = _create(row, section, text, source=None, by=by, at=at)
    tell(row, "worded", by=by, at=at, changes=[Change(stored(section.label), "", text)])
    return SavedParagraph(made.pk, made.version)


def _create(
    row: ReportEdition, section: Section, text: str, *, source: int | None, by: Actor, at: datetime
) -> ReportParagraph:
    last = row.paragraphs.filter(section=section).aggregate(last=Max("position"))["last"]
    # A first version by nobody is what the system drafted: what somebody wrote begins with the second.
    return ReportParagraph.objects.create(
        edition=row,
        section=section,
        position=(last or 0) + 1,
        text=text,
        picked_from_id=source,
        version=2,
        updated_at=at,
        updated_by_id=by.number,
    )


def _find(row: ReportEdition, paragraph: int) -> ReportParagraph:
    found = row.paragraphs.select_related("updated_by").filter(pk=paragraph).order_by("pk").first()
    if found is None:
        raise ParagraphGone(paragraph)
    return found


def _take_out(row: ReportEdition, found: ReportParagraph, verb: str, *, by: Actor, at: datetime) -> None:
    change = Change(stored(Section(found.section).label), found.text, "")
    found.delete()
    tell(row, verb, by=by, at=at, changes=[change])


def _conflict(found: ReportParagraph, mine: str) -> ParagraphConflict:
    by = found.updated_by.full_name if found.updated_by else ""
    return ParagraphConflict(mine=mine, theirs=found.text, current_version=found.version, by=by, at=found.updated_at)


def _same_sitting(found: ReportParagraph, by: Actor, at: datetime) -> bool:
    """Whether the same person saved this paragraph a moment ago: that was told."""
    return (
        not is_proposal(found)
        and by.number is not None
        and found.updated_by_id == by.number
        and at - found.updated_at < SITTING
    )

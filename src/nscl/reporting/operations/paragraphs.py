"""The words of a submission, paragraph by paragraph: two people write two of them at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nscl.accounts.rules import Viewer
from nscl.plans.enums import EditionState
from nscl.plans.models import Measure
from nscl.plans.operations.wording import stored
from nscl.records.operations import Actor, Change
from nscl.reporting.enums import Section
from nscl.reporting.models import SubmissionParagraph
from nscl.reporting.operations.errors import InvalidText, ParagraphConflict, ParagraphMissing
from nscl.reporting.operations.opening import Opened, begin, open_to_write, tell
from nscl.reporting.rules.words import MOST_CHARACTERS, SITTING
from nscl.work.rules.problems import Problem, Reason


@dataclass(frozen=True, slots=True)
class SavedParagraph:
    """A paragraph as it is stored now. at: when it was last changed; is_changed: whether this save changed it."""

    number: int
    version: int
    at: datetime
    submission_version: int
    is_changed: bool


@transaction.atomic
def save_paragraph(
    *,
    submission: int,
    paragraph: int | None,
    section: Section,
    text: str,
    version: int,
    measure: int | None = None,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> SavedParagraph:
    """Store a paragraph's text, if nobody changed it since `version`; without a paragraph, a new one at the end.

    Several times a minute: the same text writes nothing, the same new paragraph twice is one. section, measure: of a
    new paragraph. Raises SubmissionMissing, NotAllowed, RoundClosed, SubmissionClosed, ParagraphMissing,
    ParagraphConflict (both texts), InvalidText.
    """
    opened = open_to_write(submission, viewer)
    words = _words(text)
    if paragraph is None:
        return _add(opened, section, words, measure, by=by, at=at)
    row = _find(opened, paragraph)
    if row.text == words:
        return SavedParagraph(row.pk, row.version, row.updated_at, opened.row.version, is_changed=False)
    if row.version != version:
        raise _conflict(row, words)
    is_same_sitting = _is_sitting(row, by, at)
    before = row.text
    _store(row, text=words, by=by, at=at)
    begin(opened, by=by, at=at)
    if not is_same_sitting:
        _tell(opened, "written", Section(row.section), before, words, by=by, at=at)
    return SavedParagraph(row.pk, row.version, at, opened.bump(), is_changed=True)


@transaction.atomic
def move_paragraph(*, paragraph: int, version: int, up: bool, viewer: Viewer | None, by: Actor, at: datetime) -> None:
    """Change places with the paragraph above or below it in its section; at the edge, nothing happens.

    Raises what `save_paragraph` raises.
    """
    opened, row = _open(paragraph, viewer)
    _refuse_stale(row, version)
    rows = list(_of_section(opened, row.section))
    place = next(number for number, one in enumerate(rows) if one.pk == row.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for position, one in enumerate(rows, start=1):
        one.position = position
    SubmissionParagraph.objects.bulk_update(rows, ["position"])
    opened.bump()
    _tell(opened, "rearranged", Section(row.section), str(place + 1), str(other + 1), by=by, at=at)


@transaction.atomic
def remove_paragraph(*, paragraph: int, version: int, viewer: Viewer | None, by: Actor, at: datetime) -> None:
    """Take a paragraph away; its text stays in the history, remarks about it stay with the report.

    Raises what `save_paragraph` raises.
    """
    opened, row = _open(paragraph, viewer)
    _refuse_stale(row, version)
    section, text = Section(row.section), row.text
    row.delete()
    opened.bump()
    _tell(opened, "shortened", section, text, "", by=by, at=at)


def _open(paragraph: int, viewer: Viewer | None) -> tuple[Opened, SubmissionParagraph]:
    owner = SubmissionParagraph.objects.filter(pk=paragraph).values_list("submission_id", flat=True).first()
    if owner is None:
        raise ParagraphMissing(paragraph)
    opened = open_to_write(owner, viewer)
    return opened, _find(opened, paragraph)


def _find(opened: Opened, paragraph: int) -> SubmissionParagraph:
    row = SubmissionParagraph.objects.filter(submission=opened.row, pk=paragraph).order_by("pk").first()
    if row is None:
        raise ParagraphMissing(paragraph)
    return row


def _add(
    opened: Opened, section: Section, words: str, measure: int | None, *, by: Actor, at: datetime
) -> SavedParagraph:
    if measure is not None:
        _require_measure(opened, measure)
    last = _of_section(opened, section).last()
    if last is not None and last.text == words and _is_sitting(last, by, at):
        # A click sent twice: the same words are not added twice.
        return SavedParagraph(last.pk, last.version, last.updated_at, opened.row.version, is_changed=False)
    row = SubmissionParagraph.objects.create(
        submission=opened.row,
        section=section,
        measure_id=measure,
        position=1 if last is None else last.position + 1,
        text=words,
        updated_at=at,
        updated_by_id=by.number,
    )
    if words:
        begin(opened, by=by, at=at)
    _tell(opened, "written", section, "", words, by=by, at=at)
    return SavedParagraph(row.pk, row.version, at, opened.bump(), is_changed=True)


def _is_sitting(row: SubmissionParagraph, by: Actor, at: datetime) -> bool:
    """Whether the same person goes on writing the paragraph."""
    return row.updated_by_id == by.number and at - row.updated_at < SITTING


def _store(row: SubmissionParagraph, *, text: str, by: Actor, at: datetime) -> None:
    row.text = text
    row.version += 1
    row.updated_at, row.updated_by_id = at, by.number
    row.save(update_fields=["text", "version", "updated_at", "updated_by"])


def _of_section(opened: Opened, section: str) -> QuerySet[SubmissionParagraph]:
    return SubmissionParagraph.objects.filter(submission=opened.row, section=section).order_by("position", "pk")


def _refuse_stale(row: SubmissionParagraph, version: int) -> None:
    if row.version != version:
        raise _conflict(row, "")


def _require_measure(opened: Opened, measure: int) -> None:
    """Raise InvalidText unless the measure is one of the round's plan, as issued."""
    rows = Measure.objects.filter(pk=measure, edition__plan=opened.round.plan_id)
    if not rows.exclude(edition__state=EditionState.DRAFT).exists():
        message = _("kế hoạch của kỳ báo cáo không có chỉ tiêu này")
        raise InvalidText([Problem("measure", Reason.OTHER_PLAN, message, _("chọn chỉ tiêu trong danh sách"))])


def _words(text: str) -> str:
    """The text as it is kept: one kind of line end, no blanks at the end."""
    words = text.replace("\r\n", "\n").rstrip()
    if len(words) > MOST_CHARACTERS:
        message = _("đoạn dài quá %(n)s ký tự") % {"n": MOST_CHARACTERS}
        raise InvalidText([Problem("text", Reason.TOO_LONG, message, _("chia thành nhiều đoạn"))])
    return words


def _conflict(row: SubmissionParagraph, mine: str) -> ParagraphConflict:
    by = row.updated_by.full_name if row.updated_by else ""
    return ParagraphConflict(row.version, mine=mine, theirs=row.text, by=by, at=row.updated_at)


def _tell(opened: Opened, verb: str, section: Section, before: str, after: str, *, by: Actor, at: datetime) -> None:
    tell(opened, verb, [Change(stored(section.label), before, after)], by=by, at=at)

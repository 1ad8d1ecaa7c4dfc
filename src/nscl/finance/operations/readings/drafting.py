"""Making the draft of what was read: an ordinary draft, with the text, and marks for the review."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nscl.accounts.rules import Viewer
from nscl.documents.pack.problems import PackError
from nscl.documents.pack.reader import read_pack
from nscl.documents.pack.schema import Period, PlanPack, Province
from nscl.documents.pack.values import Span
from nscl.finance.operations.intake import LoadOutcome, LoadResult, load_pack
from nscl.finance.operations.readings.subjects import Subject, Subjects
from nscl.plans.enums import ReadingState
from nscl.plans.models import PlanReading, ReadingDoubt, ReadingPassage, ReadingResult
from nscl.plans.operations.errors import LoadRefused, ReadingMoved
from nscl.plans.operations.readings.drafting import mark_drafted
from nscl.plans.operations.readings.locking import lock_reading
from nscl.plans.operations.reviews.marks import DoubtfulItem, Passage, Why, clear_reviews, store_reviews
from nscl.plans.operations.wording import as_stored
from nscl.records.operations import Actor
from nscl.text.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Header:
    """The head of the plan as a person has looked it over: whose plan it is, for when, under which name."""

    slug: str
    title: str
    number: str | None
    issued_on: PartialDate | None
    province_name: str
    province_code: str
    start: int
    end: int


@transaction.atomic
def draft_reading(
    *, number: int, header: Header, confirm_difference: bool = False, viewer: Viewer, by: Actor, at: datetime
) -> LoadOutcome:
    """Make a draft of what was read of a document, under the head that the person gave it.

    Doubts become marks on the items (`ItemReview`); what was not read, and doubts about what was left out, become
    passages. The audit event is that of loading, with the document's name. Raises NotAllowed, ReadingMissing,
    ReadingMoved, and what `load_pack` raises.
    """
    reading = lock_reading(number, viewer)
    result = ReadingResult.objects.filter(reading=reading).order_by("pk").first()
    if result is None:
        raise ReadingMoved(reading.pk, ReadingState(reading.state))
    pack = pack_with(header, _pack_of(reading, result))
    outcome = load_pack(
        pack=pack,
        viewer=viewer,
        by=by,
        at=at,
        text=result.text,
        confirm_difference=confirm_difference,
        comment=reading.file_name,
    )
    if outcome.result is not LoadResult.UNCHANGED:
        _mark(reading, outcome.edition_id, pack)
    mark_drafted(reading=reading, edition_id=outcome.edition_id, by=by, at=at)
    return outcome


def pack_with(header: Header, pack: PlanPack) -> PlanPack:
    """The pack under another head."""
    plan = pack.plan.model_copy(
        update={
            "slug": header.slug,
            "title": header.title,
            "number": header.number,
            "issued_on": header.issued_on,
            "province": Province(name=header.province_name, code=header.province_code),
            "period": Period(start=header.start, end=header.end),
        }
    )
    return pack.model_copy(update={"plan": plan})


def _pack_of(reading: PlanReading, result: ReadingResult) -> PlanPack:
    try:
        return read_pack(result.pack.encode(), name=reading.file_name)
    except PackError as error:
        raise LoadRefused(map(str, error.problems)) from error


def _mark(reading: PlanReading, edition_id: int, pack: PlanPack) -> None:
    """Write what is to be looked at in the new draft."""
    clear_reviews(edition_id)
    subjects = Subjects(pack)
    found: dict[tuple[str, int], list[Why]] = defaultdict(list)
    known: dict[tuple[str, int], Subject] = {}
    left_out: list[Passage] = []
    for doubt in ReadingDoubt.objects.filter(reading=reading).order_by("position"):
        at = Span(doubt.first_line, doubt.last_line or doubt.first_line) if doubt.first_line else None
        subject = subjects.find(doubt.subject, at) or (subjects.find("plan", None) if at is None else None)
        if subject is None:
            left_out += [Passage(at, None, doubt.reason)] if at is not None else []
            continue
        place = (subject.table.kind.value, subject.place)
        known.setdefault(place, subject)
        found[place].append(Why(doubt.rule, subject.path, doubt.reason, at))
    items = _items(edition_id, pack, known, found)
    passages = ReadingPassage.objects.filter(reading=reading).order_by("position")
    unread = [Passage(Span(row.first_line, row.last_line), row.page) for row in passages]
    store_reviews(edition_id=edition_id, items=items, passages=sorted([*left_out, *unread], key=lambda one: one.at))


def _items(
    edition_id: int,
    pack: PlanPack,
    known: dict[tuple[str, int], Subject],
    found: dict[tuple[str, int], list[Why]],
) -> list[DoubtfulItem]:
    """The doubtful items by their lines in the document, those without lines first."""
    numbers: dict[str, list[int]] = {}
    items: list[tuple[Span, DoubtfulItem]] = []
    for (kind, place), subject in known.items():
        table = subject.table
        if kind not in numbers:
            numbers[kind] = table.numbers(edition_id)
        record = table.records(pack)[place]
        with as_stored():
            label = table.label(record)
        item = DoubtfulItem(kind, numbers[kind][place], label, tuple(found[kind, place]))
        items.append((getattr(record, "at", None) or _first_line(item.why), item))
    return [item for _at, item in sorted(items, key=lambda pair: pair[0])]


def _first_line(why: Iterable[Why]) -> Span:
    return min((one.at for one in why if one.at is not None), default=Span(0, 0))

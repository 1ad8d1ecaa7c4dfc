"""The chapter on goals → the targets of the pack."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nscl.documents.pack.schema import Measure, Period, Target
from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Line
from nscl.documents.reading.outline import Outline
from nscl.documents.reading.paragraph_places import ParagraphPlaces
from nscl.documents.reading.results import Doubt, Extracted
from nscl.documents.reading.targets.drafts import Draft, drafts_by_milestone
from nscl.documents.reading.targets.elsewhere import aims_elsewhere
from nscl.documents.reading.targets.items import GoalTable, Item, goal_items
from nscl.documents.reading.targets.measures import measure_all, without_unit
from nscl.documents.reading.targets.pieces import moved, split_item
from nscl.documents.reading.targets.tables import read_goal_table

MARKS_LOST = "marks-lost"


def read_targets(
    outline: Outline, *, period: Period, damaged: bool = False, lines: Sequence[Line] = ()
) -> Extracted[Target]:
    """The targets of a plan, T1, T2 … in the order of the document, with what can be counted in them.

    Every bullet, numbered item or paragraph of the parts on goals is a target (several where its sentences state
    several), in the phase that its heading or itself names, else in ``period``; the general goal is one without
    measures unless it has figures. Sentences elsewhere that say "phấn đấu" or whom the plan reaches with a figure are
    targets too, with a doubt. ``damaged``: the text has lost its diacritics. ``lines``: the document's, to tie a
    sentence to its own lines instead of its paragraph's.
    """
    drafts: list[Draft] = []
    read: list[Span] = []
    for item in goal_items(outline, period, damaged=damaged):
        if isinstance(item, GoalTable):
            found = list(read_goal_table(item, damaged=damaged))
            read += [item.table.span] if found else []
        else:
            found = list(_from_item(item, lines, damaged=damaged))
            read.append(item.span)
        drafts += found
    for item in aims_elsewhere(outline, period, damaged=damaged):
        found = list(_from_item(item, lines, damaged=damaged))
        drafts += [replace(draft, doubts=(*draft.doubts, _OUTSIDE)) for draft in found if draft.measured]
    return _number(drafts, read, damaged=damaged)


_OUTSIDE = (
    "target-outside-goals",
    "",
    "câu này nằm ngoài phần mục tiêu nhưng có con số phải đạt; hãy xác nhận đây là mục tiêu",
)


def _from_item(item: Item, lines: Sequence[Line], *, damaged: bool) -> Iterator[Draft]:
    """The targets of an item: one a piece, and one a milestone year where a piece names several."""
    places = ParagraphPlaces(item.text, item.span, lines)
    for piece in split_item(item.text, lead_in=item.lead_in, damaged=damaged):
        text = item.text[piece.start : piece.stop].strip()
        at = places.span_of(piece.start, piece.stop)
        quantities = [moved(quantity, -piece.start) for quantity in piece.quantities]
        words = item.text[piece.start : piece.stop]
        found = list(measure_all(words, quantities, lead_in=item.lead_in, damaged=damaged))
        yield from drafts_by_milestone(text, at, item.phase, found)


def _number(drafts: Sequence[Draft], read: Sequence[Span], *, damaged: bool) -> Extracted[Target]:
    """Give the drafts their keys, and their doubts the subjects that these make."""
    targets: list[Target] = []
    doubts: list[Doubt] = []
    for number, draft in enumerate((draft for draft in drafts if draft.text), start=1):
        key = f"T{number}"
        measures: tuple[Measure, ...] = tuple(measured.measure for measured in draft.measured)
        targets.append(Target(key=key, text=draft.text, at=draft.at, phase=draft.phase, measures=measures))
        doubts += _doubts(draft, key, damaged=damaged)
    return Extracted(tuple(targets), tuple(doubts), tuple(read))


def _doubts(draft: Draft, key: str, *, damaged: bool) -> Iterator[Doubt]:
    for rule, field, reason in draft.doubts:
        yield Doubt(f"targets[{key}]{'.' if field else ''}{field}", draft.at, rule, reason)
    if damaged:
        reason = "văn bản mất dấu tiếng Việt: lời văn giữ nguyên như bản quét, hãy viết lại cho đủ dấu"
        yield Doubt(f"targets[{key}].text", draft.at, MARKS_LOST, reason)
    for place, measured in enumerate(draft.measured, start=1):
        for rule, field, reason in measured.doubts:
            yield Doubt(f"targets[{key}].measures[{place}].{field}", draft.at, rule, reason)
    for quantity in draft.unmeasured:
        yield without_unit(quantity, key, draft.at)

"""A difference between two packs, item by item, as parts of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from nscl.documents.pack.difference import Change, ChangeKind, PackDifference
from nscl.documents.pack.labels import Part
from nscl.web.ui.parts import Change as FieldLine
from nscl.web.ui.parts import Chip, Difference, Stat, Stats, Text, Tone


@dataclass(frozen=True)
class PartDifference:
    """What changed in one part of the plan."""

    anchor: str
    label: str
    added: Sequence[str]
    removed: Sequence[str]
    changed: Sequence[Difference]
    chips: Sequence[Chip]


def parts_of(difference: PackDifference, *, before: Text, after: Text) -> list[PartDifference]:
    """The changed parts, in the order of the plan."""
    return [_part(part, changes, before=before, after=after) for part in Part if (changes := difference.of(part))]


def counts_of(difference: PackDifference) -> Stats:
    """How many items were added, changed and removed."""
    return Stats(
        [
            Stat(_("Mục được thêm"), str(difference.count(ChangeKind.ADDED)), icon="circle-plus"),
            Stat(_("Mục được sửa"), str(difference.count(ChangeKind.CHANGED)), icon="pencil"),
            Stat(_("Mục được bỏ"), str(difference.count(ChangeKind.REMOVED)), icon="circle-minus"),
        ]
    )


def in_one_sentence(difference: PackDifference) -> str:
    """How much changed."""
    if difference.is_empty:
        return _("Không có gì khác nhau.")
    return _("Khác nhau ở %(count)s mục: thêm %(added)s, sửa %(changed)s, bỏ %(removed)s.") % {
        "count": len(difference.changes),
        "added": difference.count(ChangeKind.ADDED),
        "changed": difference.count(ChangeKind.CHANGED),
        "removed": difference.count(ChangeKind.REMOVED),
    }


def _part(part: Part, changes: Sequence[Change], *, before: Text, after: Text) -> PartDifference:
    by_kind = {kind: [change for change in changes if change.kind is kind] for kind in ChangeKind}
    return PartDifference(
        anchor=f"phan-{part.value.replace('_', '-')}",
        label=gettext(part.label),
        added=[_named(change) for change in by_kind[ChangeKind.ADDED]],
        removed=[_named(change) for change in by_kind[ChangeKind.REMOVED]],
        changed=[_fields(change, before=before, after=after) for change in by_kind[ChangeKind.CHANGED]],
        chips=_chips({kind: len(found) for kind, found in by_kind.items()}),
    )


def _chips(counts: dict[ChangeKind, int]) -> list[Chip]:
    words = {
        ChangeKind.ADDED: (_("thêm %(n)s"), Tone.GOOD, "circle-plus"),
        ChangeKind.CHANGED: (_("sửa %(n)s"), Tone.INFO, "pencil"),
        ChangeKind.REMOVED: (_("bỏ %(n)s"), Tone.BAD, "circle-minus"),
    }
    return [Chip(text % {"n": counts[kind]}, tone, icon) for kind, (text, tone, icon) in words.items() if counts[kind]]


def _named(change: Change) -> str:
    """An item by its number and title; keys that only the pack knows are left out."""
    shown = change.part in {Part.TARGETS, Part.TASK_GROUPS, Part.TASKS, Part.BUDGET_LINES}
    return f"{change.key}. {change.label}" if shown else change.label


def _fields(change: Change, *, before: Text, after: Text) -> Difference:
    lines = [FieldLine(gettext(field.label), field.before, field.after) for field in change.fields]
    return Difference(_named(change), lines, before_label=before, after_label=after)

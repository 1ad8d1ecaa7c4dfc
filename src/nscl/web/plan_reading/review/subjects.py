"""Paths of the pack in the words of the screen: `tasks[II.3].lead` is "Nhiệm vụ II.3, đơn vị chủ trì"."""

from __future__ import annotations

import re
from typing import Final

from django.utils.translation import gettext as _

from nscl.documents.pack.labels import FIELD_LABELS, Part

_PARTS: Final = {part.value: part.label for part in Part} | {
    "budget.lines": Part.BUDGET_LINES.label,
    "budget.stated": Part.STATED_SUMS.label,
}
_SUBJECT: Final = re.compile(r"^(?P<list>[a-z_]+(?:\.(?:lines|stated))?)(?:\[(?P<key>[^\]]*)\])?(?:\.(?P<path>.+))?$")
_FIELD: Final = re.compile(r"([a-z_]+)(?:\[([^\]]*)\])?")
_YEAR_LENGTH: Final = 4


def subject_in_words(subject: str) -> str:
    """What a doubt is about; the subject itself where it is none of the pack's paths."""
    match = _SUBJECT.match(subject)
    if match is None or match["list"] not in _PARTS:
        return subject
    words = f"{_(_PARTS[match['list']])} {match['key'] or ''}".strip()
    field = path_in_words(match["path"] or "")
    return f"{words}, {field}" if field else words


def path_in_words(path: str) -> str:
    """A field within an item: "measures[2].value" is "chỉ tiêu 2, giá trị"; "" for the whole."""
    steps = []
    for name, place in _FIELD.findall(path):
        label = FIELD_LABELS.get(name) or _PARTS.get(name)
        if label is not None:
            steps.append(f"{_(label).lower()} {place}".strip())
    steps += [year for year in path.split(".") if year.isdigit() and len(year) == _YEAR_LENGTH]
    return ", ".join(steps)

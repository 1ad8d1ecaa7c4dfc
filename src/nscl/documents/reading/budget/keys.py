"""The labels of budget rows and the tree that they make: "3" under "II" is line "II.3"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from nscl.documents.reading.keys import unused_key


class RowLabelKind(StrEnum):
    """The marks before the rows of a budget table."""

    CAPITAL = "capital"  # A, B
    ROMAN = "roman"  # I, II
    ARABIC = "arabic"  # 1, 2
    DECIMAL = "decimal"  # 1.1
    LETTER = "letter"  # a, b
    BULLET = "bullet"  # -, +
    NONE = "none"


@dataclass(frozen=True, slots=True)
class RowLabel:
    """A row's mark: its kind and its text without brackets or full stop; "" for a bullet or none."""

    kind: RowLabelKind
    text: str = ""


@dataclass(frozen=True, slots=True)
class RowKey:
    """A line's key in the pack and its parent's; None at the top."""

    key: str
    parent: str | None


UNLABELLED = RowLabel(RowLabelKind.NONE)
ROMANS = tuple(
    "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI XXII XXIII XXIV XXV".split()  # noqa: SIM905
)
_ROMAN_LOOKALIKES = str.maketrans({"1": "I", "l": "I", "|": "I", "!": "I", "L": "I"})
_MARK = re.compile(r"\(?(?P<mark>[A-ZĐIVXLl1|!]{1,6}|\d{1,3}(?:\.\d{1,3}){0,3}|[a-zđ]|[-–+*•])(?P<end>[.)/:]?)\)?")


def read_label(text: str, *, damaged: bool = False) -> RowLabel | None:
    """The label that a text is, without what follows; None where it is none.

    ``damaged``: letters that OCR takes for others are forgiven ("I11." is III, "!" is 1).
    """
    text = text.strip()
    match = _MARK.fullmatch(text)
    if match is None or (text[0] == "(" and text[-1] != ")"):
        return None
    mark = match["mark"]
    if mark in ROMANS:
        return RowLabel(RowLabelKind.ROMAN, mark)
    if mark[0].isdigit() and mark.replace(".", "").isdigit() and not (damaged and mark[0] == "1" and len(mark) > 1):
        kind = RowLabelKind.DECIMAL if "." in mark else RowLabelKind.ARABIC
        return RowLabel(kind, mark)
    return _read_other(mark, end=match["end"], damaged=damaged)


def _read_other(mark: str, *, end: str, damaged: bool) -> RowLabel | None:
    if damaged and mark in {"!", "|", "l"}:
        return RowLabel(RowLabelKind.ARABIC, "1")
    if damaged and end == "." and (roman := mark.translate(_ROMAN_LOOKALIKES)) in ROMANS:
        return RowLabel(RowLabelKind.ROMAN, roman)
    if mark.replace(".", "").isdigit():
        return RowLabel(RowLabelKind.DECIMAL if "." in mark else RowLabelKind.ARABIC, mark)
    if mark in "-–+*•":
        return RowLabel(RowLabelKind.BULLET)
    if len(mark) == 1 and mark.isalpha() and mark != "|":
        return RowLabel(RowLabelKind.CAPITAL if mark.isupper() else RowLabelKind.LETTER, mark)
    return None


@dataclass(slots=True)
class _Level:
    kind: RowLabelKind
    key: str
    text: str = ""
    count: int = 0  # rows so far directly under it


def assign_keys(labels: Sequence[RowLabel]) -> tuple[RowKey, ...]:
    """The key and parent of each row.

    A kind of label stands as deep as it first appeared under its parent; "1.2" stands under the row "1" where there is
    one. A row without a label is a sibling of the rows of the deepest kind in the table. Keys are made unique: a
    number printed twice under one heading gets "-2" (the numbering itself is checked elsewhere).
    """
    root = _Level(RowLabelKind.NONE, "")
    stack: list[_Level] = []
    used: set[str] = set()
    result = []
    deepest = _deepest_kind(labels)
    for label in labels:
        kind = label.kind if label.kind is not RowLabelKind.NONE else deepest
        depth = _find_depth(stack, label, kind)
        parent = stack[depth - 1] if depth else None
        above = parent or root
        above.count += 1
        key = unused_key(_make_key(parent, label, above.count), used)
        used.add(key)
        stack[depth:] = [_Level(kind, key, label.text)]
        result.append(RowKey(key, parent.key if parent is not None else None))
    return tuple(result)


def _deepest_kind(labels: Sequence[RowLabel]) -> RowLabelKind:
    order = [kind for kind in RowLabelKind if kind is not RowLabelKind.NONE]
    seen = [label.kind for label in labels if label.kind is not RowLabelKind.NONE]
    kinds = set(seen)
    if not kinds:
        return RowLabelKind.NONE
    if kinds <= {RowLabelKind.ROMAN, RowLabelKind.CAPITAL}:
        return RowLabelKind.ARABIC  # headings numbered, the rows under them not
    return max(
        (kind for kind in kinds if kind is not RowLabelKind.BULLET), key=order.index, default=RowLabelKind.BULLET
    )


def _find_depth(stack: Sequence[_Level], label: RowLabel, kind: RowLabelKind) -> int:
    """How many of the open levels stand over a row with this label."""
    if kind is RowLabelKind.DECIMAL and label.text:
        prefix = label.text.rpartition(".")[0]
        for place in range(len(stack) - 1, -1, -1):
            if stack[place].text == prefix:
                return place + 1
    for place, level in enumerate(stack):
        if level.kind is kind:
            return place
    return len(stack)


def _make_key(parent: _Level | None, label: RowLabel, ordinal: int) -> str:
    text = label.text or str(ordinal)
    if parent is None:
        return text
    if text.startswith(parent.key + "."):
        return text
    own = parent.key.rpartition(".")[2]
    if label.kind is RowLabelKind.DECIMAL and text.startswith(own + "."):
        text = text[len(own) + 1 :]
    return f"{parent.key}.{text}"

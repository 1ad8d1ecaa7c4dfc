"""Who leads and who coordinates a budget row, from its agency cells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nscl.documents.reading.agencies import Mention, find_agencies
from nscl.documents.reading.budget.heads import words
from nscl.documents.reading.budget.tables import BudgetRow
from nscl.text.folding import fold

# Between two bodies of one cell stands a comma, a semicolon or a word; between two cells nothing.
_JOINED = re.compile(r"[,;/&+]|\b(?:và|va|cùng|với|cung|voi)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bodies:
    """Keys of the bodies of a row; ``mentions`` as found. ``remark``: what stands there instead of a body.

    ``stated``: whether the cells hold anything at all. ``border_unclear``: the border between the two cells was lost
    and nothing shows it.
    """

    lead: tuple[str, ...] = ()
    coordinate: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    remark: str | None = None
    stated: bool = False
    border_unclear: bool = False


def read_bodies(row: BudgetRow, *, damaged: bool, province: str | None) -> Bodies:
    """The bodies in a row's agency cells."""
    remark = _remark(row)
    if remark is not None:
        return Bodies(remark=remark, stated=True)
    if not row.agencies_joined:
        lead = find_agencies(row.lead_text, damaged=damaged, province=province, cell=True)
        coordinate = find_agencies(row.coordinate_text, damaged=damaged, province=province, cell=True)
        return Bodies(_keys(lead), _keys(coordinate), (*lead, *coordinate), stated=bool(lead or coordinate))
    found = find_agencies(row.lead_text, damaged=damaged, province=province)
    border = _border(row.lead_text, found)
    unclear = border is None and len(found) > 1
    border = 1 if border is None else border
    lead, coordinate = found[:border], found[border:]
    return Bodies(_keys(lead), _keys(coordinate), found, stated=bool(found), border_unclear=unclear)


def _remark(row: BudgetRow) -> str | None:
    text = f"{row.lead_text} {row.coordinate_text}".strip()
    folded = fold(text)
    if any(folded.startswith(phrase) for phrase in words()["own_project"]):
        return " ".join(text.split())
    return None


def _border(text: str, mentions: Sequence[Mention]) -> int | None:
    """The number of mentions in the first cell: up to the first two that nothing joins."""
    for place in range(1, len(mentions)):
        between = text[mentions[place - 1].stop : mentions[place].start]
        if _JOINED.search(between) is None:
            return place
    return None


def _keys(mentions: Sequence[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.key for mention in mentions))

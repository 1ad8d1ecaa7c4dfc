"""Which item of one list is which item of the other."""

import difflib
from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from nscl.documents.pack.items import Item

# Two wordings of one duty share at least this part of their characters (difflib's ratio); below, they are two duties.
SAME_TEXT_RATIO = 0.6


@dataclass(frozen=True, slots=True)
class Matching:
    """Pairs (old, new) in the order of the new list, then what only one of the lists has."""

    pairs: tuple[tuple[Item, Item], ...]
    added: tuple[Item, ...]
    removed: tuple[Item, ...]


def match_items(old: Sequence[Item], new: Sequence[Item]) -> Matching:
    """Pair the items of two lists, one identity after the other; equal identities pair in their order.

    Items that carry a wording and are still single then pair by likeness, the most alike first.
    """
    partner: dict[int, int] = {}
    for rank in range(max((len(item.identities) for item in new), default=0)):
        _pair_by_identity(old, new, rank, partner)
    _pair_by_wording(old, new, partner)
    taken = set(partner.values())
    return Matching(
        pairs=tuple((old[partner[index]], item) for index, item in enumerate(new) if index in partner),
        added=tuple(item for index, item in enumerate(new) if index not in partner),
        removed=tuple(item for index, item in enumerate(old) if index not in taken),
    )


def _pair_by_identity(old: Sequence[Item], new: Sequence[Item], rank: int, partner: dict[int, int]) -> None:
    taken = set(partner.values())
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for index, item in enumerate(old):
        if index not in taken and item.identities[rank] is not None:
            waiting[item.identities[rank]].append(index)
    for index, item in enumerate(new):
        candidates = waiting.get(item.identities[rank])
        if index not in partner and candidates:
            partner[index] = candidates.pop(0)


def _pair_by_wording(old: Sequence[Item], new: Sequence[Item], partner: dict[int, int]) -> None:
    taken = set(partner.values())
    likeness: list[tuple[float, int, int]] = []
    for new_index, item in enumerate(new):
        for old_index, other in enumerate(old):
            if new_index not in partner and old_index not in taken:
                ratio = _likeness(other, item)
                if ratio >= SAME_TEXT_RATIO:
                    likeness.append((-ratio, new_index, old_index))
    for _, new_index, old_index in sorted(likeness):
        if new_index not in partner and old_index not in taken:
            partner[new_index] = old_index
            taken.add(old_index)


def _likeness(old: Item, new: Item) -> float:
    """How alike two wordings are, from 0 to 1; 0 where they cannot be one item or stay below the least ratio."""
    if old.wording is None or new.wording is None or old.wording[0] != new.wording[0]:
        return 0.0
    matcher = difflib.SequenceMatcher(None, old.wording[1], new.wording[1], autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= SAME_TEXT_RATIO else 0.0

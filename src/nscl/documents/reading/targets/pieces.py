"""An item of the goals → one piece for each target in it.

A paragraph may state several targets in a row ("Đào tạo ít nhất 10 chuyên gia …. Trên 500 lượt người …"); a sentence
that only goes on about the one before it ("Qua đó …") or leads up to the next one stays with it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from nscl.documents.reading.lexicon import load
from nscl.documents.reading.quantities import Quantity, find_quantities
from nscl.documents.reading.sentences import Sentence, split_sentences
from nscl.text.folding import fold

_DATA = load("targets")
_CONTINUATIONS = tuple(f"{fold(words)} " for words in _DATA["continuations"])
_PRIORITIES = tuple(f"{fold(words)} " for words in _DATA["priorities"])
_LONGEST_PRELUDE = 15  # words: a sentence that names the subject of the next one


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an item with its quantities (offsets into the item's text)."""

    start: int
    stop: int
    quantities: tuple[Quantity, ...]


def split_item(text: str, *, lead_in: str, damaged: bool) -> Iterator[Piece]:
    """The pieces of an item in order; sentences on who comes first are support rules, not targets, and are left out."""
    piece: Piece | None = None
    for sentence in split_sentences(text):
        if fold(sentence.text).startswith(_PRIORITIES):
            continue
        quantities = _quantities(sentence, lead_in=lead_in, damaged=damaged)
        if piece is not None and _begins_target(piece, sentence, text, quantities):
            yield piece
            piece = None
        if piece is None:
            piece = Piece(sentence.start, sentence.stop, quantities)
        else:
            piece = Piece(piece.start, sentence.stop, (*piece.quantities, *quantities))
    if piece is not None:
        yield piece


def _begins_target(piece: Piece, sentence: Sentence, text: str, quantities: tuple[Quantity, ...]) -> bool:
    if fold(sentence.text).startswith(_CONTINUATIONS):
        return False
    if piece.quantities:
        return True
    return bool(quantities) and len(text[piece.start : piece.stop].split()) > _LONGEST_PRELUDE


def _quantities(sentence: Sentence, *, lead_in: str, damaged: bool) -> tuple[Quantity, ...]:
    """The quantities of a sentence; the lead-in of its list says when ("Đến năm 2030:", "Mỗi năm:")."""
    prefix = f"{lead_in} " if lead_in else ""
    found = find_quantities(prefix + sentence.text, damaged=damaged, money=True)
    shift = sentence.start - len(prefix)
    return tuple(moved(quantity, shift) for quantity in found if quantity.start >= len(prefix))


def moved(quantity: Quantity, shift: int) -> Quantity:
    """The quantity with its offsets moved into a longer text."""
    return replace(quantity, start=quantity.start + shift, stop=quantity.stop + shift)

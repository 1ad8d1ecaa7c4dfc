"""Well-known phrases of titles with their diacritics again, in a text that OCR has stripped of them."""

from functools import lru_cache

from nscl.documents.reading import lexicon
from nscl.documents.reading.approximate import PhraseIndex, find_phrases, phrase_index

_LEAST = 0.8  # likeness, as `find_phrases` advises for phrases of several words
_SINGLE_LEAST = 1.0  # of phrases of two syllables: no letter wrong but the lost marks
_SHORT_PHRASE = 2  # words
_MISREAD_U = str.maketrans("wW", "uU")  # no Vietnamese word has a w: it was ư
_MOST_INDEXES = 64  # one for each set of names, of which a document has one


def restore_terms(text: str, names: tuple[str, ...] = ()) -> str:
    """The text with the phrases of the lexicon `terms`, and the names given, in place of what the OCR made of them.

    What is no such phrase stays as it is; a capital at the beginning of a phrase stays a capital.
    """
    matches = find_phrases(
        text.translate(_MISREAD_U),
        _index(names),
        least=_LEAST,
        accept=lambda match: match.score >= (_SINGLE_LEAST if len(match.phrase.split()) <= _SHORT_PHRASE else _LEAST),
    )
    parts, place = [], 0
    for match in matches:
        written = text[match.start : match.stop]
        phrase = match.phrase[:1].upper() + match.phrase[1:] if written[:1].isupper() else match.phrase
        parts += [text[place : match.start], phrase]
        place = match.stop
    return "".join([*parts, text[place:]])


@lru_cache(maxsize=_MOST_INDEXES)
def _index(names: tuple[str, ...]) -> PhraseIndex:
    return phrase_index((*names, *lexicon.load("terms")["terms"]))

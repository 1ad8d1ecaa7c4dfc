"""The word lists of loose tables (lexicon `task_heads`), folded."""

from functools import cache

from nscl.documents.reading import lexicon
from nscl.text.folding import fold_words


@cache
def words_of(name: str) -> frozenset[str]:
    """A list of words, or of phrases as their words with single spaces. Raises KeyError for an unknown list."""
    return frozenset(" ".join(fold_words(text)) for text in lexicon.load("task_heads")[name])


@cache
def printed_words_of(name: str) -> frozenset[str]:
    """A list of words with diacritics, in small letters: "tư" is not "từ". Raises KeyError for an unknown list."""
    return frozenset(text.lower() for text in lexicon.load("task_heads")[name])

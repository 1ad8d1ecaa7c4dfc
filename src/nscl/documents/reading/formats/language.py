"""What language a text is in, as far as the reader must know: Vietnamese, Vietnamese without marks, or another."""

from collections.abc import Iterable
from dataclasses import dataclass

from nscl.documents.reading.formats.encodings.syllables import is_bare_syllable, is_syllable, words_of

# Of the words of Vietnamese administrative text some 75 in 100 carry marks, and nearly all of the others are
# syllables as well; of English words about a third happen to be spelt like one. OCR without Vietnamese keeps a few
# marks by accident.
_MIN_MARKED = 0.4
_MIN_VIETNAMESE = 0.5
_ENOUGH_WORDS = 20


@dataclass(frozen=True, slots=True)
class Language:
    """How many words a text has; how many are Vietnamese syllables with marks, and how many without."""

    words: int
    marked: int
    bare: int

    @property
    def marks_lost(self) -> bool:
        """Vietnamese most of whose diacritics are missing: recognise words folded and approximately."""
        return self.words >= _ENOUGH_WORDS and self.is_vietnamese and self.marked < _MIN_MARKED * self.words

    @property
    def is_vietnamese(self) -> bool:
        """Whether most words are Vietnamese syllables, with or without marks; True of a text of a few words."""
        return self.words < _ENOUGH_WORDS or self.marked + self.bare >= _MIN_VIETNAMESE * self.words


def measure_language(lines: Iterable[str]) -> Language:
    """Count the words of a text by what they can be."""
    words = marked = bare = 0
    for line in lines:
        for word in words_of(line):
            words += 1
            if word.isascii():
                bare += is_bare_syllable(word)
            else:
                marked += is_syllable(word)
    return Language(words, marked, bare)

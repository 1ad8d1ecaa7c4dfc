"""Standards and products as rules name them: "TCVN ISO/IEC 17025:2017" is "ISO 17025"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from nscl.text.folding import fold

ANY = "*"
_YEAR = re.compile(r"[:\-]\s*(19|20)\d\d\b")
_NATIONAL = re.compile(r"\b(tcvn|iec|en|bs|gb)\b|/")
_LETTERS_THEN_DIGITS = re.compile(r"(?<=[a-z])(?=\d)")


@lru_cache(maxsize=4096)
def subject_key(text: str) -> str:
    """What two ways of writing one standard (or product) have in common: no case, marks, year, TCVN, IEC."""
    plain = _NATIONAL.sub(" ", _YEAR.sub("", fold(text)))
    return " ".join(_LETTERS_THEN_DIGITS.sub(" ", plain).split())


@dataclass(frozen=True, slots=True)
class Subjects:
    """The standards or products that a rule is about: those of the patterns, without the exceptions.

    "*" is anything, "ISO *" any that begins so; a rule about anything asks for no subject.
    """

    patterns: tuple[str, ...]
    exceptions: tuple[str, ...]

    @property
    def is_any(self) -> bool:
        """Whether the rule takes any subject, or none."""
        return self.patterns == (ANY,) and not self.exceptions

    def match(self, key: str) -> bool:
        """Whether a subject, as `subject_key` gives it, is among them."""
        return _any(self.patterns, key) and not _any(self.exceptions, key)


def _any(patterns: tuple[str, ...], key: str) -> bool:
    return any(
        pattern == ANY or (key.startswith(pattern[:-1]) if pattern.endswith(ANY) else key == pattern)
        for pattern in patterns
    )

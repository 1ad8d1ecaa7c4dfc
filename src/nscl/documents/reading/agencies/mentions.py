"""What `find_agencies` returns."""

import re
from dataclasses import dataclass

from nscl.documents.pack.enums import AgencyKind
from nscl.documents.reading.keys import short_key
from nscl.text.folding import fold_words

_KEY_WORDS = 10


@dataclass(frozen=True, slots=True)
class Mention:
    """A body named in a text: ``start`` and ``stop`` are offsets, ``as_written`` what stands there.

    ``key`` and ``kind`` are those of the pack's agencies; ``name`` is the full name, with what this mention says about
    it ("Đài Phát thanh và Truyền hình tỉnh"): `name_agencies` chooses one name for the whole plan. ``known``: whether
    the body stands in the word lists; the caller reports others ("agency-unknown"). ``parts``: the members that the
    mention of a group names ("sở", "ngành"). ``score``: 1.0, less where the text was damaged.
    """

    key: str
    name: str
    kind: AgencyKind
    start: int
    stop: int
    as_written: str
    known: bool = True
    parts: tuple[str, ...] = ()
    score: float = 1.0


def own_key(name: str) -> str:
    """A key for a body that the word lists do not know: the folded words of its name."""
    words = fold_words(name)[:_KEY_WORDS]
    key = "-".join("".join(character for character in word if character.isascii()) for word in words)
    return short_key(re.sub(r"-+", "-", key).strip("-") or "co-quan")

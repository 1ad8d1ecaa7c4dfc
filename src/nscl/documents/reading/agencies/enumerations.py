"""Enumerations of departments under one head: "Các Sở: Công Thương; Xây dựng và Y tế"."""

import re
from collections.abc import Iterator

from nscl.documents.reading.agencies.catalogue import Catalogue, Entry
from nscl.documents.reading.agencies.mentions import Mention
from nscl.documents.reading.agencies.words import FoldedText

_LIST_BREAK = re.compile(r"[\s,;:]*(?:và\s+)?(?=\S)", re.IGNORECASE)
_LIST_HEAD = re.compile(r"\b(?:các\s+)?(sở|bộ)\s*(:?)\s*(?=\S)", re.IGNORECASE)
_SHORT_FORM = 2  # "TC", "CT": only in capitals


def find_enumeration(text: str, folded: FoldedText, word: int, known: Catalogue) -> Iterator[Mention]:
    """The departments of an enumeration that begins at a word, every field of the list one; none where none does.

    The caller has seen to it that the word heads a name.
    """
    head = _LIST_HEAD.match(text, folded.starts[word])
    if head is None:
        return
    kind = "so" if head[1].lower() == "sở" else "bo"
    at, start = head.end(), head.start()
    members: list[Mention] = []
    while (member := _field(text, folded, at, kind, known)) is not None:
        entry, stop = member
        members.append(Mention(entry.key, entry.name, entry.kind, start, stop, text[start:stop]))
        gap = _LIST_BREAK.match(text, stop)
        start = at = gap.end() if gap else stop
        if gap is None or gap.end() == stop or not text[at : at + 1].isupper():
            break
    if len(members) > 1 or (members and head[2]):
        yield from members


def _field(text: str, folded: FoldedText, at: int, kind: str, known: Catalogue) -> tuple[Entry, int] | None:
    word = folded.word_at_start(at)
    if word >= len(folded.starts) or folded.starts[word] != at:
        return None
    best: tuple[Entry, int] | None = None
    for field in known.fields:
        match = field.pattern.match(folded.folded, folded.begins[word])
        if match is None or kind not in field.keys:
            continue
        stop = folded.span(folded.begins[word], match.end())[1]
        if stop - at <= _SHORT_FORM and not text[at:stop].isupper():
            continue
        if best is None or stop > best[1]:
            best = known.by_key[field.keys[kind]], stop
    return best

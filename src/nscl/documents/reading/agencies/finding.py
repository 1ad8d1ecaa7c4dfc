"""Where a text names bodies: longest match of the word lists over folded words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from unicodedata import normalize

from nscl.documents.reading.agencies.catalogue import Catalogue, Entry, Wording, catalogue
from nscl.documents.reading.agencies.damaged import find_damaged
from nscl.documents.reading.agencies.enumerations import find_enumeration
from nscl.documents.reading.agencies.mentions import Mention
from nscl.documents.reading.agencies.naming import name_mention
from nscl.documents.reading.agencies.proper_names import name_one
from nscl.documents.reading.agencies.unknown import find_unknown
from nscl.documents.reading.agencies.words import FoldedText, fold_text
from nscl.text.folding import fold_words

_DISTRICT = "ubnd-huyen"
_COMMUNE = "ubnd-cap-xa"
_HEADS = {"so": "sở", "bo": "bộ"}
# Before "sở" and "bộ" these words make another word of it: cơ sở, trụ sở, cán bộ, toàn bộ, tiến bộ.
_NOT_HEADS = {
    "so": {"co", "tru", "hoi", "xu", "chu"},
    "bo": {"can", "toan", "tien", "noi", "dong", "cuc", "mot", "tung"},
}
# Where the marks are lost, before "sơ" and "số" too: hồ sơ, một số, chỉ số, dân số, mã số.
_NOT_HEADS_UNMARKED = {"so": {"ho", "mot", "chi", "da", "dan", "ma", "he", "tong", "tham", "ky"}, "bo": set[str]()}
# A full stop, a colon or a semicolon ends a name; inside abbreviations the stop has no space after it.
_ENDS_NAME = re.compile(r"[;:!?]|\.(?=\s)")
# What may follow a group without a head of its own: "UBND cấp huyện, cấp xã", "các sở, ngành, địa phương".
_GO_ON = {
    _DISTRICT: (
        (_COMMUNE, re.compile(r"(?:va ?)?(?:cac ?)?(?:cap ?xa|xa ?phuong|xa) ?(?:thi ?tran ?)?(?:dac ?khu ?)?(?<= )")),
    ),
    "cac-so-nganh": (("cac-dia-phuong", re.compile(r"(?:va ?)?(?:cac ?)?dia ?phuong ?(?<= )")),),
}
_FEWEST_TORN_WORDS = 2
_MOST_TEXTS_KEPT = 1024
_LONGEST_TEXT_KEPT = 4000
_OWNED = re.compile(r"\s*(?:là\s+)?(?:đơn vị\s+)?(?:trực\s+)?thuộc\s*")
_COMMITTEE = re.compile(r"UBND|[Ủủ]y ban", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    entry: Entry
    begin: int
    end: int
    tail: str


def find_agencies(
    text: str, *, damaged: bool = False, province: str | None = None, cell: bool = False
) -> tuple[Mention, ...]:
    """The bodies that a text names, in its order, without overlaps; a body named twice stands twice.

    ``damaged``: the text lost its diacritics in recognition, names are found approximately. ``province``: the name
    without "tỉnh", so that "Báo …" and "… tỉnh …" with it are understood. ``cell``: the text is a table's cell of
    bodies alone, so that what stands between commas is taken for a body even where it is unknown. Never raises. Several
    stages ask about one paragraph: the last answers are kept.
    """
    search = _find_again if len(text) <= _LONGEST_TEXT_KEPT else _find_all
    return search(text, damaged=damaged, province=province, cell=cell)


def _find_all(text: str, *, damaged: bool, province: str | None, cell: bool) -> tuple[Mention, ...]:
    known = catalogue(province)
    found = list(_find(text, known, province))
    if damaged:
        found = _with_exact(find_damaged(text, known, province), found, known)
    covered = [(mention.start, mention.stop) for mention in found]
    found += [_completed(one, known) for one in find_unknown(text, covered, cell=cell, damaged=damaged)]
    return tuple(_without_owners(text, sorted(found, key=lambda mention: mention.start)))


def _with_exact(damaged: list[Mention], exact: list[Mention], known: Catalogue) -> list[Mention]:
    """What was found approximately, and abbreviations whose letters are all right ("So KH&CN", "BQL cac KCN").

    Not a body that is the province's own for want of another level ("UBND"): the level may be what cannot be read.
    """
    taken = {offset for one in damaged for offset in range(one.start, one.stop)}
    whole = [one for one in exact if one.known and not known.by_key[one.key].default_tail]
    return damaged + [one for one in whole if taken.isdisjoint(range(one.start, one.stop))]


_find_again = lru_cache(maxsize=_MOST_TEXTS_KEPT)(_find_all)


def _completed(mention: Mention, known: Catalogue) -> Mention:
    """A torn name ("Tổng cục Tiêu chuẩn Đo lường Chất") that only one known body's name begins with is that body."""
    words = fold_words(mention.name)
    if len(words) < _FEWEST_TORN_WORDS:
        return mention
    whole = [entry for entry in known.by_key.values() if not entry.group and _begins(fold_words(entry.name), words)]
    if len(whole) != 1:
        return mention
    score = len(words) / len(fold_words(whole[0].name))
    return replace(mention, key=whole[0].key, name=whole[0].name, kind=whole[0].kind, known=True, score=score)


def _begins(name: list[str], words: list[str]) -> bool:
    return len(name) > len(words) and name[: len(words)] == words


def _without_owners(text: str, mentions: list[Mention]) -> Iterator[Mention]:
    """ "Trung tâm … thuộc Sở …" names the centre; the department only says whose it is."""
    before: Mention | None = None
    for mention in mentions:
        if before is None or _OWNED.fullmatch(text, before.stop, mention.start) is None:
            yield mention
        before = mention


def _find(text: str, known: Catalogue, province: str | None) -> Iterator[Mention]:
    folded = fold_text(text)
    word = 0
    while word < len(folded.begins):
        listed = list(find_enumeration(text, folded, word, known)) if _may_head(text, folded, word) else []
        if listed:
            yield from listed
            word = folded.word_at_start(listed[-1].stop)
            continue
        match = _longest(text, folded, word, known)
        if match is None:
            word += 1
            continue
        mention = name_one(text, _mention(text, folded, match), province)
        if mention is None:
            word += 1
            continue
        yield mention
        word = max(folded.word_at(match.end - 1) + 1, folded.word_at_start(mention.stop))
        for key, pattern in _GO_ON.get(match.entry.key, ()):
            if more := pattern.match(folded.folded, match.end):
                yield _mention(text, folded, _Found(known.by_key[key], match.end, more.end(), ""))
                word = folded.word_at(more.end() - 1) + 1


def _longest(text: str, folded: FoldedText, word: int, known: Catalogue) -> _Found | None:
    begin = folded.begins[word]
    best: _Found | None = None
    for wording in known.starting_with(folded.word(word)):
        match = wording.match(folded.folded, begin, known.tail)
        if match is None or (best is not None and match[0] <= best.end):
            continue
        found = _cut_at_stop(text, folded, _Found(wording.entry, begin, *match), wording, known.tail)
        if found is not None and (best is None or found.end > best.end):
            best = found
    if best is None or not _stands_alone(text, folded, word):
        return None
    return best


def _cut_at_stop(
    text: str, folded: FoldedText, found: _Found, wording: Wording, tail: re.Pattern[str]
) -> _Found | None:
    """The match, or what of it stands before a full stop or semicolon, if that still is a name."""
    start, stop = folded.span(found.begin, found.end)
    ending = _ENDS_NAME.search(text, start, stop)
    if ending is None:
        return found
    last = folded.word_at_start(ending.start())
    limit = folded.begins[last] if last < len(folded.begins) else len(folded.folded)
    shorter = wording.match(folded.folded, found.begin, tail, limit)
    return _Found(found.entry, found.begin, *shorter) if shorter is not None else None


def _may_head(text: str, folded: FoldedText, word: int) -> bool:
    """Whether an enumeration of departments may begin here: "các sở", "sở"."""
    head = word + 1 if folded.word(word) == "cac" and word + 1 < len(folded.begins) else word
    return folded.word(head) in _HEADS and _stands_alone(text, folded, head)


def _stands_alone(text: str, folded: FoldedText, word: int) -> bool:
    """Whether the word really heads a name: not "cơ sở", "hồ sơ", "cán bộ"; "Bộ" with its capital."""
    head = folded.word(word)
    if head not in _HEADS:
        return True
    start = folded.starts[word]
    written = normalize("NFC", text[start : folded.stops[word]])
    unmarked = written.isascii()
    if (head == "bo" and not written[0].isupper()) or not (unmarked or written.lower() == _HEADS[head]):
        return False
    if word == 0 or not text[folded.stops[word - 1] : start].isspace():
        return True
    before = folded.word(word - 1)
    return before not in _NOT_HEADS[head] and not (unmarked and before in _NOT_HEADS_UNMARKED[head])


def _mention(text: str, folded: FoldedText, found: _Found) -> Mention:
    start, stop = folded.span(found.begin, found.end)
    written = text[start:stop]
    tail = text[folded.span(found.end - len(found.tail), found.end)[0] : stop] if found.tail else ""
    name, parts = name_mention(found.entry, written, tail)
    if found.entry.key in (_COMMUNE, _DISTRICT) and not _COMMITTEE.search(name):
        name = f"UBND {name[:1].lower()}{name[1:]}"
    return Mention(found.entry.key, name, found.entry.kind, start, stop, written, parts=parts)

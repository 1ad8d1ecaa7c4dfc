"""The bodies and groups of bodies that the reader knows, with the patterns by which it finds them."""

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from nscl.documents.pack.enums import AgencyKind
from nscl.documents.reading.agencies.forms import Form, compile_form
from nscl.documents.reading.approximate import PhraseIndex, phrase_index
from nscl.documents.reading.lexicon import load
from nscl.text.folding import fold_words

_PROVINCES_KEPT = 8
_MOST_FIRST_LETTERS = 2
# Shorter wordings are found in any damaged text.
_FEWEST_LETTERS = 7
_BRACKET = re.compile(r"[\[\]()|]")
# A form ends with a word, or is melted with "tỉnh" after it.
_FORM_END = "(?:(?<= )|(?=cua|tinh|thanh|tp))"
_NO_LIMIT = sys.maxsize


class Naming(StrEnum):
    """How the plan's list of agencies names a body or group (lexicon/agency_groups.yaml)."""

    FIXED = "fixed"
    WRITTEN = "written"
    COVERING = "covering"
    USUAL = "usual"


@dataclass(frozen=True, slots=True)
class Entry:
    """A known body or group. ``tail``: whether "tỉnh …" belongs to its name, and what stands there by default.

    ``wordings``: what is looked for in damaged text, where a pattern is of no use.
    """

    key: str
    name: str
    kind: AgencyKind
    forms: tuple[Form, ...]
    naming: Naming = Naming.FIXED
    parts: tuple[str, ...] = ()
    keeps_tail: bool = False
    default_tail: str = ""
    group: bool = False
    wordings: tuple[str, ...] = ()


class Wording:
    """A form of an entry's name as a pattern over folded words, compiled when it is first wanted."""

    __slots__ = ("_compiled", "_source", "entry", "takes_tail")

    def __init__(self, form: Form, entry: Entry) -> None:
        # A department, too, may be followed by "tỉnh …": its span covers that, its name does not.
        self.takes_tail = not entry.group or entry.keeps_tail
        self.entry = entry
        self._source = f"{form.pattern}{_FORM_END if self.takes_tail else '(?<= )'}"
        self._compiled: re.Pattern[str] | None = None

    def match(self, folded: str, begin: int, tail: re.Pattern[str], limit: int = _NO_LIMIT) -> tuple[int, str] | None:
        """Where the name that begins there ends, with the "tỉnh …" after it; None where the form does not fit."""
        if self._compiled is None:
            self._compiled = re.compile(self._source)
        found = self._compiled.match(folded, begin, limit)
        if found is None:
            return None
        if not self.takes_tail:
            return found.end(), ""
        after = tail.match(folded, found.end(), limit)
        return (after.end(), after[0]) if after is not None else None


@dataclass(frozen=True, slots=True)
class FieldForm:
    """A field as it stands in an enumeration after "Các Sở:", with the bodies of that field by head word."""

    pattern: re.Pattern[str]
    wording: str
    keys: dict[str, str]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything known, ready for search: forms by the first letters of a word, wordings for damaged text.

    ``tail``: the pattern of "tỉnh …" after a name. ``short_fields``: the bodies by the folded letters of their field's
    abbreviation ("khcn").
    """

    by_key: dict[str, Entry]
    forms: dict[str, tuple[Wording, ...]]
    tail: re.Pattern[str]
    fields: tuple[FieldForm, ...]
    wordings: dict[str, Entry]
    wording_index: PhraseIndex
    field_keys: dict[str, dict[str, str]]
    field_index: PhraseIndex
    short_fields: dict[str, dict[str, str]]

    def starting_with(self, word: str) -> tuple[Wording, ...]:
        """The forms that can begin at this folded word."""
        return self.forms.get(word[:_MOST_FIRST_LETTERS], ())


@cache
def entries() -> tuple[Entry, ...]:
    """All bodies and groups of the word lists. Raises ValueError where a form of the lists cannot be read."""
    return (*_departments(), *_bodies(), *_groups())


@lru_cache(maxsize=_PROVINCES_KEPT)
def catalogue(province: str | None) -> Catalogue:
    """The catalogue for a plan of that province, whose own name may end the name of a body ("Báo …")."""
    own = fold_words(province or "")
    papers = _papers(own)
    forms = dict(_forms_by_letters(entries()))
    for letters, wordings_of_papers in _forms_by_letters(papers).items():
        forms[letters] = (*forms.get(letters, ()), *wordings_of_papers)
    every = (*entries(), *papers)
    by_key = {entry.key: entry for entry in reversed(every)}
    fields = _field_forms()
    wordings = {wording: by_key[entry.key] for entry in reversed(every) for wording in entry.wordings if " " in wording}
    field_keys = {form.wording: form.keys for form in fields if " " in form.wording}
    return Catalogue(
        by_key,
        forms,
        re.compile(f"{_tail(own)}(?<= )"),
        fields,
        wordings,
        phrase_index(tuple(wordings)),
        field_keys,
        phrase_index(tuple(field_keys)),
        {"".join(fold_words(form.wording)): form.keys for form in fields if form.wording.isupper()},
    )


@lru_cache(maxsize=_PROVINCES_KEPT + 1)
def _forms_by_letters(found: tuple[Entry, ...]) -> dict[str, tuple[Wording, ...]]:
    """The forms of entries by the letters with which they can begin; those of the word lists are made once."""
    forms: defaultdict[str, list[Wording]] = defaultdict(list)
    for entry in found:
        for form in entry.forms:
            wording = Wording(form, entry)
            for letters in sorted({first[:_MOST_FIRST_LETTERS] for first in form.firsts}):
                forms[letters].append(wording)
    return {letters: tuple(wordings) for letters, wordings in forms.items()}


def _tail(own: list[str]) -> str:
    level = "(?:(?:cua ?)?(?:tinh|thanh pho|tp) ?)?"
    return f"{level}(?:{''.join(f'{re.escape(word)} ?' for word in own)})?" if own else level


def _papers(own: list[str]) -> tuple[Entry, ...]:
    """ "Báo …" with the province's name: the paper of its party committee."""
    forms = [compile_form("Báo tỉnh"), compile_form("Báo Đảng bộ tỉnh")]
    if own:
        forms.append(compile_form(f"Báo {' '.join(own)}"))
    return (Entry("bao-tinh", "Báo", AgencyKind.MEDIA, tuple(forms), naming=Naming.WRITTEN),)


def _departments() -> Iterator[Entry]:
    for field in load("agencies")["fields"]:
        for head, kind in (("Sở", AgencyKind.DEPARTMENT), ("Bộ", AgencyKind.MINISTRY)):
            key = field.get("so" if head == "Sở" else "bo")
            if key is not None:
                texts = [f"{head} {form}" for form in (field["name"], *field.get("forms", []))]
                forms = tuple(compile_form(text) for text in texts)
                yield Entry(key, texts[0], kind, forms)


def _bodies() -> Iterator[Entry]:
    for body in load("agencies")["bodies"]:
        tail = body.get("tail")
        yield Entry(
            body["key"],
            body["name"],
            AgencyKind(body["kind"]),
            _forms(body),
            keeps_tail=bool(tail),
            default_tail=tail if isinstance(tail, str) else "",
            wordings=_wordings(body),
        )


def _groups() -> Iterator[Entry]:
    for group in load("agency_groups")["groups"]:
        yield Entry(
            group["key"],
            group["name"],
            AgencyKind(group["kind"]),
            _forms(group),
            naming=Naming(group.get("naming", "fixed")),
            parts=tuple(group.get("parts", [])),
            keeps_tail=bool(group.get("tail")),
            group=True,
            wordings=_wordings(group),
        )


def _forms(item: dict[str, Any]) -> tuple[Form, ...]:
    return tuple(compile_form(form) for form in (item["name"], *item.get("forms", [])))


def _wordings(item: dict[str, Any]) -> tuple[str, ...]:
    """The name, forms without brackets, and what the list gives for damaged text."""
    plain = [form for form in item.get("forms", []) if not _BRACKET.search(form) and len(form) >= _FEWEST_LETTERS]
    return tuple(dict.fromkeys([item["name"], *plain, *item.get("damaged", [])]))


def _field_forms() -> tuple[FieldForm, ...]:
    found: list[FieldForm] = []
    for field in load("agencies")["fields"]:
        keys = {head: field[head] for head in ("so", "bo") if head in field}
        forms = (field["name"], *field.get("forms", []))
        found += [FieldForm(re.compile(f"{compile_form(form).pattern}(?<= )"), form, keys) for form in forms]
    return tuple(found)

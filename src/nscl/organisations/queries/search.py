"""Organisations as somebody types: by words of the name, of a former name, by the beginning of the tax code."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from django.db import connection

from nscl.organisations.enums import OrganisationKind, OrganisationState
from nscl.organisations.search_index import FORMER_NAMES, ORGANISATIONS
from nscl.text.folding import fold_words

MOST_HITS: Final = 20
# A sentence pasted into the search box: the first words tell what it is.
_MOST_WORDS: Final = 12
_ENTERPRISE_DIGITS: Final = 10
_DEPENDENT_UNIT_DIGITS: Final = 13
_WORD: Final = re.compile(r"[^\W_]+")
_CODE_TYPED: Final = re.compile(r"[0-9][0-9 .\-]{2,20}")

_Units: TypeAlias = tuple[int, ...] | None
# What is read of a row: of the organisation that was found (o), or of the one that it was merged into (k).
_OF_KEPT: Final = ("id", "name", "folded", "tax_code", "kind", "state", "is_sample", "unit_id")
_COLUMNS: Final = ", ".join(f"CASE WHEN k.id IS NULL THEN o.{name} ELSE k.{name} END" for name in _OF_KEPT)
_JOINS: Final = (
    f"LEFT JOIN {ORGANISATIONS.table} k ON k.id = o.merged_into_id LEFT JOIN institutions_administrativeunit c "
    "ON c.id = CASE WHEN k.id IS NULL THEN o.commune_id ELSE k.commune_id END"
)


@dataclass(frozen=True, slots=True)
class OrganisationHit:
    """An organisation that was found.

    tax_code, commune: "" where not known. found_as: the former name, or the name of a row merged into it, by which it
    was found; "" where it was found as what it is called.
    """

    number: int
    name: str
    tax_code: str
    commune: str
    kind: OrganisationKind
    state: OrganisationState
    found_as: str
    is_sample: bool


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked of an index. folded, marked: the words, the last of them as far as it was typed; most: rows."""

    folded: tuple[str, ...]
    marked: tuple[str, ...]
    units: _Units
    most: int

    @property
    def has_marks(self) -> bool:
        """Whether a word was typed with marks. One that was typed without may stand for any ("công ty binh")."""
        return not all(map(str.isascii, self.marked))

    def terms(self, *, is_marked: bool) -> tuple[tuple[str, bool, bool], ...]:
        """The words to look for: each, whether it is one with its marks, and whether it may go on.

        is_marked: those with the marks that were typed stand for their folded ones too, which the name then has.
        """
        words = self.marked if is_marked else self.folded
        last = len(words) - 1
        return tuple((word, is_marked and not word.isascii(), place == last) for place, word in enumerate(words))


@dataclass(frozen=True, slots=True)
class _Found:
    """A row that the index gave."""

    hit: OrganisationHit
    folded: str
    unit_id: int


def search_organisations(
    unit_ids: Collection[int] | None, text: str, limit: int = MOST_HITS
) -> tuple[OrganisationHit, ...]:
    """At most `limit` organisations whose name, former name or tax code has every word of a text, in any order, the
    last word as far as it was typed; without regard to marks, case and đ.

    unit_ids: of which provinces, None: of all; the caller has judged which ones whoever asks may see. Names with the
    words as typed come first, then those with the words one after another, then those that still exist, by name. Where
    there are more than `limit`, it is chosen among those with the marks that were typed and the first that the index
    has: nobody looks through half the country, and one more letter finds the rest.
    A row that was merged leads to the one that was kept. Nothing for a text without a letter or digit. At most three
    queries.
    """
    folded, marked = _words_of(text)
    if not folded or limit < 1 or (unit_ids is not None and not unit_ids):
        return ()
    units = None if unit_ids is None else tuple(sorted(unit_ids))
    question = _Question(folded, marked, units, limit + 1)
    rows = _ask(question, is_marked=False, is_former=False)
    if len(rows) <= limit:
        rows += _ask(question, is_marked=False, is_former=True)
    elif question.has_marks:  # there are more than were read: those with the marks as typed may be among them
        rows += _ask(question, is_marked=True, is_former=False)
    found = {one.hit.number: one for one in reversed(rows) if units is None or one.unit_id in units}
    ranked = sorted(found.values(), key=lambda one: _rank(one, question))
    return tuple(one.hit for one in ranked[:limit])


def _words_of(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words typed, folded and with their marks; a tax code that was typed in groups is put together."""
    if _CODE_TYPED.fullmatch(text.strip()):
        digits = "".join(filter(str.isdigit, text))
        parts: tuple[str, ...] = (digits,)
        if len(digits) == _DEPENDENT_UNIT_DIGITS:
            parts = (digits[:_ENTERPRISE_DIGITS], digits[_ENTERPRISE_DIGITS:])
        return parts, parts
    marked = _WORD.findall(unicodedata.normalize("NFC", text).lower())
    return tuple(fold_words(text)[:_MOST_WORDS]), tuple(marked[:_MOST_WORDS])


def _rank(one: _Found, question: _Question) -> tuple[bool, bool, bool, str, int]:
    name = " ".join(_WORD.findall(unicodedata.normalize("NFC", one.hit.name).lower()))
    *whole, last = question.marked or ("",)
    words = f" {name} "
    is_marked = all(f" {word} " in words for word in whole) and f" {last}" in words
    is_phrase = f" {' '.join(question.folded)}" in f" {' '.join(fold_words(one.folded))}"
    return not is_marked, not is_phrase, one.hit.state is OrganisationState.GONE, one.folded, one.hit.number


def _ask(question: _Question, *, is_marked: bool, is_former: bool) -> list[_Found]:
    """Rows that an index has, as they come: to rank them by relevance it would have to read them all.

    is_marked: those alone that have the marks that were typed. The statement has nothing of what was typed in its
    text: words and numbers are parameters.
    """
    build = _sqlite if connection.vendor == "sqlite" else _postgresql
    source, match, parameters = build(question, is_marked=is_marked, is_former=is_former)
    found_as = "f.name" if is_former else "CASE WHEN k.id IS NULL THEN '' ELSE o.name END"
    statement = f"SELECT {_COLUMNS}, c.name, {found_as} FROM {source} {_JOINS} WHERE {match} LIMIT %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [*parameters, question.most])
        return [_found(row) for row in cursor.fetchall()]


def _found(row: tuple[Any, ...]) -> _Found:
    number, name, folded, tax_code, kind, state, is_sample, unit_id, commune, found_as = row
    hit = OrganisationHit(
        number=number,
        name=name,
        tax_code=tax_code or "",
        commune=commune or "",
        kind=OrganisationKind(kind),
        state=OrganisationState(state),
        found_as=found_as,
        is_sample=bool(is_sample),
    )
    return _Found(hit, folded, unit_id)


def _of_units(units: _Units) -> tuple[str, list[int]]:
    """SQL that is true of the organisations of some provinces, with its parameters."""
    if units is None:
        return "", []
    return f" AND o.unit_id IN ({', '.join(['%s'] * len(units))})", list(units)


def _sqlite(question: _Question, *, is_marked: bool, is_former: bool) -> tuple[str, str, list[str | int]]:
    """Tables, condition and parameters for FTS5; CROSS JOIN: the index is read first."""
    terms = question.terms(is_marked=is_marked)
    folded = " ".join(f'"{word}"{"*" if is_last else ""}' for word, has_marks, is_last in terms if not has_marks)
    if is_former:
        fts, former = FORMER_NAMES.fts, FORMER_NAMES.table
        source = f"{fts} CROSS JOIN {former} f ON f.id = {fts}.rowid CROSS JOIN {ORGANISATIONS.table} o "
        visible, numbers = _of_units(question.units)
        return f"{source} ON o.id = f.organisation_id", f"{fts} MATCH %s{visible}", [f"folded : ({folded})", *numbers]
    written = " ".join(f'"{word}"{"*" if is_last else ""}' for word, has_marks, is_last in terms if has_marks)
    parts = [f"({{folded tax_code}} : ({folded}))"] if folded else []
    parts += [f"(name : ({written}))"] if written else []
    if question.units is not None:
        provinces = " OR ".join(f'"{unit}"' for unit in question.units)
        parts.insert(0, f"(unit_id : ({provinces}))")
    fts = ORGANISATIONS.fts
    source = f"{fts} CROSS JOIN {ORGANISATIONS.table} o ON o.id = {fts}.rowid"
    return source, f"{fts} MATCH %s", [" AND ".join(parts)]


def _postgresql(question: _Question, *, is_marked: bool, is_former: bool) -> tuple[str, str, list[str | int]]:
    """Tables, condition and parameters for the GIN index; words are letters and digits, so quoting them is enough."""
    terms = [
        f"'{'=' if has_marks else ''}{word}'{':*' if is_last else ''}"
        for word, has_marks, is_last in question.terms(is_marked=is_marked)
    ]
    if is_former:
        source = f"{FORMER_NAMES.table} f JOIN {ORGANISATIONS.table} o ON o.id = f.organisation_id"
        visible, numbers = _of_units(question.units)
        match = f"{FORMER_NAMES.words('f')} @@ %s::tsquery{visible}"
        return source, match, [" & ".join(terms), *numbers]
    if question.units is not None:
        provinces = " | ".join(f"'@{unit}'" for unit in question.units)
        terms.insert(0, f"({provinces})")
    return f"{ORGANISATIONS.table} o", f"{ORGANISATIONS.words('o')} @@ %s::tsquery", [" & ".join(terms)]

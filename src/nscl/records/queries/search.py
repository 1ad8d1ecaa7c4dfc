"""Reading the search index."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import StrIndex

from nscl.records.enums import Audience
from nscl.records.models import SearchEntry
from nscl.records.search_index import FTS_TABLE, TABLE
from nscl.text.folding import fold_words

MOST_HITS = 50
# A sentence pasted into the search box: the first words tell what it is.
MOST_WORDS = 12

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Hit:
    """Something that the search found: its kind and number, its title, and where it stands, in words."""

    kind: str
    number: int
    owner_kind: str
    owner_number: int
    title: str
    place: str
    unit_id: int | None


@dataclass(frozen=True)
class _Reach:
    """Which entries may be found besides everyone's: for each circle, those of which provinces (None: of all)."""

    unit_ids: tuple[int, ...] | None
    staff_unit_ids: tuple[int, ...] | None
    work_unit_ids: tuple[int, ...] | None

    @property
    def circles(self) -> tuple[tuple[Audience, tuple[int, ...] | None], ...]:
        """Every circle with its provinces."""
        return (
            (Audience.PROVINCE, self.unit_ids),
            (Audience.PROVINCE_STAFF, self.staff_unit_ids),
            (Audience.PROVINCE_WORK, self.work_unit_ids),
        )


def search(
    q: str,
    *,
    everywhere: bool = False,
    unit_ids: Collection[int] = (),
    staff_everywhere: bool = False,
    staff_unit_ids: Collection[int] = (),
    work_everywhere: bool = False,
    work_unit_ids: Collection[int] = (),
    limit: int = MOST_HITS,
) -> tuple[Hit, ...]:
    """What the words of `q` are found in: every one of them, without regard to marks, case and đ.

    Titles with the words exactly as typed, marks and all, come first; then the better matches. On SQLite a word is
    found from its beginning, on PostgreSQL anywhere. everywhere, unit_ids: the provinces whose issued plans may be
    seen; staff_everywhere, staff_unit_ids: those whose drafts may; work_everywhere, work_unit_ids: those whose year's
    work may. Nothing for a `q` without a letter or digit. At most
    two queries.
    """
    words = fold_words(q)[:MOST_WORDS]
    if not words or limit < 1:
        return ()
    reach = _Reach(
        None if everywhere else tuple(sorted(unit_ids)),
        None if staff_everywhere else tuple(sorted(staff_unit_ids)),
        None if work_everywhere else tuple(sorted(work_unit_ids)),
    )
    typed = _WORD.findall(unicodedata.normalize("NFC", q))[:MOST_WORDS]
    if connection.vendor == "sqlite":
        return _search_fts(words, typed, reach, limit)
    return _search_trigrams(words, " ".join(typed), reach, limit)


# --- SQLite -----------------------------------------------------------------------------------------------------------


def _search_fts(words: list[str], typed: list[str], reach: _Reach, limit: int) -> tuple[Hit, ...]:
    """Titles that have the typed words one after another, then whatever has all the words."""
    phrase = " ".join(typed)
    found = _match(f'title : "{phrase}"*', reach, limit) if typed else {}
    if len(found) < limit:
        prefixes = " ".join(f'"{word}"*' for word in words)
        found |= _match(f"folded : ({prefixes})", reach, limit + len(found))
    return tuple(found.values())[:limit]


def _match(expression: str, reach: _Reach, limit: int) -> dict[int, Hit]:
    visible, units = _visible_sql(reach)
    sql = (  # nothing of what was typed is in the text: words and numbers are parameters
        "SELECT e.id, e.kind, e.object_id, e.owner_kind, e.owner_id, e.title, e.place, e.unit_id "
        f"FROM {FTS_TABLE} f JOIN {TABLE} e ON e.id = f.rowid "
        f"WHERE {FTS_TABLE} MATCH %s AND {visible} ORDER BY f.rank, e.id LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [expression, *units, limit])
        return {row[0]: Hit(*row[1:]) for row in cursor.fetchall()}


def _visible_sql(reach: _Reach) -> tuple[str, list[int]]:
    """SQL over an entry `e` that is true where it may be found, with its parameters."""
    if all(units is None for _audience, units in reach.circles):
        return "1", []
    circles = [f"e.audience = '{Audience.EVERYONE}'"]
    parameters: list[int] = []
    for audience, units in reach.circles:
        if units is None:
            circles.append(f"e.audience = '{audience}'")
        elif units:
            circles.append(f"(e.audience = '{audience}' AND e.unit_id IN ({', '.join(['%s'] * len(units))}))")
            parameters += units
    return f"({' OR '.join(circles)})", parameters


# --- PostgreSQL -------------------------------------------------------------------------------------------------------


def _search_trigrams(words: list[str], typed: str, reach: _Reach, limit: int) -> tuple[Hit, ...]:
    """One `contains` a word, on the trigram index; a title as typed first, then a word near the beginning."""
    exactly = Q()
    # The ways in which titles are written; cheaper than a comparison that folds case.
    for form in sorted({typed, typed.lower(), typed.upper(), typed[:1].upper() + typed[1:].lower()}):
        exactly |= Q(title__contains=form)
    as_typed = Case(When(exactly, then=Value(0)), default=Value(1), output_field=IntegerField())
    entries = (
        _containing(words)
        .filter(_visible(reach))
        .annotate(as_typed=as_typed, place_of_word=StrIndex("folded", Value(words[0])))
        .order_by("as_typed", "place_of_word", "pk")
        .values_list("kind", "object_id", "owner_kind", "owner_id", "title", "place", "unit_id")
    )
    return tuple(Hit(*entry) for entry in entries[:limit])


def _containing(words: Iterable[str]) -> QuerySet[SearchEntry]:
    entries = SearchEntry.objects.all()
    for word in words:
        entries = entries.filter(folded__contains=word)
    return entries


def _visible(reach: _Reach) -> Q:
    visible = Q(audience=Audience.EVERYONE)
    for audience, units in reach.circles:
        visible |= Q(audience=audience) if units is None else Q(audience=audience, unit_id__in=units)
    return visible

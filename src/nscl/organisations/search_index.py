"""The database's own index by which organisations are found as somebody types, kept by the database at every write.

An index of its own, and not rows of `records.SearchEntry`: a hundred thousand organisations taken in at once would
write every name twice and index it three times; a change of province, of name or of tax code reaches this index by
triggers, whoever writes; and the province is a term of the index itself: a word that half the country has is cut with
the province before a row is read, so that what somebody may see takes no longer to find than what everybody may.

SQLite: an FTS5 table each over organisations and over former names, whose content is the tables themselves, and three
triggers each. Words are found by their first letters without merging the lists of all words that begin so: there is a
list for each length up to `PREFIXES` (the longest syllable has seven letters). `detail=column`: no place within the
name is kept, for words count in any order. FTS5 strips no marks here (`remove_diacritics 0`): it knows no đ, so
folding is done before (`nscl.text.folding`).
PostgreSQL: a GIN index over the words as `tsvector`s, made by a function of ours and not by a text configuration, whose
parser would take "tcvn-13751" or "an.vn" for one thing. A word with its marks is kept as "=word", the province as
"@number". Where the database has no locale that knows capital letters with marks (C), a name in capitals is found, but
not ranked first.

Set by a migration, and set again after every `migrate` where a part of it is missing: on SQLite, Django alters a table
by building it anew, and its triggers are lost without a word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper

PREFIXES: Final = "1 2 3 4 5 6"
WORDS_FUNCTION: Final = "organisations_search_words"
# What separates words: white space, the punctuation of ASCII and of Latin-1, general punctuation.
_BETWEEN: Final = r"[\s\u0021-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2010-\u205f\u3000-\u3003]+"
_COLUMNS: Final = ("folded", "name", "tax_code", "unit_id")


@dataclass(frozen=True)
class Indexed:
    """A table that is searched. columns: those that the index has (fts on SQLite, gin on PostgreSQL)."""

    table: str
    fts: str
    gin: str
    columns: tuple[str, ...]

    def words(self, alias: str) -> str:
        """The words of a row that is called `alias`, on PostgreSQL: as its index has them."""
        names = (f"{alias}.{name}" if name in self.columns else "NULL" for name in _COLUMNS)
        return f"{WORDS_FUNCTION}({', '.join(names)})"

    @property
    def triggers(self) -> dict[str, str]:
        """What keeps the index as the table is, on SQLite."""
        names = ", ".join(self.columns)
        new, old = (", ".join(f"{row}.{name}" for name in self.columns) for row in ("new", "old"))
        # Names of tables and columns that are declared in code; nothing that a person typed.
        add = f"INSERT INTO {self.fts}(rowid, {names}) VALUES (new.id, {new});"  # noqa: S608
        take_out = f"INSERT INTO {self.fts}({self.fts}, rowid, {names}) VALUES ('delete', old.id, {old});"  # noqa: S608
        return {
            f"{self.fts}_added": f"AFTER INSERT ON {self.table} BEGIN {add} END",
            f"{self.fts}_removed": f"AFTER DELETE ON {self.table} BEGIN {take_out} END",
            f"{self.fts}_changed": f"AFTER UPDATE OF {names} ON {self.table} BEGIN {take_out} {add} END",
        }

    @property
    def create(self) -> str:
        """The virtual table, on SQLite."""
        return (
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {self.fts} USING fts5({', '.join(self.columns)}, "
            f"content='{self.table}', content_rowid='id', prefix='{PREFIXES}', detail=column, "
            "tokenize='unicode61 remove_diacritics 0')"
        )


ORGANISATIONS: Final = Indexed(
    table="organisations_organisation",
    fts="organisations_search",
    gin="organisations_by_words",
    columns=_COLUMNS,
)
FORMER_NAMES: Final = Indexed(
    table="organisations_formername",
    fts="organisations_former_search",
    gin="organisations_former_by_words",
    columns=_COLUMNS[:2],
)
_ALL: Final = (ORGANISATIONS, FORMER_NAMES)


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the index where it, or a part of it, is missing, with everything that is in the tables by now."""
    if connection.vendor == "sqlite":
        for one in _ALL:
            _install_sqlite(connection, one)
    elif connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_function())
            for one in _ALL:
                words = one.words(one.table)
                cursor.execute(f"CREATE INDEX IF NOT EXISTS {one.gin} ON {one.table} USING gin ({words})")
    else:
        raise NotImplementedError(f"NSCL searches on SQLite and PostgreSQL, not on {connection.vendor}.")


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the index away."""
    with connection.cursor() as cursor:
        for one in _ALL:
            if connection.vendor == "sqlite":
                for name in one.triggers:
                    cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                cursor.execute(f"DROP TABLE IF EXISTS {one.fts}")
            else:
                cursor.execute(f"DROP INDEX IF EXISTS {one.gin}")
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP FUNCTION IF EXISTS {WORDS_FUNCTION}(text, text, text, bigint)")


def _install_sqlite(connection: BaseDatabaseWrapper, one: Indexed) -> None:
    parts = sorted({one.fts, *one.triggers})
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT COUNT(*) FROM sqlite_master WHERE name IN ({', '.join(['%s'] * len(parts))})",  # noqa: S608
            parts,
        )
        if cursor.fetchone() == (len(parts),):
            return
        cursor.execute(one.create)
        for name, trigger in one.triggers.items():
            cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {name} {trigger}")
        cursor.execute(f"INSERT INTO {one.fts}({one.fts}) VALUES ('rebuild')")  # noqa: S608


def _function() -> str:
    """The words of a row: folded, as written ("=word"), of the tax code, and the province ("@number")."""
    split = f"array_remove(regexp_split_to_array(%s, '{_BETWEEN}'), '')"
    folded, written = split % "folded", split % "lower(name)"
    code = split % "coalesce(tax_code, '')"
    return (
        f"CREATE OR REPLACE FUNCTION {WORDS_FUNCTION}(folded text, name text, tax_code text, unit bigint) "  # noqa: S608
        "RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT array_to_tsvector("
        f"{folded} || {code} || array_remove(ARRAY['@' || unit::text], NULL) || "
        f"ARRAY(SELECT '=' || word FROM unnest({written}) AS word)) $$"
    )

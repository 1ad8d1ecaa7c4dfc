"""The database's own index over `SearchEntry`, kept by the database itself at every write.

SQLite: an FTS5 table whose content is the table of entries, and three triggers. Two columns: the folded text, by which
everything is found, and the title with its marks, by which what was typed exactly comes first. FTS5 strips no marks
here (`remove_diacritics 0`): it knows no đ, so folding is done before (`nscl.text.folding`).
PostgreSQL: a trigram index over the folded text (`pg_trgm`, which the owner of a database may create since version 13).

Set by a migration, and set again after every `migrate` where a part of it is missing: on SQLite, Django alters a table
by building it anew, and its triggers are lost without a word.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "records_searchentry"
FTS_TABLE = "records_search_fts"
TRIGRAM_INDEX = "records_search_trigrams"

_CREATE_FTS = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {FTS_TABLE} USING fts5(folded, title, content='{TABLE}', content_rowid='id', "
    "prefix='2 3', tokenize='unicode61 remove_diacritics 0')"
)
_ADD = f"INSERT INTO {FTS_TABLE}(rowid, folded, title) VALUES (new.id, new.folded, new.title);"
_TAKE_OUT = (
    f"INSERT INTO {FTS_TABLE}({FTS_TABLE}, rowid, folded, title) VALUES ('delete', old.id, old.folded, old.title);"
)
_TRIGGERS = {
    "records_search_added": f"AFTER INSERT ON {TABLE} BEGIN {_ADD} END",
    "records_search_removed": f"AFTER DELETE ON {TABLE} BEGIN {_TAKE_OUT} END",
    # Not at a change of audience: an edition is re-addressed without touching the index.
    "records_search_changed": f"AFTER UPDATE OF folded, title ON {TABLE} BEGIN {_TAKE_OUT} {_ADD} END",
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the index where it, or a part of it, is missing, with everything that is in the table by now."""
    if connection.vendor == "sqlite":
        _install_sqlite(connection)
    elif connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {TRIGRAM_INDEX} ON {TABLE} USING gin (folded gin_trgm_ops)")
    else:
        raise NotImplementedError(f"NSCL searches on SQLite and PostgreSQL, not on {connection.vendor}.")


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the index away."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in _TRIGGERS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            cursor.execute(f"DROP TABLE IF EXISTS {FTS_TABLE}")
        else:
            cursor.execute(f"DROP INDEX IF EXISTS {TRIGRAM_INDEX}")


def _install_sqlite(connection: BaseDatabaseWrapper) -> None:
    parts = {FTS_TABLE, *_TRIGGERS}
    with connection.cursor() as cursor:
        places = ", ".join(["%s"] * len(parts))
        cursor.execute(f"SELECT COUNT(*) FROM sqlite_master WHERE name IN ({places})", sorted(parts))
        if cursor.fetchone() == (len(parts),):
            return
        cursor.execute(_CREATE_FTS)
        for name, trigger in _TRIGGERS.items():
            cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {name} {trigger}")
        cursor.execute(f"INSERT INTO {FTS_TABLE}({FTS_TABLE}) VALUES ('rebuild')")

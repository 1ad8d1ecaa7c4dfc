"""Writing a package: each table is read once, in order, and goes to its CSV file and to the workbook as it is read.

Neither the rows nor the archive are held in memory: a million rows take as much of it as a thousand.
"""

from __future__ import annotations

import csv
import hashlib
import io
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Final

from nscl.documents.province_package.descriptor import describe
from nscl.documents.province_package.format import (
    DESCRIPTOR,
    MANIFEST,
    SIGNATURE,
    WORKBOOK,
    Manifest,
    Member,
    signed_text,
)
from nscl.documents.province_package.schema import FieldType, Table, TableHead
from nscl.documents.province_package.workbook import PackageBook

Sign = Callable[[bytes], str]

_CHUNK: Final = 1 << 20
# So many rows are gathered before they are hashed and packed: doing so for each would cost more than the row.
_TOGETHER: Final = 2_000
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)  # what a zip archive can say of the time of a member


@dataclass(frozen=True, slots=True)
class WrittenTables:
    """What was written: the manifest as signed, and how many rows each table has."""

    manifest: Manifest
    rows: Mapping[str, int]


def write_package(stream: IO[bytes], manifest: Manifest, tables: Iterable[Table], *, sign: Sign) -> WrittenTables:
    """Write a package to a binary stream, which need not be seekable.

    manifest: without members. sign: the signature, in base64url, over the bytes that it is given.
    Raises ValueError for a cell that no table holds (a number that is none) and for two tables of one name.
    """
    written: list[tuple[TableHead, Member]] = []
    counts: dict[str, int] = {}
    with (
        tempfile.TemporaryDirectory(prefix="nscl-package-") as folder,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        writer = _Writer(archive, manifest.made_at)
        path = Path(folder) / WORKBOOK
        with PackageBook(path, manifest) as book:
            for table in tables:
                if table.head.name in counts:
                    raise ValueError(f"{table.head.name}: two tables of one name")
                member, counts[table.head.name] = _write_table(writer, table, book)
                written.append((table.head, member))
        workbook = writer.copy(WORKBOOK, path)
        descriptor = writer.put(DESCRIPTOR, describe(manifest, written))
        members = (*(member for _head, member in written), workbook, descriptor)
        signed = replace(manifest, members=members)
        text = signed.text()
        writer.put(MANIFEST, text)
        writer.put(SIGNATURE, sign(signed_text(text)).encode())
    return WrittenTables(signed, counts)


def _write_table(writer: _Writer, table: Table, book: PackageBook) -> tuple[Member, int]:
    """The rows as CSV (RFC 4180) and as a sheet."""
    sheet = book.sheet(table.head)
    count = 0
    odd = [(place, _TEXTS[one.type]) for place, one in enumerate(table.head.fields) if one.type in _TEXTS]
    buffer = io.StringIO(newline="")
    lines = csv.writer(buffer)
    lines.writerow([field.name for field in table.head.fields])
    with writer.member(table.head.path) as out:
        for row in table.rows:
            cells = list(row)
            for place, worded in odd:
                if cells[place] is not None:
                    cells[place] = worded(cells[place])
            lines.writerow(cells)
            sheet.add(row)
            count += 1
            if count % _TOGETHER == 0:
                out.write(_taken(buffer))
        out.write(_taken(buffer))
    return out.told(), count


def _taken(buffer: io.StringIO) -> bytes:
    """What was gathered so far, which is then forgotten."""
    data = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return data


def _number(value: int | Decimal) -> str:
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError(value)
    # 1.500000 of one database and 1.5 of another are the same content.
    return format(number.normalize(), "f")


# Only these are written otherwise than as their own text.
_TEXTS: Final[Mapping[FieldType, Callable[[Any], str]]] = {
    FieldType.NUMBER: _number,
    FieldType.BOOLEAN: lambda value: "true" if value else "false",
}


class _Out:
    """A member while it is written: counts and hashes what passes."""

    def __init__(self, path: str, file: IO[bytes]) -> None:
        self._path, self._file = path, file
        self._size, self._hash = 0, hashlib.sha256()

    def __enter__(self) -> _Out:
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    def write(self, data: bytes) -> None:
        """Add to it."""
        self._size += len(data)
        self._hash.update(data)
        self._file.write(data)

    def told(self) -> Member:
        """What was written."""
        return Member(self._path, self._size, self._hash.hexdigest())


class _Writer:
    """Members of one archive; each with the time at which the package was made, so that the same gives the same."""

    def __init__(self, archive: zipfile.ZipFile, made_at: datetime) -> None:
        self._archive = archive
        self._time = max(made_at.timetuple()[:6], _EARLIEST)

    def member(self, path: str, packing: int = zipfile.ZIP_DEFLATED) -> _Out:
        """A member to be written by parts."""
        info = zipfile.ZipInfo(path, self._time)
        info.compress_type = packing
        info.external_attr = 0o644 << 16
        # Its size is not known yet: said so, that one of more than 2 GB can be written.
        return _Out(path, self._archive.open(info, "w", force_zip64=True))

    def put(self, path: str, data: bytes) -> Member:
        """A member that is there as a whole."""
        with self.member(path) as out:
            out.write(data)
        return out.told()

    def copy(self, path: str, source: Path) -> Member:
        """A file as a member, stored as it is: a workbook is packed already."""
        with self.member(path, zipfile.ZIP_STORED) as out, source.open("rb") as file:
            while chunk := file.read(_CHUNK):
                out.write(chunk)
        return out.told()

"""Reading a package of unknown origin: shape, manifest and signature first, then every hash, then the tables."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import IO, Final

from nscl.documents.province_package import limits
from nscl.documents.province_package.descriptor import read_descriptor
from nscl.documents.province_package.faults import Fault, PackageFault
from nscl.documents.province_package.format import (
    DESCRIPTOR,
    MANIFEST,
    SIGNATURE,
    WORKBOOK,
    Manifest,
    is_path,
    read_manifest,
    signed_text,
)
from nscl.documents.province_package.schema import EXCHANGED, MEASURES, SUPPORTS, TIMELINESS, Cell, TableHead

# Whether a signature is the trusted key's over these bytes.
Verify = Callable[[bytes, str], bool]

_CHUNK: Final = 1 << 20
_ZIP: Final = b"PK\x03\x04"
# How an archive without a comment ends: this, and nothing after its 22 bytes. The workbook inside ends so too, so that
# of a truncated archive the zipfile module may find the end of that one.
_END: Final = b"PK\x05\x06"
_END_SIZE: Final = 22
_ENCRYPTED: Final = 0x1
_PACKINGS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_MOST_ROWS: Final = {MEASURES: limits.MAX_MEASURES, SUPPORTS: limits.MAX_SUPPORTS, TIMELINESS: limits.MAX_YEARS}
# What zipfile and zlib raise at bytes that are not what they should be.
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


class OpenPackage:
    """An archive whose shape and manifest were read, of which nothing is believed yet."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._manifest_text = self._read(MANIFEST, limits.MAX_MANIFEST, Fault.NO_PACKAGE)
        self.manifest: Manifest = read_manifest(self._manifest_text)
        self._signature = self._read(SIGNATURE, limits.MAX_SIGNATURE, Fault.UNSIGNED)
        self._members = {one.path: one for one in self.manifest.members}

    def check(self, verify: Verify) -> Mapping[str, int]:
        """Check all of it: signature, members, hashes, descriptor, every row. How many rows each table has.

        Raises PackageFault at the first thing that is wrong.
        """
        try:
            signature = self._signature.decode("ascii").strip()
        except UnicodeDecodeError as error:
            raise PackageFault(Fault.UNSIGNED) from error
        if not verify(signed_text(self._manifest_text), signature):
            raise PackageFault(Fault.SIGNATURE)
        self._check_members()
        descriptor = self._read(DESCRIPTOR, limits.MAX_DESCRIPTOR, Fault.MEMBER_MISSING)
        heads = read_descriptor(descriptor, self._members)
        known = {head.name: head for head in heads}
        for wanted in EXCHANGED:
            if known.get(wanted.name) != wanted:
                raise PackageFault(Fault.DESCRIPTOR, wanted.path)
        return {head.name: sum(1 for _row in self.rows(head)) for head in heads}

    @property
    def table_hashes(self) -> dict[str, str]:
        """The hash of every table: two packages with the same ones tell the same."""
        return {one.path: one.sha256 for one in self.manifest.members if one.path not in {DESCRIPTOR, WORKBOOK}}

    def rows(self, head: TableHead) -> Iterator[tuple[Cell, ...]]:
        """The rows of a table as they come, each cell of its column's type, an empty one None.

        Raises PackageFault (DATA) with the row for what the table's head does not allow.
        """
        most = _MOST_ROWS.get(head.name)
        with self._archive.open(head.path) as file:
            lines = csv.reader(io.TextIOWrapper(file, encoding="utf-8", newline=""), strict=True)
            number = 0
            try:
                if next(lines, None) != [field.name for field in head.fields]:
                    raise _wrong(head, 0)
                for number, line in enumerate(lines, start=1):
                    if most is not None and number > most:
                        raise _wrong(head, number)
                    yield _row(head, number, line)
            except (UnicodeDecodeError, csv.Error) as error:
                raise _wrong(head, number) from error
            except zipfile.BadZipFile as error:
                raise PackageFault(Fault.MEMBER_ALTERED, head.path) from error

    def _read(self, path: str, most: int, missing: Fault) -> bytes:
        """A small member as a whole. Raises PackageFault."""
        try:
            with self._archive.open(path) as file:
                data = file.read(most + 1)
        except KeyError as error:
            raise PackageFault(missing, path) from error
        except _BROKEN as error:
            raise PackageFault(Fault.TRUNCATED, path) from error
        if len(data) > most:
            raise PackageFault(Fault.UNSAFE, path)
        return data

    def _check_members(self) -> None:
        """Every member is one of the manifest, with its size and hash, and none of them is missing."""
        there = set(self._archive.namelist()) - {MANIFEST, SIGNATURE}
        wanted = set(self._members)
        if len(wanted) != len(self.manifest.members) or not {DESCRIPTOR, WORKBOOK} <= wanted:
            raise PackageFault(Fault.MANIFEST_UNREADABLE)
        for path in sorted(wanted - there):
            raise PackageFault(Fault.MEMBER_MISSING, path)
        for path in sorted(there - wanted):
            raise PackageFault(Fault.MEMBER_EXTRA, path)
        for path, member in self._members.items():
            if self._measured(path, member.size) != (member.size, member.sha256):
                raise PackageFault(Fault.MEMBER_ALTERED, path)

    def _measured(self, path: str, most: int) -> tuple[int, str]:
        size, digest = 0, hashlib.sha256()
        try:
            with self._archive.open(path) as file:
                while size <= most and (chunk := file.read(_CHUNK)):
                    size += len(chunk)
                    digest.update(chunk)
        except _BROKEN as error:
            raise PackageFault(Fault.MEMBER_ALTERED, path) from error
        return size, digest.hexdigest()


def open_package(file: IO[bytes]) -> OpenPackage:
    """A package in a seekable file, as far as its manifest. Raises PackageFault.

    Nothing is unpacked to the disk. Before anything is unpacked at all: how large the file is, how many members, what
    they are called, how much they say to be and how much they are packed.
    """
    size = file.seek(0, 2)
    file.seek(0)
    if size > limits.MAX_ARCHIVE:
        raise PackageFault(Fault.TOO_LARGE)
    if file.read(len(_ZIP)) != _ZIP:
        raise PackageFault(Fault.NO_ARCHIVE)
    file.seek(max(0, size - _END_SIZE))
    if file.read(len(_END)) != _END:
        raise PackageFault(Fault.TRUNCATED)
    try:
        archive = zipfile.ZipFile(file)
    except _BROKEN as error:
        raise PackageFault(Fault.TRUNCATED) from error
    _check_shape(archive)
    return OpenPackage(archive)


def _check_shape(archive: zipfile.ZipFile) -> None:
    infos = archive.infolist()
    if len(infos) > limits.MAX_MEMBERS or len({one.filename for one in infos}) != len(infos):
        raise PackageFault(Fault.UNSAFE)
    if sum(one.file_size for one in infos) > limits.MAX_UNPACKED:
        raise PackageFault(Fault.TOO_LARGE)
    for one in infos:
        packed_too_well = one.file_size > max(limits.RATIO_FROM, one.compress_size * limits.MAX_RATIO)
        odd = one.flag_bits & _ENCRYPTED or one.compress_type not in _PACKINGS
        # orig_filename: as it stands in the file, before the zipfile module mended it.
        if not is_path(one.orig_filename) or odd or packed_too_well:
            raise PackageFault(Fault.UNSAFE, one.orig_filename[:80])


def _row(head: TableHead, number: int, line: list[str]) -> tuple[Cell, ...]:
    if len(line) != len(head.fields):
        raise _wrong(head, number)
    cells: list[Cell] = []
    for field, text in zip(head.fields, line, strict=True):
        try:
            cells.append(field.read(text))
        except ValueError as error:
            raise _wrong(head, number, field.name) from error
    return tuple(cells)


def _wrong(head: TableHead, number: int, field: str = "") -> PackageFault:
    place = f"{head.path}, dòng {number}"
    return PackageFault(Fault.DATA, f"{place}, cột {field}" if field else place)

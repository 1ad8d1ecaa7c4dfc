"""Reading the files of the rulebook, strictly: what is not expected is refused, nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import Field

from nscl.rulebook.errors import RulebookFileError
from nscl.rulebook.files import Key, Strict, Text, YamlFile, read_model
from nscl.rulebook.rulebook import Confidence, Entry, Norm, Parameter, Rulebook

AnyEntry = TypeVar("AnyEntry", bound=Entry)


class _Version(Strict):
    cite: Text
    confidence: Annotated[Confidence, Field(strict=False)]
    valid_from: Annotated[date, Field(alias="from")]
    valid_to: Annotated[date | None, Field(alias="to")] = None
    note: str = ""


class _NormVersion(_Version):
    ceiling_vnd: Annotated[int, Field(ge=1)] | None


class _ParameterVersion(_Version):
    value: Annotated[Decimal, Field(strict=False)]


class _Item(Strict):
    key: Key
    subject: Text
    unit: Text


class _NormItem(_Item):
    versions: Annotated[list[_NormVersion], Field(min_length=1)]


class _ParameterItem(_Item):
    versions: Annotated[list[_ParameterVersion], Field(min_length=1)]


class _File(Strict):
    rulebook: Annotated[int, Field(ge=1, le=1)]
    norms: list[_NormItem] = []
    parameters: list[_ParameterItem] = []


def read_rulebook(folder: Path) -> Rulebook:
    """Every `*.yaml` of the folder, by name. Raises RulebookFileError (file, place, remedy), OSError."""
    norms: list[Norm] = []
    parameters: list[Parameter] = []
    known: dict[str, Path] = {}
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise RulebookFileError(folder, "", "thư mục không có tệp định mức nào", "lấy lại thư mục data/norms")
    for path in files:
        read = read_model(YamlFile(path), _File)
        items: tuple[_Item, ...] = (*read.norms, *read.parameters)
        for item in items:
            if item.key in known:
                there = known[item.key].name
                raise RulebookFileError(path, item.key, f"khóa này đã có trong {there}", "gộp các mức vào một khóa")
            known[item.key] = path
        norms += _in_turn(path, [norm for item in read.norms for norm in _norms(item)])
        parameters += _in_turn(path, [one for item in read.parameters for one in _parameters(item)])
    return Rulebook(norms, parameters)


def _norms(item: _NormItem) -> Iterator[Norm]:
    for version in item.versions:
        yield Norm(**_base(item, version), ceiling_vnd=version.ceiling_vnd)


def _parameters(item: _ParameterItem) -> Iterator[Parameter]:
    for version in item.versions:
        yield Parameter(**_base(item, version), value=version.value)


def _base(item: _Item, version: _Version) -> dict[str, Any]:
    return {
        "key": item.key,
        "subject": item.subject,
        "unit": item.unit,
        "cite": version.cite,
        "confidence": version.confidence,
        "valid_from": version.valid_from,
        "valid_to": version.valid_to,
        "note": " ".join(version.note.split()),
    }


def _in_turn(path: Path, entries: list[AnyEntry]) -> list[AnyEntry]:
    """The entries, after making sure that no day has two versions of one key."""
    for before, after in pairwise(sorted(entries, key=lambda one: (one.key, one.valid_from))):
        if before.key != after.key:
            continue
        if before.valid_to is None or before.valid_to >= after.valid_from:
            last = after.valid_from - timedelta(days=1)
            raise RulebookFileError(
                path,
                after.key,
                f"hai mức cùng có hiệu lực ngày {after.valid_from:%d/%m/%Y}",
                f"ghi mức trước 'to: {last}'",
            )
    for entry in entries:
        if entry.valid_to is not None and entry.valid_to < entry.valid_from:
            raise RulebookFileError(path, entry.key, "ngày cuối trước ngày đầu", "xem lại 'from' và 'to'")
    return entries

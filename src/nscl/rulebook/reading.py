"""Reading the files of the rulebook, strictly: what is not expected is refused, nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from nscl.rulebook.errors import RulebookFileError
from nscl.rulebook.rulebook import Confidence, Entry, Norm, Parameter, Rulebook

# As wide as the column of an estimate's line that names a norm.
_KEY_LENGTH = 60
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

AnyEntry = TypeVar("AnyEntry", bound=Entry)
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$", max_length=_KEY_LENGTH)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Version(_Strict):
    cite: Text
    confidence: Annotated[Confidence, Field(strict=False)]
    valid_from: Annotated[date, Field(alias="from")]
    valid_to: Annotated[date | None, Field(alias="to")] = None
    note: str = ""


class _NormVersion(_Version):
    ceiling_vnd: Annotated[int, Field(ge=1)] | None


class _ParameterVersion(_Version):
    value: Annotated[Decimal, Field(strict=False)]


class _Item(_Strict):
    key: Key
    subject: Text
    unit: Text


class _NormItem(_Item):
    versions: Annotated[list[_NormVersion], Field(min_length=1)]


class _ParameterItem(_Item):
    versions: Annotated[list[_ParameterVersion], Field(min_length=1)]


class _File(_Strict):
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
        read = _read_file(path)
        items: tuple[_Item, ...] = (*read.norms, *read.parameters)
        for item in items:
            if item.key in known:
                there = known[item.key].name
                raise RulebookFileError(path, item.key, f"khóa này đã có trong {there}", "gộp các mức vào một khóa")
            known[item.key] = path
        norms += _in_turn(path, [norm for item in read.norms for norm in _norms(item)])
        parameters += _in_turn(path, [one for item in read.parameters for one in _parameters(item)])
    return Rulebook(norms, parameters)


def _read_file(path: Path) -> _File:
    try:
        content: Any = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506  # both are safe
    except UnicodeDecodeError as error:
        raise RulebookFileError(path, "", "tệp không phải UTF-8", "lưu lại tệp với mã UTF-8") from error
    except yaml.MarkedYAMLError as error:
        line = f"dòng {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise RulebookFileError(path, line, "không đúng cú pháp YAML", "xem lại dòng này và dòng trên") from error
    try:
        return _File.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = _place(content, first["loc"])
        raise RulebookFileError(
            path, place, f"không đúng dạng ({first['msg']})", "sửa theo các mục bên cạnh"
        ) from error


def _place(content: Any, loc: Sequence[str | int]) -> str:
    """Where in a file an error is: the keys of the items that lead there."""
    words: list[str] = []
    for step in loc:
        try:
            content = content[step]
        except (KeyError, IndexError, TypeError):
            content = None
        key = content.get("key") if isinstance(content, dict) else None
        words.append(str(key) if key else f"mục {step + 1}" if isinstance(step, int) else str(step))
    return " › ".join(words)


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

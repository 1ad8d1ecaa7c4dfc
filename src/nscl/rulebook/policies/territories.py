"""Where a folder of rules holds (`data/rules/territories.yaml`): the province that bore a code on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from nscl.rulebook.errors import RulebookFileError
from nscl.rulebook.files import Key, Strict, YamlFile, nearest, read_model
from nscl.rulebook.policies.vocabulary import Vocabulary

FILE_NAME = "territories.yaml"


@dataclass(frozen=True, slots=True)
class Territory:
    """The rules of `folder` hold in the province that bore `code` on the day `day`."""

    folder: str
    code: str
    day: date


class _Territory(Strict):
    folder: Key
    code: Annotated[str, StringConstraints(pattern=r"^[0-9]{2}$")]
    day: date


class _File(Strict):
    rulebook: Annotated[int, Field(ge=1, le=1)]
    territories: Annotated[list[_Territory], Field(min_length=1)]


def read_territories(path: Path, vocabulary: Vocabulary) -> tuple[Territory, ...]:
    """The territories of a file. Raises RulebookFileError (an unknown folder, a line that is there twice), OSError."""
    file = YamlFile(path)
    read = read_model(file, _File)
    problems = []
    seen: set[tuple[str, date]] = set()
    for index, one in enumerate(read.territories):
        if one.folder not in vocabulary.provinces:
            remedy = nearest(one.folder, [*vocabulary.provinces])
            problems.append(file.problem(("territories", index), f"không có thư mục “{one.folder}”", remedy))
        if (one.code, one.day) in seen:
            problems.append(file.problem(("territories", index), "mã và ngày này đã ghi ở trên", "mỗi tỉnh một dòng"))
        seen.add((one.code, one.day))
    if problems:
        raise RulebookFileError.of(problems)
    return tuple(Territory(one.folder, one.code, one.day) for one in read.territories)

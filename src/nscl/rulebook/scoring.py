"""Score sheets of appraisal councils as data (`data/scoring`): criteria, the quorum, the points with which one passes.

A file is one version of a sheet. It is not changed once sheets were filled by it: a new version is a new file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field

from nscl.rulebook.errors import RulebookFileError
from nscl.rulebook.files import Key, Strict, Text, YamlFile, read_model
from nscl.rulebook.rulebook import Confidence

FOLDER: Final = "scoring"
WHOLE: Final = 100


@dataclass(frozen=True, slots=True)
class Criterion:
    """What is judged and how many points it can have. each_priority: what a priority that is met brings in advance."""

    key: str
    name: str
    meaning: str
    most: int
    each_priority: int = 0

    def beforehand(self, priorities_met: int) -> int:
        """The points that stand in the sheet before anybody wrote in it."""
        return min(self.most, self.each_priority * priorities_met)


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many must take part: a share of the members, somebody who leads among them, so many sheets at the least.

    led_by: roles of a council, one of which must be there.
    """

    numerator: int
    denominator: int
    least_sheets: int
    led_by: tuple[str, ...]
    source: str
    confidence: Confidence

    def of(self, members: int) -> int:
        """The share of so many members, rounded up."""
        return -(-members * self.numerator // self.denominator)

    def sheets_of(self, appraisers: int) -> int:
        """How many sheets a case needs of so many who may appraise it."""
        return max(self.least_sheets, self.of(appraisers))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """One version of a score sheet. ref: the name of its file, as sessions name it."""

    ref: str
    title: str
    version: str
    source: str
    confidence: Confidence
    quorum: Quorum
    passing_percent: int
    criteria: tuple[Criterion, ...]

    @property
    def most(self) -> int:
        """The points that a sheet can have."""
        return sum(one.most for one in self.criteria)

    @property
    def passing(self) -> Decimal:
        """From how many points on a case passes."""
        return Decimal(self.most * self.passing_percent) / WHOLE

    def beforehand(self, priorities_met: int) -> Mapping[str, int]:
        """What stands in a sheet before anybody wrote in it, by criterion; those with nothing are left out."""
        return {one.key: points for one in self.criteria if (points := one.beforehand(priorities_met))}


class _Head(Strict):
    title: Text
    version: Text
    source: Text
    confidence: Annotated[Confidence, Field(strict=False)]


class _Quorum(Strict):
    numerator: Annotated[int, Field(ge=1)]
    denominator: Annotated[int, Field(ge=1)]
    least_sheets: Annotated[int, Field(ge=1)]
    led_by: Annotated[list[Literal["chair", "deputy", "secretary", "member"]], Field(min_length=1)]
    source: Text
    confidence: Annotated[Confidence, Field(strict=False)]


class _Criterion(Strict):
    key: Key
    name: Text
    meaning: Text
    most: Annotated[int, Field(ge=1, le=WHOLE)]
    points_for_each_priority: Annotated[int, Field(ge=0)] = 0


class _File(Strict):
    rulebook: Annotated[int, Field(ge=1, le=1)]
    scoring: _Head
    quorum: _Quorum
    passing_percent: Annotated[int, Field(ge=0, le=WHOLE)]
    criteria: Annotated[list[_Criterion], Field(min_length=1)]


def read_scorings(folder: Path) -> Mapping[str, Scoring]:
    """Every score sheet of `data/scoring`, by the name of its file. Raises RulebookFileError, OSError."""
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise RulebookFileError(folder, "", "thư mục không có phiếu chấm điểm nào", "lấy lại thư mục data/scoring")
    return {path.stem: _scoring(YamlFile(path)) for path in paths}


def _scoring(file: YamlFile) -> Scoring:
    form = read_model(file, _File)
    problems = [
        file.problem(("criteria", at, "key"), f"tiêu chí “{one.key}” đã có ở trên", "đặt khóa khác")
        for at, one in enumerate(form.criteria)
        if any(one.key == other.key for other in form.criteria[:at])
    ]
    if form.quorum.numerator > form.quorum.denominator:
        problems.append(file.problem(("quorum", "numerator"), "phần lớn hơn toàn bộ", "ghi phân số không quá 1"))
    if problems:
        raise RulebookFileError.of(problems)
    return Scoring(
        ref=file.path.stem,
        title=form.scoring.title,
        version=form.scoring.version,
        source=form.scoring.source,
        confidence=form.scoring.confidence,
        quorum=Quorum(
            form.quorum.numerator,
            form.quorum.denominator,
            form.quorum.least_sheets,
            tuple(form.quorum.led_by),
            form.quorum.source,
            form.quorum.confidence,
        ),
        passing_percent=form.passing_percent,
        criteria=tuple(
            Criterion(one.key, one.name, one.meaning, one.most, one.points_for_each_priority) for one in form.criteria
        ),
    )

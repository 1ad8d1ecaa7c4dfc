"""The definitions of surveys that ship with the system (`data/surveys`), read strictly: line, key and remedy.

A file is called by its key and version. One that was sent out is never changed: a corrected one is a new version, in a
new file, so that answers always stand beside the questions that they answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Final

from django.conf import settings
from pydantic import Field

from nscl.rulebook.errors import RulebookFileError
from nscl.rulebook.files import Key, Strict, Text, YamlFile, read_model
from nscl.support.rules.surveys import SurveyDefinition, SurveyQuestion, SurveyQuestionKind, check_definition
from nscl.work.rules.questions import place_of

FOLDER: Final = "surveys"


class _Question(Strict):
    key: Key
    kind: Annotated[SurveyQuestionKind, Field(strict=False)]
    text: Text
    choices: dict[Key, Text] = {}
    unit: str = ""
    required: bool = True


class _File(Strict):
    survey: Annotated[int, Field(ge=1, le=1)]
    key: Key
    version: Annotated[int, Field(ge=1)]
    title: Text
    introduction: str = ""
    questions: list[_Question]


def definitions() -> Mapping[str, SurveyDefinition]:
    """Every definition, by its name; the newest version of each key last. Raises RulebookFileError, OSError."""
    return _definitions(Path(settings.DATA_DIR))


def newest_definitions() -> tuple[SurveyDefinition, ...]:
    """The newest version of each, by title: what a new survey is made of."""
    newest = {one.ref.rpartition("-")[0]: one for one in definitions().values()}
    return tuple(sorted(newest.values(), key=lambda one: one.title))


def read_definitions(folder: Path) -> Mapping[str, SurveyDefinition]:
    """Every `*.yaml` of a folder. Raises RulebookFileError (file, line, remedy), OSError."""
    found = [_read(path) for path in sorted(folder.glob("*.yaml"))]
    if not found:
        raise RulebookFileError(folder, "", "thư mục không có phiếu khảo sát nào", f"lấy lại thư mục data/{FOLDER}")
    found.sort(key=lambda one: (one.ref.rpartition("-")[0], int(one.ref.rpartition("-")[2])))
    return {one.ref: one for one in found}


@cache
def _definitions(data: Path) -> Mapping[str, SurveyDefinition]:
    return read_definitions(data / FOLDER)


def _read(path: Path) -> SurveyDefinition:
    file = YamlFile(path)
    read = read_model(file, _File)
    ref = f"{read.key}-{read.version}"
    if path.stem != ref:
        raise RulebookFileError(path, "", f"tên tệp không phải “{ref}.yaml”", "đổi tên tệp theo khóa và phiên bản")
    definition = SurveyDefinition(
        ref=ref,
        title=" ".join(read.title.split()),
        introduction=" ".join(read.introduction.split()),
        questions=tuple(_question(one) for one in read.questions),
    )
    problems = [file.problem(place_of(one.field), one.message, one.remedy) for one in check_definition(definition)]
    if problems:
        raise RulebookFileError.of(problems)
    return definition


def _question(read: _Question) -> SurveyQuestion:
    choices = {key: " ".join(text.split()) for key, text in read.choices.items()}
    return SurveyQuestion(read.key, read.kind, " ".join(read.text.split()), choices, read.unit.strip(), read.required)

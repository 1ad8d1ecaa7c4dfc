"""The forms of `data/training`, read strictly: what is not expected is refused with its line and a remedy."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field

from nscl.rulebook.errors import FileProblem, RulebookFileError
from nscl.rulebook.files import Key, Strict, Text, YamlFile, read_model
from nscl.training.enums import QuestionKind, QuestionnaireKind
from nscl.training.rules.questionnaires import ChoiceDraft, QuestionDraft, QuestionnaireDraft, check_questionnaire
from nscl.work.rules.questions import place_of

FOLDER: Final = "training"


class _Question(Strict):
    kind: Annotated[QuestionKind, Field(strict=False)] = QuestionKind.CHOICE
    text: Text
    choices: list[Text] = []
    right: Annotated[int, Field(ge=1)] | None = None
    required: bool = True


class _File(Strict):
    questionnaire: Annotated[int, Field(ge=1, le=1)]
    key: Key
    kind: Annotated[QuestionnaireKind, Field(strict=False)]
    title: Text
    introduction: str = ""
    questions: list[_Question]


@dataclass(frozen=True, slots=True)
class Shipped:
    """A form that ships with the system. key: by which it is known from one version to the next."""

    key: str
    draft: QuestionnaireDraft


def read_shipped(folder: Path) -> tuple[Shipped, ...]:
    """Every `*.yaml` of the folder, by name. Raises RulebookFileError (file, line, remedy), OSError."""
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise RulebookFileError(folder, "", "thư mục không có phiếu nào", f"lấy lại thư mục data/{FOLDER}")
    found: dict[str, Path] = {}
    shipped: list[Shipped] = []
    for path in files:
        one = _read(path)
        if one.key in found:
            message = f"khóa “{one.key}” đã có trong {found[one.key].name}"
            raise RulebookFileError(path, "", message, "đổi khóa của một trong hai phiếu")
        found[one.key] = path
        shipped.append(one)
    return tuple(shipped)


def _read(path: Path) -> Shipped:
    file = YamlFile(path)
    read = read_model(file, _File)
    problems = [problem for place, one in enumerate(read.questions) for problem in _misplaced(file, place, one)]
    draft = QuestionnaireDraft(
        kind=read.kind,
        title=" ".join(read.title.split()),
        introduction=" ".join(read.introduction.split()),
        questions=tuple(_question(one) for one in read.questions),
    )
    problems += [file.problem(place_of(one.field), one.message, one.remedy) for one in check_questionnaire(draft)]
    if problems:
        raise RulebookFileError.of(problems)
    return Shipped(read.key, draft)


def _misplaced(file: YamlFile, place: int, question: _Question) -> list[FileProblem]:
    if question.right is None or question.right <= len(question.choices):
        return []
    message = f"câu trả lời đúng là số {question.right}, nhưng chỉ có {len(question.choices)} câu trả lời"
    return [file.problem(("questions", place, "right"), message, "ghi số thứ tự của câu trả lời đúng, tính từ 1")]


def _question(read: _Question) -> QuestionDraft:
    choices = (ChoiceDraft(" ".join(text.split()), number == read.right) for number, text in enumerate(read.choices, 1))
    return QuestionDraft(read.kind, " ".join(read.text.split()), tuple(choices), read.required)

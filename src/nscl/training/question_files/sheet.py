"""The Excel template of a test: a question a row, its answers A to F, and which of them is right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from nscl.records.spreadsheets import template
from nscl.records.spreadsheets.columns import Form, SheetColumn, SheetShape
from nscl.records.spreadsheets.problems import ImportProblem
from nscl.records.spreadsheets.reading import read_sheet
from nscl.records.spreadsheets.rows import RowReader, problem_at
from nscl.training.enums import QuestionKind, QuestionnaireKind
from nscl.training.rules.questionnaires import ChoiceDraft, QuestionDraft, QuestionnaireDraft, check_questionnaire

LETTERS: Final = "ABCDEF"
_FIRST_TWO: Final = 2
QUESTIONS: Final = SheetShape(
    "Câu hỏi",
    (
        SheetColumn("question", "Câu hỏi", Form.TEXT, is_required=True),
        *(
            SheetColumn(letter, f"Câu trả lời {letter}", Form.TEXT, is_required=place < _FIRST_TWO)
            for place, letter in enumerate(LETTERS)
        ),
        SheetColumn("right", "Câu đúng", Form.CHOICE, is_required=True),
    ),
    frozenset({"question", "right"}),
)
_WIDE: Final = {"question": 60}
_GUIDE: Final = (
    "Mỗi dòng là một câu hỏi; các câu trả lời ghi từ cột A trở đi, không bỏ trống ở giữa.",
    "Cột “Câu đúng” ghi chữ cái của câu trả lời đúng (A, B, C …); mỗi câu có đúng một câu đúng.",
    "Giữ nguyên dòng tiêu đề. Điểm là phần trăm số câu trả lời đúng; các câu có điểm như nhau.",
    "Hệ thống cho xem trước cả bài, chỉ lưu khi được xác nhận.",
    "Bài đã có người làm thì không sửa: tải lên bài mới thay bài cũ, kết quả cũ vẫn giữ theo bài cũ.",
)


@dataclass(frozen=True, slots=True)
class TestSheet:
    """What a filled template says. rows: of each question, as Excel numbers them; draft: questions that were read."""

    __test__ = False  # not a test of pytest's

    draft: QuestionnaireDraft
    rows: tuple[int, ...]
    problems: tuple[ImportProblem, ...]
    hidden: int
    unknown: tuple[str, ...]


def write_template() -> bytes:
    """The file to fill; the same bytes' worth of rows each time."""
    return template.write_template(
        QUESTIONS, {"right": list(LETTERS)}, title="Bài kiểm tra", guide=_GUIDE, wide=_WIDE, frozen_columns=1
    )


def read_test(data: bytes, title: str) -> TestSheet:
    """The test in a filled template, with everything that cannot be kept. Raises ImportFileRefused."""
    sheet = read_sheet(data, QUESTIONS)
    problems: list[ImportProblem] = []
    questions: list[QuestionDraft] = []
    rows: list[int] = []
    for row in sheet.rows:
        reader = RowReader(sheet, row)
        reader.require()
        question = _question(reader)
        problems += reader.problems
        if not reader.problems:
            questions.append(question)
            rows.append(row.number)
    draft = QuestionnaireDraft(QuestionnaireKind.TEST, " ".join(title.split()), tuple(questions))
    for problem in check_questionnaire(draft):
        name, _bracket, place = problem.field.rstrip("]").partition("[")
        if name == "questions" and not (problems and not place):
            number = rows[int(place)] if place else 1
            problems.append(problem_at(sheet, number, "question", problem.message, problem.remedy))
    return TestSheet(draft, tuple(rows), tuple(problems), sheet.hidden, sheet.unknown)


def _question(reader: RowReader) -> QuestionDraft:
    texts = [_one_line(reader.text(letter)) for letter in LETTERS]
    while texts and not texts[-1]:
        texts.pop()
    for letter, text in zip(LETTERS, texts, strict=False):
        if not text and letter in reader.sheet.places and letter not in LETTERS[:_FIRST_TWO]:
            reader.note(letter, _("câu trả lời này trống mà câu sau lại có"), _("ghi liền nhau từ cột A"))
    right = _one_line(reader.text("right")).rstrip(".)").upper()
    if right and right not in LETTERS[: len(texts)]:
        message = _("không có câu trả lời “%(letter)s”") % {"letter": right[:20]}
        reader.note("right", message, _("ghi chữ cái của câu trả lời đúng, ví dụ B"))
    choices = tuple(ChoiceDraft(text, letter == right) for letter, text in zip(LETTERS, texts, strict=False))
    return QuestionDraft(QuestionKind.CHOICE, _one_line(reader.text("question")), choices)


def _one_line(text: str) -> str:
    return " ".join(text.split())

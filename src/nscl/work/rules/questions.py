"""What holds for every form of questions, of a class or of a survey: how long, how many, no question twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from django.utils.translation import gettext as _

from nscl.text.folding import fold_words
from nscl.work.rules.problems import Problem, Reason

TITLE_LENGTH: Final = 200
QUESTION_LENGTH: Final = 500
CHOICE_LENGTH: Final = 300
# What a person can be asked on a phone; more is a slip, or an examination that does not belong here.
MOST_QUESTIONS: Final = 100
LEAST_CHOICES: Final = 2
# A free answer: a page of writing.
ANSWER_LENGTH: Final = 2000


def check_title(title: str) -> Iterator[Problem]:
    """What is wrong with the title of a form; field "title"."""
    if not title:
        yield Problem("title", Reason.MISSING, _("chưa có tên phiếu"), _("ghi tên"))
    elif len(title) > TITLE_LENGTH:
        yield too_long("title", _("tên phiếu"), TITLE_LENGTH)


def check_number(count: int) -> Iterator[Problem]:
    """What is wrong with how many questions a form has; field "questions"."""
    if not count:
        yield Problem("questions", Reason.MISSING, _("chưa có câu hỏi nào"), _("ghi ít nhất một câu hỏi"))
    elif count > MOST_QUESTIONS:
        message = _("có %(n)s câu hỏi, nhiều hơn %(most)s") % {"n": count, "most": MOST_QUESTIONS}
        yield Problem("questions", Reason.TOO_LARGE, message, _("bớt câu hỏi, hoặc chia thành hai phiếu"))


def check_wording(texts: Sequence[str]) -> list[Problem | None]:
    """What is wrong with the words of each question, in their order; field "questions[3]" (from 0)."""
    first: dict[str, int] = {}
    found: list[Problem | None] = []
    for place, text in enumerate(texts):
        field, same, problem = f"questions[{place}]", " ".join(fold_words(text)), None
        if not text:
            problem = Problem(field, Reason.MISSING, _("câu hỏi trống"), _("ghi câu hỏi, hoặc xóa cả dòng"))
        elif len(text) > QUESTION_LENGTH:
            problem = too_long(field, _("câu hỏi"), QUESTION_LENGTH)
        elif same and same in first:
            message = _("trùng câu hỏi %(n)s") % {"n": first[same] + 1}
            problem = Problem(field, Reason.TWICE, message, _("sửa hoặc bỏ một câu"))
        first.setdefault(same, place)
        found.append(problem)
    return found


def check_choices(field: str, texts: Sequence[str], most: int) -> Iterator[Problem]:
    """What is wrong with the answers that may be chosen."""
    if not LEAST_CHOICES <= len(texts) <= most:
        message = _("có %(n)s câu trả lời để chọn") % {"n": len(texts)}
        remedy = _("ghi từ %(least)s đến %(most)s câu trả lời") % {"least": LEAST_CHOICES, "most": most}
        yield Problem(field, Reason.UNFIT, message, remedy)
    if any(not text for text in texts):
        yield Problem(field, Reason.MISSING, _("có câu trả lời trống"), _("ghi câu trả lời, hoặc bỏ"))
    if any(len(text) > CHOICE_LENGTH for text in texts):
        yield too_long(field, _("câu trả lời"), CHOICE_LENGTH)
    # As written: "5S" and "5 S", or "a" and "á", may be the very point of a question.
    twice = [text for text, count in Counter(texts).items() if text and count > 1]
    if twice:
        message = _("hai câu trả lời giống nhau: “%(text)s”") % {"text": twice[0][:60]}
        yield Problem(field, Reason.TWICE, message, _("sửa hoặc bỏ một câu"))


def place_of(field: str) -> tuple[str | int, ...]:
    """A field of these rules ("questions[3]") as a path in a file."""
    name, _bracket, number = field.rstrip("]").partition("[")
    return (name, int(number)) if number else (name,)


def too_long(field: str, name: str, most: int) -> Problem:
    """That something is longer than it may be."""
    message = _("%(name)s dài hơn %(n)s chữ") % {"name": name, "n": most}
    return Problem(field, Reason.TOO_LONG, message, _("viết ngắn lại"))


def unanswered(field: str) -> Problem:
    """That a question which must be answered is not."""
    return Problem(field, Reason.MISSING, _("câu này chưa trả lời"), _("trả lời câu này"))


def stray(field: str) -> Problem:
    """That an answer is none of those which the form offers."""
    message = _("câu trả lời không có trong phiếu")
    return Problem(field, Reason.UNKNOWN, message, _("mở lại trang rồi trả lời lại"))

"""A template checked whole before it is stored: what is wrong, where, and what to do. What passes can be filled in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from docx.document import Document
from jinja2 import TemplateError
from rapidfuzz import fuzz, process

from nscl.documents.report_papers.composition import compose
from nscl.documents.report_papers.paper import ReportPaper
from nscl.documents.report_papers.tables import ReportFigures
from nscl.documents.report_papers.templates.archive import UNREADABLE, open_template
from nscl.documents.report_papers.templates.fields import (
    BODY,
    BY_NAME,
    FIELDS,
    SECTION_FIELDS,
    WORDS_INSTEAD,
    FieldForm,
    Purpose,
)
from nscl.documents.report_papers.templates.filling import fill, hidden_commands
from nscl.documents.report_papers.templates.problems import ProblemRule, TemplateProblem, shortened
from nscl.documents.report_papers.templates.scanning import FIELD, Spot, spots
from nscl.documents.report_papers.templates.values import values_of
from nscl.text.folding import fold

_WHOLE: Final = "Cả mẫu"
_COMMAND: Final = re.compile(r"\{%|%\}|\{#|#\}")
_STRAY: Final = re.compile(r"\{\{|\}\}")
_SINGLE: Final = re.compile(r"(?<!\{)\{\s*([a-z_]+)\s*\}(?!\})")
_NAME: Final = re.compile(r"[^\W\d]\w*(?:[ \-]\w+)*")
# Below this a name is not near enough to be what was meant.
_NEAR: Final = 60.0
_NOTHING: Final = ReportPaper(
    above=(),
    issuer=(),
    number="",
    symbol="",
    place="",
    on=None,
    subject="",
    basis=(),
    opening="",
    sections=(),
    closing="",
    recipients=(),
    signature=(),
    signatory="",
    figures=ReportFigures(date.min, ()),
)
_NO_CODE: Final = "chỉ ghi tên trường giữa {{ và }}, không ghi lệnh, phép tính, dấu lọc"


def check_template(content: bytes, purpose: Purpose | str = Purpose.PROVINCE) -> tuple[TemplateProblem, ...]:
    """What is wrong with a Word file as a template for this paper, in the order of the file; () where it can be used.

    Refused: what is no whole .docx, is over 5 MB, has macros or fetches something from elsewhere; a field that does
    not exist (with the nearest that does), braces that do not close, commands of the template language, a part in a
    place where it cannot stand, a field that this paper must have and the template has not.
    """
    opened = open_template(content)
    if isinstance(opened, TemplateProblem):
        return (opened,)
    found = list(spots(opened))
    problems = [problem for spot in found for problem in _in_paragraph(spot)]
    problems += _in_properties(opened)
    problems += _together([name for spot in found for name in spot.fields if name in BY_NAME], Purpose(purpose))
    if not problems:
        problems += _tried(content)
    return tuple(dict.fromkeys(problems))


def _in_paragraph(spot: Spot) -> Iterator[TemplateProblem]:
    quote = shortened(spot.text)
    if _STRAY.search(spot.deleted) or _COMMAND.search(spot.deleted):
        what = "trường nằm trong phần đã xóa nhưng còn theo dõi thay đổi"
        yield TemplateProblem(
            ProblemRule.TRACKED, spot.place, what, "chấp nhận mọi thay đổi (Accept All) rồi lưu", quote
        )
    if _COMMAND.search(spot.text):
        yield TemplateProblem(ProblemRule.EXPRESSION, spot.place, "có lệnh của ngôn ngữ mẫu", _NO_CODE, quote)
    rest = FIELD.sub("", spot.text)
    if _STRAY.search(rest):
        what, remedy = "dấu ngoặc {{ hoặc }} không khép", "ghi đủ {{ tên }} trong cùng một đoạn"
        yield TemplateProblem(ProblemRule.BRACES, spot.place, what, remedy, quote)
    for name in _SINGLE.findall(rest):
        if name in BY_NAME:
            yield TemplateProblem(
                ProblemRule.BRACES, spot.place, f"“{name}” chỉ có một dấu ngoặc", f"ghi {BY_NAME[name].written}", quote
            )
    for name in spot.fields:
        yield from _field(name, spot, quote)


def _field(name: str, spot: Spot, quote: str) -> Iterator[TemplateProblem]:
    field = BY_NAME.get(name)
    if field is None:
        yield _unknown(name, spot.place, quote)
    elif field.is_block and spot.only_field != name:
        what = f"{field.written} phải đứng một mình trong đoạn"
        yield TemplateProblem(ProblemRule.MISPLACED, spot.place, what, "xuống dòng trước và sau trường này", quote)
    elif field.is_block and not spot.is_in_body:
        what = f"{field.written} không đặt được trong bảng, khung chữ, đầu trang, chân trang"
        yield TemplateProblem(ProblemRule.MISPLACED, spot.place, what, "đưa ra thành một đoạn của thân văn bản", quote)
    elif field.form is FieldForm.LIST and len(spot.fields) > 1:
        what = f"{field.written} đứng cùng trường khác"
        yield TemplateProblem(ProblemRule.MISPLACED, spot.place, what, "để mỗi trường nhiều dòng ở một đoạn", quote)


def _unknown(name: str, place: str, quote: str) -> TemplateProblem:
    if name and not _NAME.fullmatch(name):
        return TemplateProblem(ProblemRule.EXPRESSION, place, f"“{name}” không phải tên trường", _NO_CODE, quote)
    meant = fold(name).replace(" ", "_").replace("-", "_")
    near = process.extractOne(meant, list(BY_NAME), scorer=fuzz.ratio, score_cutoff=_NEAR)
    remedy = f"có phải {BY_NAME[near[0]].written}?" if near else "xem danh sách trường ở trang mẫu báo cáo"
    return TemplateProblem(ProblemRule.UNKNOWN, place, f"không có trường “{name}”", remedy.rstrip("."), quote)


def _tried(content: bytes) -> Iterator[TemplateProblem]:
    """Filled in once, with nothing in particular: what is stored can be filled in."""
    try:
        if hidden_commands(content):
            what = "có lệnh hoặc trường lạ ở chỗ không hiện ra (chú thích, thuộc tính, phần đã xóa)"
            yield TemplateProblem(ProblemRule.EXPRESSION, _WHOLE, what, "xóa chỗ ấy, hoặc soạn lại từ mẫu chuẩn")
            return
        fill(content, values_of(compose(_NOTHING)))
    except (*UNREADABLE, TemplateError) as error:
        what, remedy = f"không điền thử được ({type(error).__name__})", "soạn lại từ mẫu chuẩn"
        yield TemplateProblem(ProblemRule.UNFILLABLE, _WHOLE, what, remedy)


def _in_properties(document: Document) -> Iterator[TemplateProblem]:
    """Title, author and the like: docxtpl would fill them in as well."""
    held = document.core_properties
    for text in (held.author, held.comments, held.identifier, held.language, held.subject, held.title):
        if _STRAY.search(text) or _COMMAND.search(text):
            what, remedy = "có dấu {{, }}, {% hoặc {#", "xóa các dấu ấy trong Tệp → Thông tin (File → Info)"
            yield TemplateProblem(ProblemRule.EXPRESSION, "Thuộc tính tệp", what, remedy, shortened(text))


def _together(names: Sequence[str], purpose: Purpose) -> Iterator[TemplateProblem]:
    """What is missing, and what would be said twice."""
    held = Counter(names)
    for field in FIELDS:
        if purpose in field.required and field.name not in held:
            yield _missing(field.name)
        if field.is_block and held[field.name] > 1:
            what = f"{field.written} có {held[field.name]} lần"
            yield TemplateProblem(ProblemRule.REPEATED, _WHOLE, what, "để lại một lần")
    if BODY in held:
        for name in _doubled(held):
            what = f"{BY_NAME[name].written} đã nằm trong {BY_NAME[BODY].written}"
            yield TemplateProblem(ProblemRule.REPEATED, _WHOLE, what, "bỏ một trong hai")
        return
    parts = [name for name in WORDS_INSTEAD if name not in held]
    if len(parts) == len(WORDS_INSTEAD):
        yield _missing(BODY)
    else:
        yield from (_missing(name) for name in parts)


def _doubled(held: Iterable[str]) -> Iterator[str]:
    yield from (name for name in SECTION_FIELDS if name in held)


def _missing(name: str) -> TemplateProblem:
    field = BY_NAME[name]
    what = f"thiếu trường {field.written} ({field.means})"
    return TemplateProblem(ProblemRule.MISSING, _WHOLE, what, f"thêm {field.written} vào chỗ của nó")

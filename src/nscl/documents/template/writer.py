"""Puts the template together and writes it as a file."""

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from nscl.documents.template.content import BLANK, Block, Values, body, load
from nscl.documents.template.frame import add_closing, add_head
from nscl.documents.template.page import (
    LEFT,
    PAGE_WIDTH,
    RIGHT,
    RULE,
    add_landscape,
    centre,
    draw_rule,
    indented,
    saved,
    set_up,
)
from nscl.documents.template.tables import add_estimate_table, add_task_table

LONGEST_PLAN = 10
"""Years that a plan may have: national decisions set no longer period, and the estimate's columns fit the page."""

_AUTHOR, _INITIALS = "NSCL", "NS"
_KINDS = ("tỉnh", "thành phố")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
# The rule under the plan's name is a third to a half of its line (Decree 30/2020/NĐ-CP, annex I, II.5).
_TITLE_RULE = 0.35


def write_template(*, province: str | None, first_year: int, last_year: int) -> bytes:
    """A provincial productivity-and-quality plan to fill in, as .docx: "…" marks blanks, […] in italics guidance.

    ``province`` with or without its kind ("Cà Mau", "thành phố Cần Thơ"; without a kind it is taken for a tỉnh); None
    leaves it blank. National targets that apply in the years ``first_year`` to ``last_year`` (both included) are
    filled in, marked as the nation's, with their source in a comment at the margin. The layout is that of Decree
    30/2020/NĐ-CP. Raises ValueError (Vietnamese message) where the years run backwards or are more than LONGEST_PLAN.
    """
    if not first_year <= last_year < first_year + LONGEST_PLAN:
        raise ValueError(
            f"Giai đoạn {first_year}-{last_year} không lập mẫu được: năm cuối không trước năm đầu và không quá "
            f"{LONGEST_PLAN} năm"
        )
    values = Values(_unit(province), first_year, last_year)
    document = docx.Document()
    set_up(document)
    document.core_properties.author = _AUTHOR
    document.core_properties.title = values.fill(" ".join(("Kế hoạch", *load("content")["title"])))
    _front(document, values)
    _body(document, values)
    _appendices(document, values)
    _drop_comment_dates(document)
    return saved(document)


def _unit(province: str | None) -> str:
    """The province with its kind; "tỉnh …" where it is not known."""
    name = " ".join((province or "").split())
    if not name:
        return f"tỉnh {BLANK}"
    for kind in _KINDS:
        if name.lower().startswith(f"{kind} "):
            return f"{kind} {name[len(kind) + 1 :]}"
    return f"tỉnh {name}"


def _front(document: Document, values: Values) -> None:
    content = load("content")
    place = values.unit.removeprefix("tỉnh ").removeprefix("thành phố ")
    issuer = ("ỦY BAN NHÂN DÂN", values.unit.upper())
    add_head(document, issuer=issuer, number=f"Số: {BLANK}/KH-UBND", place=place)
    heading = centre(document.add_paragraph(), after=Pt(0))
    heading.paragraph_format.space_before = Pt(12)
    heading.add_run("KẾ HOẠCH").bold = True
    for line in content["title"]:
        centre(document.add_paragraph(), after=Pt(0)).add_run(values.fill(line)).bold = True
    _rule(document)
    for text in content["basis"]:
        indented(document).add_run(values.fill(text)).italic = True
    _remark(document, document.paragraphs[-1], content["basis_comment"])
    indented(document).add_run(values.fill(content["opening"]))


def _body(document: Document, values: Values) -> None:
    places = [0, 0]
    for block in body(values):
        if block.kind == "heading":
            places[block.level - 1] += 1
            places[block.level :] = [0] * (2 - block.level)
            label = _ROMAN[places[0] - 1] if block.level == 1 else str(places[1])
            paragraph: Paragraph = document.add_heading(f"{label}. {block.text}", level=block.level)
        else:
            paragraph = _paragraph(document, block)
        if block.remark:
            _remark(document, paragraph, block.remark)
    content = load("content")
    indented(document).add_run(values.fill(content["closing"]))
    recipients = [values.fill(one) for one in content["recipients"]]
    add_closing(document, recipients=recipients, signature=content["signature"])


def _paragraph(document: Document, block: Block) -> Paragraph:
    paragraph = indented(document)
    if block.kind == "note":
        paragraph.add_run(f"[{block.text}]").italic = True
        return paragraph
    paragraph.add_run(f"- {block.text}" if block.kind == "item" else block.text)
    if block.aside:
        paragraph.add_run(f" {block.aside}").italic = True
    return paragraph


def _appendices(document: Document, values: Values) -> None:
    content = load("content")
    groups = content["groups"]
    tasks, estimate = content["tasks"], content["estimate"]
    _appendix(document, values, "PHỤ LỤC I", tasks["title"], tasks["note"])
    add_task_table(document, tasks["heads"], groups)
    _appendix(document, values, "PHỤ LỤC II", estimate["title"], estimate["note"])
    unit = document.add_paragraph()
    unit.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    unit.add_run(estimate["unit"]).italic = True
    add_estimate_table(document, estimate["heads"], groups, range(values.first, values.last + 1))


def _appendix(document: Document, values: Values, name: str, title: str, note: str) -> None:
    add_landscape(document)
    centre(document.add_paragraph(), after=Pt(0)).add_run(name).bold = True
    centre(document.add_paragraph(), after=Pt(0)).add_run(title).bold = True
    attached = f"(Kèm theo Kế hoạch số {BLANK}/KH-UBND ngày {BLANK} của Ủy ban nhân dân {values.unit})"
    centre(document.add_paragraph()).add_run(attached).italic = True
    centre(document.add_paragraph()).add_run(f"[{values.fill(note)}]").italic = True


def _rule(document: Document) -> None:
    draw_rule(document.add_paragraph(style=RULE), share=_TITLE_RULE, width=PAGE_WIDTH - LEFT - RIGHT)


def _remark(document: Document, paragraph: Paragraph, text: str) -> None:
    document.add_comment(paragraph.runs, text, author=_AUTHOR, initials=_INITIALS)


def _drop_comment_dates(document: Document) -> None:
    for comment in document.part._comments_part.element:  # noqa: SLF001  # the dates have no public setter
        comment.attrib.pop(qn("w:date"), None)

"""Templates of offices: what is refused, where it stands, and what is made of those that are not."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from nscl.documents.report_papers.templates import (
    FIELDS,
    ProblemRule,
    Purpose,
    TemplateProblem,
    TemplateRefused,
    archive,
    check_template,
    standard_template,
)
from nscl.documents.report_papers.templates.archive import MOST_BYTES
from nscl.documents.report_papers.word import write_report
from tests.documents.report_papers.test_word import SMALL, as_shown, grids, lines, opened
from tests.documents.report_papers.world import issued, paper

STANDARD = standard_template(Purpose.PROVINCE)
PARTS = ("danh_gia_chung", "ket_qua", "kho_khan", "de_xuat", "phuong_huong", "uoc_va_thuc_hien")


def saved(document: Document) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def with_words(*texts: str) -> bytes:
    """The standard template with more paragraphs at its end."""
    document = opened(STANDARD)
    for text in texts:
        document.add_paragraph(text)
    return saved(document)


def edited(change: Callable[[Document], object]) -> bytes:
    document = opened(STANDARD)
    change(document)
    return saved(document)


def paragraph(document: Document, text: str) -> Paragraph:
    return next(one for one in document.paragraphs if one.text == text)


def rezipped(**members: bytes) -> bytes:
    """The standard template with members added or replaced."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(STANDARD)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, members.pop(name) if name in members else source.read(name))
        for name, content in members.items():
            target.writestr(name, content)
    return out.getvalue()


def only(problems: tuple[TemplateProblem, ...]) -> TemplateProblem:
    assert len(problems) == 1, [str(one) for one in problems]
    return problems[0]


@pytest.mark.parametrize("purpose", list(Purpose))
def test_the_standard_template_has_no_problem(purpose: Purpose) -> None:
    assert check_template(standard_template(purpose), purpose) == ()


def test_a_template_written_by_the_office_gives_the_same_report_as_the_standard_one() -> None:
    assert write_report(paper(SMALL), STANDARD) == write_report(paper(SMALL))


@pytest.mark.parametrize(
    ("text", "rule", "said"),
    [
        ("{{ so_ky_hieu }}", ProblemRule.UNKNOWN, "{{ ky_hieu }}"),
        ("{{ Trích yếu }}", ProblemRule.UNKNOWN, "{{ trich_yeu }}"),
        ("{{ abcxyz }}", ProblemRule.UNKNOWN, "danh sách trường"),
        ("{{ nguoi_ky", ProblemRule.BRACES, "không khép"),
        ("nguoi_ky }}", ProblemRule.BRACES, "không khép"),
        ("{nguoi_ky}", ProblemRule.BRACES, "{{ nguoi_ky }}"),
        ("{{ nguoi_ky|upper }}", ProblemRule.EXPRESSION, "tên trường"),
        ("{{ ''.__class__.__mro__ }}", ProblemRule.EXPRESSION, "tên trường"),
        ("{% for x in y %}", ProblemRule.EXPRESSION, "lệnh"),
        ("{# chú thích #}", ProblemRule.EXPRESSION, "lệnh"),
        ("Gồm {{ bang_chi_tieu }} sau:", ProblemRule.MISPLACED, "một mình"),
        ("{{ can_cu }} {{ so }}", ProblemRule.MISPLACED, "trường khác"),
        ("{{ noi_dung }}", ProblemRule.REPEATED, "2 lần"),
        ("{{ ket_qua }}", ProblemRule.REPEATED, "đã nằm trong"),
    ],
)
def test_a_field_that_cannot_be_filled_in_is_told_with_its_place(text: str, rule: ProblemRule, said: str) -> None:
    problem = only(check_template(with_words(text)))
    assert problem.rule is rule
    assert said in str(problem)
    if rule is not ProblemRule.REPEATED:
        assert problem.place == f"Thân văn bản, đoạn {len(opened(STANDARD).paragraphs) + 1}"
        assert problem.quote == text


def test_places_in_tables_headers_and_text_boxes() -> None:
    def change(document: Document) -> None:
        document.tables[0].cell(1, 1).paragraphs[0].add_run("{{ mot }}")
        document.sections[0].header.paragraphs[0].add_run("{{ hai }}")
        document.sections[0].footer.paragraphs[0].add_run("{{ phu_luc }}")
        words = "<w:txbxContent><w:p><w:r><w:t>{{ ba }}</w:t></w:r></w:p></w:txbxContent>"
        box = f"<w:r {nsdecls('w')}><w:pict>{words}</w:pict></w:r>"
        document.paragraphs[0]._p.append(parse_xml(box))

    places = [one.place for one in check_template(edited(change)) if one.rule is not ProblemRule.REPEATED]
    assert places == [
        "Thân văn bản, bảng 1, dòng 2, ô 2",
        "Thân văn bản, khung chữ, đoạn 1",
        "Đầu trang, đoạn 1",
        "Chân trang, đoạn 1",
    ]


def test_a_missing_field_is_named_with_what_it_is() -> None:
    def change(document: Document) -> None:
        paragraph(document, "{{ ket_thuc }}").text = "Hết"

    problem = only(check_template(edited(change)))
    assert problem.rule is ProblemRule.MISSING
    assert "{{ ket_thuc }}" in str(problem)
    assert "./." in problem.what


def test_an_agency_must_name_the_body_above_it_and_a_province_need_not() -> None:
    def change(document: Document) -> None:
        document.tables[0].cell(0, 0).paragraphs[0].text = ""

    assert check_template(edited(change)) == ()
    assert "co_quan_cap_tren" in str(only(check_template(edited(change), "agency")))


def test_the_report_may_be_built_part_by_part_with_the_offices_own_headings() -> None:
    def change(document: Document) -> None:
        body = paragraph(document, "{{ noi_dung }}")
        for name in PARTS:
            body.insert_paragraph_before(f"PHẦN {name.upper()}")
            body.insert_paragraph_before(f"{{{{ {name} }}}}")
        body._p.getparent().remove(body._p)

    template = edited(change)
    assert check_template(template) == ()
    document = opened(write_report(paper(SMALL), template))
    said = lines(document)
    assert said[said.index("PHẦN DE_XUAT") + 1] == "Đề nghị Bộ Khoa học và Công nghệ tiếp tục hướng dẫn."
    assert "1. Kết quả theo chỉ tiêu" in said
    assert said.index("PHẦN UOC_VA_THUC_HIEN") + 1 == said.index(
        f"{paper().closing[:-1]}./."
    )  # the report has no such part
    assert grids(document) == [as_shown(table) for table in SMALL.tables]


def test_a_part_that_people_write_must_not_be_left_out() -> None:
    def change(document: Document) -> None:
        body = paragraph(document, "{{ noi_dung }}")
        body.text = "{{ ket_qua }}"

    missing = {one.what.split("{{ ")[1].split(" }}")[0] for one in check_template(edited(change))}
    assert missing == set(PARTS) - {"ket_qua", "uoc_va_thuc_hien"}


def test_a_field_split_over_runs_and_in_a_header_is_filled_in() -> None:
    def change(document: Document) -> None:
        split = document.add_paragraph("Ký hiệu ")
        for piece in ("{", "{ ky", "_hieu ", "}}", " của {{ co_quan }}"):
            split.add_run(piece).bold = piece != "{"
        document.sections[0].first_page_header.paragraphs[0].add_run("Số liệu đến {{ ngay_so_lieu }}")

    document = opened(write_report(issued(SMALL), edited(change)))
    assert "Ký hiệu BC-UBND của ỦY BAN NHÂN DÂN TỈNH BẮC NINH" in lines(document)
    assert document.sections[0].first_page_header.paragraphs[0].text == "Số liệu đến 30/11/2026"


def test_a_template_without_the_marks_still_says_draft_and_sample() -> None:
    def change(document: Document) -> None:
        for cell in document.tables[0]._cells:
            for one in cell.paragraphs:
                if "du_thao" in one.text:
                    one.text = ""
        paragraph(document, "{{ so_lieu_mau }}").text = ""

    document = opened(write_report(paper(SMALL), edited(change)))
    assert {"DỰ THẢO", "(Số liệu mẫu)"} == set(lines(document)[:2])
    assert "DỰ THẢO" not in lines(opened(write_report(issued(SMALL), edited(change))))


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", ProblemRule.NOT_WORD),
        (b"%PDF-1.7", ProblemRule.NOT_WORD),
        (b"\xd0\xcf\x11\xe0old", ProblemRule.NOT_WORD),
        (STANDARD[: len(STANDARD) // 2], ProblemRule.DAMAGED),
        (STANDARD[:3000] + b"\0" * 500 + STANDARD[3500:], ProblemRule.DAMAGED),
        (b"PK" + b"\0" * (MOST_BYTES + 1), ProblemRule.TOO_BIG),
        (rezipped(**{"word/vbaProject.bin": b"x"}), ProblemRule.MACRO),
        (rezipped(**{"word/document.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}), ProblemRule.DAMAGED),
        (rezipped(**{"word/document.xml": b"<x>"}), ProblemRule.DAMAGED),
    ],
    ids=["empty", "pdf", "old word", "cut", "altered", "big", "macro", "doctype", "no xml"],
)
def test_a_file_that_is_no_sound_word_file_is_refused_with_the_reason(content: bytes, rule: ProblemRule) -> None:
    problem = only(check_template(content))
    assert problem.rule is rule
    assert problem.remedy
    with pytest.raises(TemplateRefused) as refused:
        write_report(paper(SMALL), content)
    assert refused.value.problems == (problem,)


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = rezipped(**{"word/bomb.xml": b"\0" * 2_000_000})
    monkeypatch.setattr(archive, "MOST_UNPACKED", 1_000_000)
    monkeypatch.setattr(zipfile.ZipFile, "testzip", lambda _self: pytest.fail("it was read"))
    assert len(bomb) < MOST_BYTES
    assert only(check_template(bomb)).rule is ProblemRule.TOO_BIG


def test_what_word_would_fetch_from_elsewhere_is_refused() -> None:
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        b'Target="http://example.org/a.dotm" TargetMode="External"/></Relationships>'
    )
    problem = only(check_template(rezipped(**{"word/_rels/settings.xml.rels": relations})))
    assert problem.rule is ProblemRule.LINKED
    assert "attachedTemplate" in problem.what


def test_code_in_the_files_properties_is_refused() -> None:
    def change(document: Document) -> None:
        document.core_properties.subject = "{{ 7*7 }}"

    assert only(check_template(edited(change))).place == "Thuộc tính tệp"


def test_commands_where_nobody_sees_them_are_refused() -> None:
    def hide(document: Document) -> None:
        mark = f"""<w:bookmarkStart {nsdecls("w")} w:id="7" w:name="{{{{ 'a' * 10 ** 9 }}}}"/>"""
        document.paragraphs[0]._p.append(parse_xml(mark))

    def strike(document: Document) -> None:
        struck = f"<w:del {nsdecls('w')} w:id='1'><w:r><w:delText>{{{{ so }}}}</w:delText></w:r></w:del>"
        document.paragraphs[0]._p.append(parse_xml(struck))

    assert only(check_template(edited(hide))).rule is ProblemRule.EXPRESSION
    assert only(check_template(edited(strike))).rule is ProblemRule.TRACKED


def test_fields_are_explained_each_once() -> None:
    assert len({field.name for field in FIELDS}) == len(FIELDS)
    assert all(field.means for field in FIELDS)

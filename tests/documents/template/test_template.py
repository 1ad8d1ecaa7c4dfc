"""The plan template: its layout, what the reader finds in it as it is, and what it finds once it is filled."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from itertools import islice

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from nscl.documents.checks import check_pack
from nscl.documents.pack.enums import FindingKind, FindingSeverity, MeasureOp
from nscl.documents.reading.reading import read_document
from nscl.documents.reading.results import Reading
from nscl.documents.template import write_template
from tests.documents.reading.documents.expected import expected_pack
from tests.documents.reading.documents.invention import invent
from tests.documents.reading.documents.places import gazetteer
from tests.documents.reading.documents.scoring import overall, score
from tests.documents.template.filling import filled

# In the file lengths are whole twentieths of a point: a length in millimetres is off by up to half of one.
MILLIMETRE, TWIP = 36_000, 635

# Stories whose document can be written into the template: one phase, tasks numbered in each group, two sources.
FITTING = tuple(
    islice(
        (
            seed
            for seed in range(200)
            if (story := invent(seed)).numbers_restart
            and len(story.phases) == 1
            and story.estimate is not None
            and story.estimate.unit_vnd == 1_000_000
            and story.estimate.sources
        ),
        4,
    )
)


@pytest.fixture(scope="module")
def template() -> bytes:
    return write_template(province="Cà Mau", first_year=2026, last_year=2030)


@pytest.fixture(scope="module")
def document(template: bytes) -> Document:
    return docx.Document(io.BytesIO(template))


@pytest.fixture(scope="module")
def reading(template: bytes) -> Reading:
    return read_document(template, name="mau.docx", gazetteer=gazetteer())


def test_page_is_that_of_an_administrative_paper(document: Document) -> None:
    first, *others = document.sections
    sizes = [
        (first.page_width, 210),
        (first.page_height, 297),
        (first.top_margin, 20),
        (first.bottom_margin, 20),
        (first.left_margin, 30),
        (first.right_margin, 15),
        *((section.page_width, 297) for section in others),
    ]
    for length, millimetres in sizes:
        assert length is not None
        assert abs(length - millimetres * MILLIMETRE) <= TWIP
    assert [section.orientation for section in others] == [WD_ORIENT.LANDSCAPE] * 2


def test_pages_are_numbered_from_the_second_on(document: Document) -> None:
    first, second, _ = document.sections
    assert first.different_first_page_header_footer
    assert not first.first_page_header.paragraphs[0].text
    assert [field.get(qn("w:instr")) for field in first.header.part.element.iter(qn("w:fldSimple"))] == ["PAGE"]
    assert second.header.is_linked_to_previous
    assert not second.different_first_page_header_footer


def test_the_face_is_times_new_roman_for_every_script(document: Document) -> None:
    for name in ("Normal", "Heading 1", "Heading 2"):
        fonts = document.styles[name].element.rPr.find(qn("w:rFonts"))
        assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs", "eastAsia")} == {"Times New Roman"}


def test_head_rows_are_repeated_and_rows_stay_whole(document: Document) -> None:
    for table, heads in zip(document.tables[-2:], (1, 2), strict=True):
        marks = [{mark.tag for mark in row.get_or_add_trPr()} for row in table._tbl.tr_lst]
        assert [qn("w:tblHeader") in mark for mark in marks] == [place < heads for place in range(len(marks))]
        assert all(qn("w:cantSplit") in mark for mark in marks)


def test_same_arguments_give_the_same_bytes(template: bytes) -> None:
    assert write_template(province="Cà Mau", first_year=2026, last_year=2030) == template
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        assert {member.date_time[0] for member in archive.infolist()} == {1980}
        assert b"w:date=" not in archive.read("word/comments.xml")


@pytest.mark.parametrize(
    ("province", "name"),
    [
        ("Cà Mau", "tỉnh Cà Mau"),
        ("Tỉnh  Cà Mau", "tỉnh Cà Mau"),
        ("thành phố Cần Thơ", "thành phố Cần Thơ"),
        (None, "tỉnh …"),
        ("  ", "tỉnh …"),
    ],
)
def test_the_province_stands_with_its_kind(province: str | None, name: str) -> None:
    made = docx.Document(io.BytesIO(write_template(province=province, first_year=2026, last_year=2030)))
    assert made.tables[0].cell(0, 0).text.split("\n")[:2] == ["ỦY BAN NHÂN DÂN", name.upper()]
    assert any(f"trên địa bàn {name} giai đoạn 2026-2030" in paragraph.text for paragraph in made.paragraphs)


@pytest.mark.parametrize(("first", "last"), [(2030, 2026), (2021, 2031)])
def test_years_that_cannot_be_are_refused(first: int, last: int) -> None:
    with pytest.raises(ValueError, match=f"Giai đoạn {first}-{last} không lập mẫu được"):
        write_template(province=None, first_year=first, last_year=last)


@pytest.mark.parametrize(
    ("first", "last", "shares"),
    [(2021, 2025, ["45"]), (2026, 2030, ["50"]), (2021, 2030, ["45", "50"]), (2022, 2024, []), (2031, 2035, [])],
)
def test_national_targets_stand_only_in_the_years_for_which_they_were_set(
    first: int, last: int, shares: list[str]
) -> None:
    made = docx.Document(io.BytesIO(write_template(province="Cà Mau", first_year=first, last_year=last)))
    found = [
        match[1]
        for paragraph in made.paragraphs
        if (match := re.search(r"\(TFP\) đóng góp khoảng (\d+)%", paragraph.text))
    ]
    assert found == shares


def test_every_national_figure_is_marked_and_has_its_source(document: Document) -> None:
    marked = [paragraph for paragraph in document.paragraphs if "mức của cả nước" in paragraph.text]
    assert len(marked) == 4
    assert all(run.italic for paragraph in marked for run in paragraph.runs if "cả nước" in run.text)
    remarks = [comment.text for comment in document.comments]
    assert sum("Quyết định số 1322/QĐ-TTg" in remark for remark in remarks) == 4
    assert sum("Quyết định số 36/QĐ-TTg" in remark for remark in remarks) == 3
    assert sum("Chưa đối chiếu với văn bản gốc" in remark for remark in remarks) == 2


def test_the_empty_template_is_read_without_inventing_anything(reading: Reading) -> None:
    pack = reading.pack
    assert (pack.plan.province.name, pack.plan.period.start, pack.plan.period.end) == ("Cà Mau", 2026, 2030)
    assert pack.plan.number is None
    assert pack.plan.issued_on is None
    assert [one.number for one in pack.legal_basis if one.number] == ["1322/QĐ-TTg", "36/QĐ-TTg", "35/2021/TT-BTC"]
    found = [(one.op, one.value, one.value_to) for target in pack.targets for one in target.measures]
    assert found == [
        (MeasureOp.ABOUT, Decimal(50), None),
        (MeasureOp.MORE_THAN, Decimal("7.5"), None),
        (MeasureOp.RANGE, Decimal(10), Decimal(15)),
        (MeasureOp.AT_LEAST, Decimal(10), None),
    ]
    assert not any(output.value for task in pack.tasks for output in task.outputs)
    assert not any(task.lead or task.coordinate for task in pack.tasks)
    assert pack.budget is None or not any(line.total or line.by_year for line in pack.budget.lines)
    assert pack.budget is None or not pack.budget.stated
    assert all(duty.due is None for duty in pack.reporting)
    arithmetic = {FindingKind.DIGITS_VS_WORDS, FindingKind.SUM, FindingKind.UNIT_COST, FindingKind.DATE}
    assert not [finding for finding in pack.findings if finding.kind in arithmetic]


def test_the_empty_template_gives_the_skeleton(reading: Reading) -> None:
    pack = reading.pack
    assert [group.key for group in pack.task_groups] == ["I", "II", "III", "IV", "V"]
    assert [task.key for task in pack.tasks] == [
        *("I.1", "II.1", "II.2", "III.1", "III.2", "III.3", "IV.1", "IV.2", "IV.3", "V.1", "V.2")
    ]
    assert [(review.kind.value, review.year) for review in pack.reviews] == [("interim", 2028), ("final", 2030)]
    assert {duty.agency for duty in pack.responsibilities} == {"so-khcn", "so-tai-chinh", "cac-so-nganh", "ubnd-cap-xa"}


@pytest.mark.parametrize("seed", FITTING)
def test_a_filled_template_is_read_whole(seed: int) -> None:
    story = invent(seed)
    due = expected_pack(story)
    read = read_document(filled(story), name="ke-hoach.docx", gazetteer=gazetteer()).pack
    parts = score(read, due)
    assert overall(parts) >= 98, {name: round(part.f1, 1) for name, part in parts.items()}
    assert not [finding for finding in check_pack(read) if finding.severity is not FindingSeverity.INFO]

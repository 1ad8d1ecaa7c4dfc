"""Word files: what is seen in Word is what is read."""

import io

import docx
import pytest
from docx.enum.text import WD_BREAK

from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Document, Paragraph, Table
from nscl.documents.reading.errors import ReadingError
from nscl.documents.reading.formats import decode
from tests.documents.reading.formats.builders import docx_of, item, p, tbl, tc, word_part, zip_of


def read(body: str, parts: dict[str, str] | None = None) -> Document:
    return decode(docx_of(body, parts=parts), name="a.docx")


def texts_of(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def grid_of(document: Document) -> list[list[tuple[str, int, int] | None]]:
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    return [[None if cell is None else (cell.text, cell.columns, cell.rows) for cell in row] for row in table.rows]


def level(place: int, number_format: str, text: str, *, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> dict[str, str]:
    abstract = f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
    return {"word/numbering.xml": word_part("numbering", abstract + nums)}


def test_a_paragraph_is_a_line_and_whole() -> None:
    document = read(p("KẾ HOẠCH", run="<w:b/>") + p("") + p("Mục   tiêu chung"))
    assert document.blocks == (
        Paragraph("KẾ HOẠCH", Span(1, 1), bold=True),
        Paragraph("Mục tiêu chung", Span(2, 2)),
    )
    assert document.text == "KẾ HOẠCH\nMục tiêu chung\n"
    assert {line.page for line in document.lines} == {None}


def test_a_document_of_python_docx_with_headings_lists_and_breaks() -> None:
    made = docx.Document()
    made.add_heading("I. MỤC TIÊU", 2)
    made.add_paragraph("Mục một", style="List Number")
    made.add_paragraph("Mục hai", style="List Number")
    made.add_paragraph("Gạch đầu dòng", style="List Bullet")
    broken = made.add_paragraph("KT. CHỦ TỊCH")
    broken.runs[0].add_break(WD_BREAK.LINE)
    broken.add_run("PHÓ CHỦ TỊCH")
    buffer = io.BytesIO()
    made.save(buffer)
    document = decode(buffer.getvalue(), name="a.docx")
    assert texts_of(document) == [
        "I. MỤC TIÊU", "1. Mục một", "2. Mục hai", "- Gạch đầu dòng", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH",
    ]  # fmt: skip
    first, second, *_, last = [block for block in document.blocks if isinstance(block, Paragraph)]
    assert (first.heading, second.heading, second.indent, last.whole) == (2, None, 0, False)


def test_numbering_of_many_levels_restarts_under_each_item() -> None:
    parts = numbering(
        level(0, "upperRoman", "%1."), level(1, "decimal", "%2."), level(2, "decimal", "%2.%3."),
        level(3, "lowerLetter", "%4)"), level(4, "bullet", "\uf0b7"), level(5, "bullet", "+"),
    )  # fmt: skip
    body = "".join(item(1, place, f"việc {place}") for place in (0, 1, 2, 3, 3, 4, 5, 2, 1, 2, 0, 1, 2))
    assert [text.split(" ")[0] for text in texts_of(read(body, parts))] == [
        "I.", "1.", "1.1.", "a)", "b)", "-", "+", "1.2.", "2.", "2.1.", "II.", "1.", "1.1.",
    ]  # fmt: skip


def test_numbering_in_words_legal_form_and_with_other_starts() -> None:
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    parts = numbering(
        level(0, "upperRoman", "Chương %1"), level(1, "decimal", "Điều %1.%2.", more="<w:isLgl/>"), nums=nums
    )
    body = item(1, 0, "A") + item(1, 1, "B") + item(1, 0, "C") + item(2, 0, "D") + item(2, 1, "E") + item(1, 0, "F")
    assert texts_of(read(body, parts)) == [
        "Chương I A", "Điều 1.1. B", "Chương II C", "Chương V D", "Điều 5.1. E", "Chương VI F",
    ]  # fmt: skip


def test_numbering_of_a_style_can_be_taken_away() -> None:
    parts = numbering(level(0, "decimal", "%1."))
    parts["word/styles.xml"] = word_part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="Muc"><w:name w:val="Muc"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr><w:rPr><w:b/></w:rPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="Con"><w:name w:val="Con"/><w:basedOn w:val="Muc"/></w:style>',
    )
    plain = '<w:pStyle w:val="Con"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    document = read(p("một", properties='<w:pStyle w:val="Con"/>') + p("hai", properties=plain), parts)
    assert texts_of(document) == ["1. một", "hai"]
    assert all(block.bold for block in document.blocks if isinstance(block, Paragraph))


def test_merged_cells_stand_once() -> None:
    head = [tc("TT", '<w:vMerge w:val="restart"/>'), tc("Kinh phí", '<w:gridSpan w:val="2"/>')]
    years = [tc("", "<w:vMerge/>"), tc("2026"), tc("2027")]
    group = [tc("I. Nhóm", '<w:gridSpan w:val="3"/>')]
    row = [tc("1"), tc(p("100") + p("200")), tc("")]
    document = read(p("PHỤ LỤC") + tbl(head, years, group, row))
    assert grid_of(document) == [
        [("TT", 1, 2), ("Kinh phí", 2, 1), None],
        [None, ("2026", 1, 1), ("2027", 1, 1)],
        [("I. Nhóm", 3, 1), None, None],
        [("1", 1, 1), ("100\n200", 1, 1), ("", 1, 1)],
    ]
    assert [line.text for line in document.lines] == [
        "PHỤ LỤC", "TT", "Kinh phí", "2026", "2027", "I. Nhóm", "1", "100", "200",
    ]  # fmt: skip
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert table.span == Span(2, 9)
    assert table.rows[3][1] is not None
    assert table.rows[3][1].span == Span(8, 9)


def test_numbers_of_an_automatic_column_are_seen() -> None:
    rows = [[tc("TT"), tc("Việc")], [tc(item(1, 0, "")), tc("Hội thảo")], [tc(item(1, 0, "")), tc("Tập huấn")]]
    document = read(tbl(*rows), numbering(level(0, "decimal", "%1")))
    assert [row[0] for row in grid_of(document)] == [("TT", 1, 1), ("1", 1, 1), ("2", 1, 1)]


def test_a_table_in_a_cell_becomes_its_paragraphs() -> None:
    inner = tbl([tc("a"), tc("b")], [tc("c"), tc("d")])
    document = read(tbl([tc("TT"), tc("Việc")], [tc("1"), tc(p("gồm") + inner)]))
    assert grid_of(document)[1] == [("1", 1, 1), ("gồm\na\nb\nc\nd", 1, 1)]


def test_the_letterhead_and_the_foot_are_paragraphs_left_column_first() -> None:
    head = tbl([tc(p("UBND TỈNH A") + p("Số: 12/KH-UBND")), tc(p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))])
    foot = tbl([tc(p("Nơi nhận:") + p("- Các sở;")), tc(p("TM. ỦY BAN NHÂN DÂN"))])
    assert texts_of(read(head + p("KẾ HOẠCH") + foot)) == [
        "UBND TỈNH A", "Số: 12/KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "KẾ HOẠCH",
        "Nơi nhận:", "- Các sở;", "TM. ỦY BAN NHÂN DÂN",
    ]  # fmt: skip


def tabbed(*parts: str) -> str:
    inner = "<w:tab/>".join(f"<w:t>{part}</w:t>" for part in parts)
    return f"<w:p><w:r>{inner}</w:r></w:p>"


def test_a_letterhead_set_with_tabulators_is_parted_too() -> None:
    body = (
        tabbed("UBND TỈNH A", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        + tabbed("", "", "Độc lập - Tự do - Hạnh phúc")
        + tabbed("Số: 12/KH-UBND", "A, ngày 01 tháng 02 năm 2026")
        + p("KẾ HOẠCH")
        + tabbed("Mục tiêu", "chung")
        + tabbed("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN")
        + tabbed("- Các sở;", "CHỦ TỊCH")
        + p("- Lưu: VT.")
    )
    assert texts_of(read(body)) == [
        "UBND TỈNH A", "Số: 12/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "A, ngày 01 tháng 02 năm 2026",
        "KẾ HOẠCH", "Mục tiêu chung",
        "Nơi nhận:", "- Các sở;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH",
    ]  # fmt: skip


def test_tracked_changes_count_as_accepted() -> None:
    body = (
        '<w:p><w:r><w:t xml:space="preserve">Hỗ trợ </w:t></w:r><w:del w:id="1"><w:r><w:delText>20</w:delText></w:r>'
        '</w:del><w:ins w:id="2"><w:r><w:t>30</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> lớp</w:t></w:r></w:p>'
    )
    assert texts_of(read(body)) == ["Hỗ trợ 30 lớp"]


def test_hidden_text_fields_and_capitals() -> None:
    body = (
        p("ẩn", run="<w:vanish/>")
        + p("chữ hoa", run="<w:caps/>")
        + '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>5/2026</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>2026</w:t><w:noBreakHyphen/><w:t>2030</w:t><w:tab/><w:t>x</w:t></w:r></w:p>"
    )
    assert texts_of(read(body)) == ["CHỮ HOA", "5/2026", "2026-2030 x"]


def test_a_text_box_is_read_once_and_a_footnote_at_the_end() -> None:
    box = f"<w:txbxContent>{p('Trong khung')}</w:txbxContent>"
    body = (
        '<w:p xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><w:t>Ngoài khung</w:t></w:r>'
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice><mc:Fallback><w:pict>{box}</w:pict>"
        '</mc:Fallback></mc:AlternateContent></w:r><w:r><w:footnoteReference w:id="7"/></w:r></w:p>' + p("Cuối")
    )
    notes = word_part(
        "footnotes", f'<w:footnote w:id="0">{p("-")}</w:footnote><w:footnote w:id="7">{p("Ghi chú")}</w:footnote>'
    )
    assert texts_of(read(body, {"word/footnotes.xml": notes})) == ["Ngoài khung", "Trong khung", "Cuối", "(1) Ghi chú"]


def test_content_controls_are_opened_and_contents_left_out() -> None:
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('I. MỤC TIÊU 3')}</w:sdtContent></w:sdt>"
    )
    assert texts_of(read(contents + f"<w:sdt><w:sdtContent>{p('Nội dung')}</w:sdtContent></w:sdt>")) == ["Nội dung"]


def font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


def test_old_fonts_are_converted_run_by_run() -> None:
    body = (
        p("kÕ ho¹ch n¨ng suÊt", run=font(".VnTimeH"))
        + p("Hç trî doanh nghiÖp n©ng cao chÊt l­îng", run=font(".VnTime"))
        + p("Nhieäm vuï chuû yeáu", run=font("VNI-Times"))
        + p("Mục tiêu", run=font("Times New Roman"))
    )
    document = read(body)
    assert texts_of(document) == [
        "KẾ HOẠCH NĂNG SUẤT", "Hỗ trợ doanh nghiệp nâng cao chất lượng", "Nhiệm vụ chủ yếu", "Mục tiêu",
    ]  # fmt: skip
    assert [note.split(" theo ")[0] for note in document.notes] == [
        "Đã chuyển từ bảng mã TCVN3 (ABC)", "Đã chuyển từ bảng mã VNI",
    ]  # fmt: skip


def test_unicode_in_an_old_font_stays() -> None:
    document = read(p("Hỗ trợ các doanh nghiệp và hà nội", run=font(".VnTime")))
    assert (texts_of(document), document.notes) == (["Hỗ trợ các doanh nghiệp và hà nội"], ())


@pytest.mark.parametrize("body", ["", p(""), tbl([tc("")])])
def test_a_document_without_words_is_refused(body: str) -> None:
    with pytest.raises(ReadingError) as refusal:
        read(body)
    assert refusal.value.code == "empty"


def test_depth_is_bounded() -> None:
    nested = p("x")
    for _ in range(60):
        nested = tbl([tc(nested), tc("y")])
    with pytest.raises(ReadingError, match="lồng nhau"):
        read(nested)


def test_parts_are_found_by_their_relationships() -> None:
    def relationships(target: str, kind: str) -> str:
        space = "http://schemas.openxmlformats.org/package/2006/relationships"
        inner = f'<Relationship Id="r" Type="http://x/{kind}" Target="{target}"/>'
        return f'<Relationships xmlns="{space}">{inner}</Relationships>'

    numbers = numbering(level(0, "decimal", "%1."))["word/numbering.xml"]
    body = f"<w:body>{item(1, 0, 'Mục tiêu')}</w:body>"
    data = zip_of(
        {
            "_rels/.rels": relationships("/word/document2.xml", "officeDocument"),
            "word/document2.xml": word_part("document", body),
            "word/_rels/document2.xml.rels": relationships("lists.xml", "numbering"),
            "word/lists.xml": numbers,
        }
    )
    assert texts_of(decode(data, name="a.docx")) == ["1. Mục tiêu"]

"""PDF files with a text layer: lines, letterhead, running heads, ruled tables over several pages."""

import io
import itertools

import pypdfium2
import pytest

from nscl.documents.reading.blocks import Block, Document, Paragraph, Table
from nscl.documents.reading.errors import ReadingError
from nscl.documents.reading.formats import decode
from tests.documents.reading.formats.builders import pdf_of, raw_pdf_of


def texts_of(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def grid_of(block: Block) -> list[list[tuple[str, int, int] | None]]:
    assert isinstance(block, Table)
    return [[None if cell is None else (cell.text, cell.columns, cell.rows) for cell in row] for row in block.rows]


def tables_of(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def test_lines_with_page_and_box() -> None:
    document = decode(pdf_of("*KẾ HOẠCH*\n\nMục tiêu chung\n#pagebreak()\nTrang hai"), name="a.pdf")
    assert [(line.text, line.page) for line in document.lines] == [
        ("KẾ HOẠCH", 1),
        ("Mục tiêu chung", 1),
        ("Trang hai", 2),
    ]
    first, second, _ = document.blocks
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert (first.bold, second.bold, first.whole) == (True, False, False)
    box = document.lines[0].box
    assert box is not None
    # 3 cm and 2.5 cm are 85 and 71 points.
    assert (round(box.left), 60 < box.top < 85, box.right < 200) == (85, True, True)


def test_wrapped_lines_keep_their_words_and_hyphens() -> None:
    text = "Hỗ trợ doanh nghiệp giai đoạn 2026-2030 áp dụng ISO 9001; phối hợp Đài Phát thanh-Truyền hình. " * 4
    document = decode(pdf_of("#set text(hyphenate: false)\n" + text), name="a.pdf")
    assert " ".join(texts_of(document)).replace("- ", "-") == text.strip()
    assert len(document.lines) > 3


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("[(nang) -300 (suat)]TJ", "nang suat"),  # a blank made by moving on
        ("[(nan) -90 (g)]TJ ( suat)Tj", "nang suat"),  # letters of other fonts stand a little apart
        ("(nang)Tj 40 0 Td (suat)Tj", "nang suat"),
        ("(2026)Tj 26.7 0 Td (-2030)Tj", "2026-2030"),
        ("(nang)Tj /F 8 Tf (,)Tj /F 15 Tf ( s)Tj /F 12 Tf (uat)Tj", "nang, suat"),  # one base line, other fonts
    ],
)
def test_blanks_are_told_from_the_gaps(shown: str, text: str) -> None:
    assert texts_of(decode(raw_pdf_of(f"BT /F 12 Tf 100 700 Td {shown} ET"), name="a.pdf")) == [text]


def test_raised_figures() -> None:
    document = decode(
        pdf_of("Diện tích 100 m#super(typographic: false)[2] và tổng 628#super(typographic: false)[1]"), name="a.pdf"
    )
    assert texts_of(document) == ["Diện tích 100 m2 và tổng 628 (1)"]


def test_letterhead_and_foot_are_read_column_by_column() -> None:
    markup = """#grid(columns: (1fr, 1.3fr), align: center, [UBND TỈNH A \\ Số: 12/KH-UBND],
      [*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM* \\ *Độc lập - Tự do - Hạnh phúc* \\ _A, ngày 01 tháng 02 năm 2026_])
    Mục tiêu
    #v(1cm)
    #grid(columns: (1fr, 1fr), [*Nơi nhận:* \\ \\- Các sở; \\ \\- Lưu: VT.],
      align(center)[*TM. ỦY BAN NHÂN DÂN* \\ *CHỦ TỊCH* #v(1cm) *Nguyễn Văn An*])"""
    assert texts_of(decode(pdf_of("#set text(size: 12pt)\n" + markup), name="a.pdf")) == [
        "UBND TỈNH A", "Số: 12/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "A, ngày 01 tháng 02 năm 2026",
        "Mục tiêu",
        "Nơi nhận:", "- Các sở;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn An",
    ]  # fmt: skip


def test_running_heads_and_page_numbers_are_dropped_but_titles_of_appendices_stay() -> None:
    markup = '#set page(numbering: "1", header: align(right)[KẾ HOẠCH NĂNG SUẤT])\n'
    markup += "\n#pagebreak()\n".join(f"Phụ lục {number}\n\nNội dung trang {number}" for number in range(1, 6))
    assert texts_of(decode(pdf_of(markup), name="a.pdf")) == [
        text for number in range(1, 6) for text in (f"Phụ lục {number}", f"Nội dung trang {number}")
    ]


HEAD = """table.header(table.cell(rowspan: 2)[TT], table.cell(rowspan: 2)[Nội dung], table.cell(colspan: 2)[Kinh phí],
  [2026], [2027])"""


def test_merged_heads_and_group_rows() -> None:
    markup = (
        f"#table(columns: (1cm, 6cm, 2cm, 2cm), {HEAD}, table.cell(colspan: 4)[*I. Nhóm*], [1], [Hội thảo], [100], [])"
    )
    (table,) = tables_of(decode(pdf_of(markup), name="a.pdf"))
    assert grid_of(table) == [
        [("TT", 1, 2), ("Nội dung", 1, 2), ("Kinh phí", 2, 1), None],
        [None, None, ("2026", 1, 1), ("2027", 1, 1)],
        [("I. Nhóm", 4, 1), None, None, None],
        [("1", 1, 1), ("Hội thảo", 1, 1), ("100", 1, 1), ("", 1, 1)],
    ]


def test_lines_broken_by_the_width_of_a_cell_become_one() -> None:
    markup = """#set par(justify: false)
    #table(columns: (3cm, 3cm), [Tổ chức hội thảo về năng suất giai đoạn 2026-2030],
      [\\- Sở A \\ \\- Sở B phối hợp các đơn vị])"""
    (table,) = tables_of(decode(pdf_of(markup), name="a.pdf"))
    assert grid_of(table) == [
        [("Tổ chức hội thảo về năng suất giai đoạn 2026-2030", 1, 1), ("- Sở A\n- Sở B phối hợp các đơn vị", 1, 1)],
    ]


@pytest.mark.parametrize("numbering", ["none", '"1"'])
def test_a_table_over_pages_is_one_table_with_one_head(numbering: str) -> None:
    rows = "".join(f"[{number}], [Việc {number}], [{number}00], []," for number in range(1, 121))
    markup = (
        f"#set page(numbering: {numbering})\nMở đầu\n#table(columns: (1.2cm, 6cm, 2cm, 2cm), {HEAD}, {rows})\nKết thúc"
    )
    document = decode(pdf_of(markup), name="a.pdf")
    (table,) = tables_of(document)
    assert [row[0] for row in grid_of(table)[2:]] == [(str(number), 1, 1) for number in range(1, 121)]
    assert (document.page_of(table.span.first), document.page_of(table.span.last)) == (1, document.lines[-1].page)
    assert texts_of(document) == ["Mở đầu", "Kết thúc"]


def test_text_between_tables_of_two_pages_keeps_them_apart() -> None:
    table = "#table(columns: (2cm, 2cm), [a], [b], [c], [d])"
    document = decode(pdf_of(f"{table}\n#pagebreak()\nBảng hai\n{table}"), name="a.pdf")
    assert [len(one.rows) for one in tables_of(document)] == [2, 2]


def test_tables_without_outer_lines_and_with_fills() -> None:
    markup = """#table(columns: (2cm, 3cm, 3cm), fill: (_, y) => if y == 0 { luma(220) },
      stroke: (x, y) => (left: if x > 0 { 1pt }, top: if y > 0 { 1pt }),
      [TT], [Tên], [Số], [1], [Lớp], [20], [2], [Hội], [5])"""
    (table,) = tables_of(decode(pdf_of(markup), name="a.pdf"))
    assert grid_of(table) == [
        [("TT", 1, 1), ("Tên", 1, 1), ("Số", 1, 1)],
        [("1", 1, 1), ("Lớp", 1, 1), ("20", 1, 1)],
        [("2", 1, 1), ("Hội", 1, 1), ("5", 1, 1)],
    ]


def test_borders_drawn_as_thin_filled_rectangles() -> None:
    lines = [f"#place(dx: {x}cm, rect(width: 0.5pt, height: 3cm, fill: black))" for x in (0, 2, 6)]
    lines += [f"#place(dy: {y}cm, rect(width: 6cm, height: 0.5pt, fill: black))" for y in (0, 1, 2, 3)]
    words = [
        f"#place(dx: {x + 0.2}cm, dy: {y + 0.2}cm)[{text}]"
        for y, row in enumerate((("TT", "Tên"), ("1", "Lớp"), ("2", "Hội")))
        for x, text in zip((0, 2), row, strict=True)
    ]
    (table,) = tables_of(decode(pdf_of("\n".join(lines + words)), name="a.pdf"))
    assert [[cell.text for cell in row if cell] for row in table.rows] == [["TT", "Tên"], ["1", "Lớp"], ["2", "Hội"]]


@pytest.mark.parametrize("markup", ["#rect[Một khung]", "#underline[Gạch chân]", "#line(length: 5cm)\nchữ"])
def test_frames_and_underlines_are_no_tables(markup: str) -> None:
    assert tables_of(decode(pdf_of(markup + "\n\nvà thêm lời"), name="a.pdf")) == []


def rotated(data: bytes, quarters: int) -> bytes:
    """The same pages with the words turned and the page turned back, as landscape appendices are made."""
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            page.set_rotation(quarters * 90)
        buffer = io.BytesIO()
        document.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_turned_pages_are_read_as_they_are_shown(quarters: int) -> None:
    turn = f"#set page(flipped: {'true' if quarters % 2 else 'false'})\n#rotate({-quarters * 90}deg, reflow: true)"
    markup = turn + "[#block(width: 12cm)[Phụ lục kinh phí #table(columns: (2cm, 3cm), [TT], [Tên], [1], [Lớp])]]"
    document = decode(rotated(pdf_of(markup), quarters), name="a.pdf")
    assert texts_of(document) == ["Phụ lục kinh phí"]
    assert [grid_of(table) for table in tables_of(document)] == [
        [[("TT", 1, 1), ("Tên", 1, 1)], [("1", 1, 1), ("Lớp", 1, 1)]],
    ]


def test_a_head_set_upright_is_one_word_and_a_watermark_is_left_out() -> None:
    markup = """#set page(background: rotate(35deg, text(40pt)[BẢN SAO]))
    #table(columns: (1cm, 4cm), rotate(-90deg, reflow: true)[STT], [Tên], [1], [Lớp])"""
    document = decode(pdf_of(markup), name="a.pdf")
    assert grid_of(tables_of(document)[0])[0] == [("STT", 1, 1), ("Tên", 1, 1)]
    assert "BẢN" not in document.text


def test_progress_counts_pages() -> None:
    told: list[tuple[int, int]] = []
    decode(pdf_of("a\n#pagebreak()\nb"), name="a.pdf", progress=lambda done, pages: told.append((done, pages)))
    assert told == [(1, 2), (2, 2)]


def test_spans_are_in_order_and_cover_all_lines() -> None:
    rows = "".join(f"[{number}], [Việc {number} khá dài để ngắt dòng trong ô]," for number in range(1, 40))
    document = decode(pdf_of(f"Mở\n#table(columns: (1cm, 3cm), {rows})\nKết"), name="a.pdf")
    numbers = [number for block in document.blocks for number in range(block.span.first, block.span.last + 1)]
    assert numbers == [line.number for line in document.lines]
    (table,) = tables_of(document)
    spans = [cell.span for row in table.rows for cell in row if cell and cell.text]
    assert all(first.last < second.first for first, second in itertools.pairwise(spans))


def test_a_pdf_without_words_is_refused() -> None:
    with pytest.raises(ReadingError) as refusal:
        decode(pdf_of("#rect()"), name="a.pdf")
    assert refusal.value.code == "empty"


def test_figures_in_columns_without_rules_stand_under_each_other() -> None:
    body = (
        "#set text(8pt)\n#table(columns: (1cm, 5cm, 2cm, 2cm, 2cm, 3cm), stroke: none, inset: 3pt,\n"
        "align: (x, _) => if x in (2, 3, 4) { right } else { left },\n"
        "[1], [Mở lớp cho cán bộ], [1.250], [250], [1.000], [Sở Nội vụ],\n"
        "[2], [In tờ rơi], [80], [], [80], [Sở Y tế])\n\n"
        "Năm 2027 tổ chức 03 lớp, năm 2028 tổ chức 05 lớp."
    )
    document = decode(pdf_of(body), name="a.pdf")
    first, second, prose = document.lines
    assert [first.text.index(figure) + len(figure) for figure in ("1.250", "1.000")] == [
        second.text.index("80") + len("80"),
        second.text.rindex("80") + len("80"),
    ]
    assert first.text.split() == ["1", "Mở", "lớp", "cho", "cán", "bộ", "1.250", "250", "1.000", "Sở", "Nội", "vụ"]
    assert "  " not in prose.text
    # What is read as prose has no gaps.
    assert texts_of(document)[1] == "2 In tờ rơi 80 80 Sở Y tế"

"""The Excel file to fill: the sheet of activities with its choices, what to choose from, and a guide."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final

import xlsxwriter

from nscl.work.imports.columns import COLUMNS, KIND_LABELS, SHEET, STATUS_LABELS, Form, output_key
from nscl.work.queries.options import FormOptions
from nscl.work.rules.kinds import KIND_RULES

# Rows with lists to choose from; what stands below is read too.
_LISTED_ROWS: Final = 2000
_LISTS: Final = "Danh mục"
_GUIDE: Final = "Hướng dẫn"
_WIDTHS: Final = {Form.TEXT: 30, Form.CHOICE: 26, Form.DATE: 14, Form.COUNT: 14, Form.MONEY: 20}
_WIDE: Final = {"task": 48, "title": 48, "result": 40}
_FONT: Final = {"font_name": "Times New Roman", "font_size": 12}
_GUIDE_WIDTH: Final = 110


def write_template(options: FormOptions, title: str) -> bytes:
    """The file of one annual plan; title: what the annual plan is called. The same input gives the same rows."""
    buffer = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, safe) as book:
        main, lists, guide = (book.add_worksheet(name) for name in (SHEET, _LISTS, _GUIDE))
        _write_main(book, main, _write_lists(book, lists, options))
        _write_guide(book, guide, title)
    return buffer.getvalue()


def _write_main(book: Any, sheet: Any, ranges: dict[str, str]) -> None:
    text = book.add_format({**_FONT, "text_wrap": True, "valign": "top"})
    formats = {
        Form.DATE: book.add_format({**_FONT, "num_format": "dd/mm/yyyy", "valign": "top"}),
        Form.COUNT: book.add_format({**_FONT, "num_format": "#,##0", "valign": "top"}),
        Form.MONEY: book.add_format({**_FONT, "num_format": "#,##0", "valign": "top"}),
    }
    heading = {**_FONT, "bold": True, "text_wrap": True, "valign": "top", "border": 1}
    required, free = (book.add_format({**heading, "bg_color": colour}) for colour in ("#CFE0F0", "#EEF1F4"))
    for place, column in enumerate(COLUMNS):
        width = _WIDE.get(column.key, _WIDTHS[column.form])
        sheet.set_column(place, place, width, formats.get(column.form, text))
        sheet.write_string(0, place, column.heading, required if column.is_required else free)
        if column.key in ranges:
            rule = {"validate": "list", "source": ranges[column.key], "error_type": "warning"}
            sheet.data_validation(1, place, _LISTED_ROWS, place, rule)
    sheet.freeze_panes(1, 3)
    sheet.set_landscape()
    sheet.set_paper(9)


def _write_lists(book: Any, sheet: Any, options: FormOptions) -> dict[str, str]:
    """The sheet of what can be chosen; returns where each column's choices stand."""
    heading = book.add_format({**_FONT, "bold": True})
    named: dict[str, Sequence[str]] = {
        "task": [one.task.label for one in options.tasks],
        "kind": list(KIND_LABELS.values()),
        "commune": [one.label for one in options.communes],
        "responsible": [one.label for one in options.people],
        "line": [one.label for one in options.lines],
        "source": [one.label for one in options.sources],
        "status": list(STATUS_LABELS.values()),
    }
    headings = {column.key: column.heading for column in COLUMNS}
    ranges: dict[str, str] = {}
    for place, (key, names) in enumerate(named.items()):
        sheet.set_column(place, place, 40)
        sheet.write_string(0, place, headings[key], heading)
        for row, name in enumerate(names, start=1):
            sheet.write_string(row, place, name)
        if names:
            letter = chr(ord("A") + place)
            ranges[key] = f"='{_LISTS}'!${letter}$2:${letter}${len(names) + 1}"
    return ranges


def _write_guide(book: Any, sheet: Any, title: str) -> None:
    heading = book.add_format({**_FONT, "bold": True, "font_size": 14})
    text = book.add_format({**_FONT, "text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, _GUIDE_WIDTH, text)
    sheet.write_string(0, 0, title, heading)
    for row, line in enumerate(_guide_lines(), start=1):
        sheet.write_string(row, 0, line, text)


def _guide_lines() -> list[str]:
    required = ", ".join(f"“{column.heading}”" for column in COLUMNS if column.is_required)
    headings = {column.key: column.heading for column in COLUMNS}
    lines = [
        f"Mỗi dòng của trang “{SHEET}” là một hoạt động. Phải điền {required}; các cột khác để trống được.",
        "Giữ nguyên dòng tiêu đề. Cột không dùng có thể bỏ; thứ tự cột không quan trọng.",
        "Ngày ghi ngày/tháng/năm, ví dụ 20/11/2026. Số ghi liền các chữ số, ví dụ 15000000; tiền ghi đủ số đồng.",
        "Việc đã làm: chọn tình trạng “đã xong”, ghi ngày xong và kết quả. Để trống tình trạng là việc dự kiến.",
        "Dòng dự toán và nguồn kinh phí dùng cho cả kinh phí dự kiến và kinh phí thực tế của dòng đó.",
        "Dòng ẩn vẫn được đọc. Hệ thống cho xem trước từng dòng, chỉ ghi khi mọi dòng đều đúng và được xác nhận.",
        "Hoạt động đã có trong kế hoạch năm (cùng loại, tên, địa điểm, ngày bắt đầu) được bỏ qua, không ghi hai lần.",
        "Mỗi loại việc ghi được:",
    ]
    for kind, rule in KIND_RULES.items():
        parts = [headings[output_key(output)] for output in rule.outputs]
        parts += [
            words
            for words, has in (
                ("người tham dự", rule.has_participants),
                ("địa điểm", rule.has_place),
                ("nơi đăng, phát", rule.has_outlet),
            )
            if has
        ]
        lines.append(f"– {KIND_LABELS[kind]}: {'; '.join(parts)}.")
    return lines

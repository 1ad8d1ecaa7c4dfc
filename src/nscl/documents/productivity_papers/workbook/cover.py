"""Sheet "Lần tính": what the run is, what may be put otherwise, how it was chosen, and what a reader must know."""

from __future__ import annotations

from typing import Any, Final

from nscl.documents.excel.frame import set_up_page
from nscl.documents.productivity_papers.workbook.frame import Book, fit_row

NAME: Final = "Lần tính"
_WIDTHS: Final = (52.0, 40.0, 26.0, 40.0, 18.0, 14.0, 14.0)
_HINT: Final = (
    "Ô nền vàng có tên và có thể thay đổi: mọi trang tính lại theo. Chữ xanh là số liệu đưa vào, chữ đen là công thức. "
    "Trang kết quả so công thức với kết quả đã lưu; chênh lệch khác 0 khi một ô vàng hay một số liệu đã được sửa."
)


class Cover:
    """The first sheet; the options are written by the sheets that use them, so the rest follows at the end."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.sheet: Any = book.book.add_worksheet(NAME)
        self.row = 0

    def begin(self) -> None:
        """Title and sentence; the place of the options."""
        paper, styles = self.book.paper, self.book.styles
        for column, width in enumerate(_WIDTHS):
            self.sheet.set_column(column, column, width)
        self.sheet.write_string(0, 0, paper.title, styles.title)
        self.sheet.write_string(1, 0, self.book.subtitle(), styles.subtitle)
        self.row = 2
        for text in (paper.sentence, _HINT):
            self._wide(text)
        self.row += 1
        self._heads("Lựa chọn có thể thay đổi", "Giá trị", "Tên của ô")
        self.book.options_stand_on(self.sheet, self.row, _WIDTHS[0])

    def finish(self) -> None:
        """Choices in words, methods that gave nothing, sources, notes."""
        paper = self.book.paper
        self.row = self.book.option_row + 1
        self._heads("Lựa chọn của lần tính", "Đã chọn")
        for choice in paper.choices:
            self._cells(choice.name, choice.chosen)
        self._cells("Phần mềm", paper.software)
        self._cells("Tính lúc", f"{paper.computed_at:%H:%M ngày %d/%m/%Y}")
        if paper.published_at is not None:
            self._cells("Công bố", f"{paper.published_by}, {paper.published_at:%H:%M ngày %d/%m/%Y}".lstrip(", "))
        if paper.withdrawn_at is not None:
            self._cells("Thu hồi", f"{paper.withdrawn_at:%d/%m/%Y}: {paper.withdrawal_reason}")
        self._sources()
        for title, lines in (
            ("Phương pháp không tính được", [f"{name}: {why}" for name, why in paper.refused.items()]),
            ("Lưu ý", list(paper.notes)),
            ("Ghi chú của người tính", [paper.note] if paper.note else []),
        ):
            if lines:
                self.row += 1
                self._heads(title)
                for line in lines:
                    self._wide(line)
        set_up_page(self.sheet, 0)

    def _sources(self) -> None:
        if not self.book.paper.sources:
            return
        self.row += 1
        self._heads("Số liệu", "Tỉnh", "Đơn vị tính, giá", "Nguồn", "Ngày công bố", "Bản số", "Các năm")
        for one in self.book.paper.sources:
            released = "" if one.released_on is None else f"{one.released_on:%d/%m/%Y}"
            sample = " (số liệu mẫu)" if one.is_sample else ""
            measured = ", ".join(part for part in (one.unit, one.basis) if part)
            self._cells(
                one.series, one.province, measured, f"{one.source}{sample}", released, str(one.vintage),
                f"{one.first}–{one.last}",
            )  # fmt: skip

    def _heads(self, *heads: str) -> None:
        for column, head in enumerate(heads):
            self.sheet.write_string(self.row, column, head, self.book.styles.heading)
        self.row += 1

    def _cells(self, *texts: str) -> None:
        for column, text in enumerate(texts):
            self.sheet.write_string(self.row, column, text, self.book.styles.text)
        fit_row(self.sheet, self.row, list(zip(texts, _WIDTHS, strict=False)))
        self.row += 1

    def _wide(self, text: str) -> None:
        """A text over all columns, its row as high as it needs."""
        self.sheet.merge_range(self.row, 0, self.row, len(_WIDTHS) - 1, text, self.book.styles.plain)
        fit_row(self.sheet, self.row, [(text, sum(_WIDTHS))])
        self.row += 1

"""The section on sources: which source gave which series of which province, in which vintage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nscl.documents.productivity_papers.paper import RunPaper, SourcePaper
from nscl.documents.productivity_papers.word.figures import years_of
from nscl.documents.productivity_papers.word.layout import MethodSheet, Row


def add_sources(sheet: MethodSheet, paper: RunPaper) -> None:
    """A row a source, province and span of years; nothing where no source is told."""
    if not paper.sources:
        return
    sheet.section("Số liệu và nguồn")
    together: dict[tuple[str, str, str, str], list[SourcePaper]] = {}
    for one in paper.sources:
        released = f", {one.released_on:%d/%m/%Y}" if one.released_on else ""
        sample = " (số liệu mẫu)" if one.is_sample else ""
        key = (one.province, years_of(one.first, one.last), f"{one.source}{released}{sample}", str(one.vintage))
        together.setdefault(key, []).append(one)
    rows = [Row((*key, "; ".join(_series(found)))) for key, found in together.items()]
    heads = ("Tỉnh", "Các năm", "Nguồn, ngày công bố", "Bản số", "Chuỗi số liệu và đơn vị tính")
    caption = "Từng nguồn với bản số liệu đã dùng; từng ngành, từng loại xem tệp Excel"
    sheet.table(caption, heads, rows, (1.5, 1.2, 2.6, 0.7, 5.0), worded=range(len(heads)))


def _series(found: Sequence[SourcePaper]) -> Iterator[str]:
    """Series of the same quantity as one: the whole, and how many parts of it there are (keys "output", "output:A")."""
    families: dict[tuple[str, ...], list[SourcePaper]] = {}
    for one in found:
        families.setdefault(tuple(key.partition(":")[0] for key in one.keys) or (one.series,), []).append(one)
    for family in families.values():
        whole = [one for one in family if not any(":" in key for key in one.keys)]
        parts = len(family) - len(whole)
        for one in whole:
            yield f"{one.series} ({_measured(one)}{f'; toàn tỉnh và {parts} phần' if parts else ''})"
        if not whole:
            others = f"; và {parts - 1} phần khác cùng loại" if parts > 1 else ""
            yield f"{family[0].series} ({_measured(family[0])}{others})"


def _measured(one: SourcePaper) -> str:
    basis = one.basis if one.basis not in one.series else ""
    return ", ".join(part for part in (one.unit, basis) if part)

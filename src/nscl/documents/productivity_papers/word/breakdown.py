"""Sections on labour productivity: level and growth, its parts by sector, what capital a worker gave."""

from __future__ import annotations

from nscl.documents.productivity_papers.breakdown import DecompositionPaper
from nscl.documents.productivity_papers.paper import RunPaper
from nscl.documents.productivity_papers.word.figures import capital, in_percent, percent, quantity, years_of
from nscl.documents.productivity_papers.word.layout import MethodSheet, Row


def add_productivity(sheet: MethodSheet, paper: RunPaper) -> None:
    """All there is of it; nothing where the figures do not carry any."""
    if paper.productivity is None and not paper.decompositions and not paper.deepening:
        return
    sheet.section("Năng suất lao động")
    _levels(sheet, paper)
    _parts(sheet, paper)
    _deepening(sheet, paper)


def _levels(sheet: MethodSheet, paper: RunPaper) -> None:
    one = paper.productivity
    if one is None:
        return
    sheet.say(
        f"GRDP giá so sánh chia cho lao động; bình quân {years_of(one.first, one.last)} tăng {percent(one.geometric)} "
        f"một năm (bình quân nhân), {percent(one.arithmetic)} (bình quân cộng)."
    )
    years = [year for year in sorted(one.levels) if paper.first - 1 <= year <= paper.last]
    rows = [Row((str(year), quantity(one.levels[year]), in_percent(one.growth.get(year)))) for year in years]
    sheet.table(f"Đơn vị tính: {one.unit}; %", ("Năm", "Năng suất lao động", "Tốc độ tăng"), rows, (1.0, 2.0, 2.0))


def _parts(sheet: MethodSheet, paper: RunPaper) -> None:
    """The run's own way by sector, then every way side by side."""
    for one in paper.decompositions:
        if one.is_main and not one.refused:
            _by_sector(sheet, one)
    rows = []
    for one in paper.decompositions:
        name = f"{one.name}, {_way(one)}"
        if one.refused:
            rows.append(Row((name,), words=f"Không tính được. {one.refused}"))
            continue
        parts = "; ".join(
            f"{part} {in_percent(value)}{f' ({percent(one.shares[place])})' if one.shares else ''}"
            for place, (part, value) in enumerate(zip(one.part_names, one.parts, strict=True))
        )
        rows.append(Row((name, in_percent(one.growth), parts), bold=False))
    if rows:
        first, last = paper.decompositions[0].first, paper.decompositions[0].last
        sheet.say(
            f"Các cách tách năng suất lao động từ mức năm {first} đến mức năm {last}. Cộng từng năm là cách chính; so "
            "hai năm đầu, cuối làm phần dịch chuyển động lớn lên theo độ dài của giai đoạn."
        )
    sheet.table(
        "Đơn vị tính: điểm %; trong ngoặc: tỷ trọng trong mức tăng",
        ("Cách tách", "Tăng cả giai đoạn", "Các phần"),
        rows,
        (3.0, 1.1, 5.6),
        worded=(0, 2),
    )


def _way(one: DecompositionPaper) -> str:
    return "cộng từng năm" if one.chained else "hai năm đầu, cuối"


def _by_sector(sheet: MethodSheet, one: DecompositionPaper) -> None:
    sheet.say(f"{one.name}, {_way(one)}, {one.first}–{one.last}:", name="Tách theo ngành")
    rows = [Row((sector.name, *map(in_percent, sector.parts), in_percent(sum(sector.parts)))) for sector in one.sectors]
    rows.append(Row(("Cộng", *map(in_percent, one.parts), in_percent(one.growth)), bold=True))
    heads = ("Ngành", *(capital(part) for part in one.part_names), "Cộng")
    sheet.table("Đơn vị tính: điểm %", heads, rows, (3.0, *[1.3] * (len(one.part_names) + 1)))


def _deepening(sheet: MethodSheet, paper: RunPaper) -> None:
    rows = [
        Row(
            (
                years_of(one.first, one.last),
                *map(in_percent, (one.productivity, one.from_capital, one.from_quality, one.tfp)),
            ),
            bold=one.first != one.last,
        )
        for one in paper.deepening
        if paper.first <= one.first and one.last <= paper.last
    ]
    if rows:
        sheet.say("Năng suất lao động tăng nhờ vốn trên lao động, nhờ chất lượng lao động và nhờ TFP:")
    heads = ("Năm", "Năng suất lao động", "Vốn trên lao động", "Chất lượng đầu vào", "TFP")
    sheet.table("Đơn vị tính: điểm lô-ga-rít × 100", heads, rows, (1.2, 2.0, 2.0, 2.0, 2.0))

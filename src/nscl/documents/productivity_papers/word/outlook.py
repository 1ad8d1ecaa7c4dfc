"""Sections beside the account: assumptions and their effect, simulation, the plan's target, the forecast, science."""

from __future__ import annotations

from typing import Final

from nscl.documents.productivity_papers.outlook import FanPaper, ForecastPaper, SciencePaper
from nscl.documents.productivity_papers.paper import RunPaper
from nscl.documents.productivity_papers.word.figures import capital, in_percent, percent, whole_percent, years_of
from nscl.documents.productivity_papers.word.layout import MethodSheet, Row
from nscl.text.decimals import format_number

_DERIVED: Final = "dẫn ra"


def add_assumptions(sheet: MethodSheet, paper: RunPaper) -> None:
    """How far TFP moves with what nobody measures: one assumption at a time, all of them, by simulation."""
    one = paper.sensitivity
    if one is None and not paper.fans:
        return
    sheet.section("Giả định và ảnh hưởng của chúng")
    if one is not None and one.refused:
        sheet.say(one.refused, name="Không tính được độ nhạy")
    elif one is not None:
        sheet.say(
            f"TFP tăng {percent(one.central)} một năm với các giả định đã chọn; đổi mọi giả định trong khoảng của "
            f"chúng thì từ {percent(one.low)} đến {percent(one.high)}{_shares(paper)}."
        )
        rows = [
            Row(
                (
                    capital(bar.name),
                    bar.low,
                    bar.high,
                    *map(in_percent, (bar.tfp_at_low, bar.tfp_at_high, abs(bar.tfp_at_high - bar.tfp_at_low))),
                )
            )
            for bar in one.bars
        ]
        heads = ("Giả định", "Mức thấp", "Mức cao", "TFP ở mức thấp", "TFP ở mức cao", "Khoảng cách")
        sheet.table("Đơn vị tính: % một năm", heads, rows, (3.4, 1.3, 1.3, 1.3, 1.3, 1.3))
    _fans(sheet, paper)


def _shares(paper: RunPaper) -> str:
    one = paper.sensitivity
    if one is None or one.share_low is None or one.share_high is None:
        return ""
    return f" (tỷ trọng của TFP trong tăng trưởng từ {percent(one.share_low)} đến {percent(one.share_high)})"


def _fans(sheet: MethodSheet, paper: RunPaper) -> None:
    """Least, middle and greatest quantile: of the main method by year, of every method over the period."""
    main = next((fan for fan in paper.fans if fan.method == paper.method), None)
    if main is not None:
        _fan_by_year(sheet, paper, main)
    others = [fan for fan in paper.fans if fan is not main]
    if not others:
        return
    sheet.say(f"Mô phỏng theo các phương pháp khác, cả giai đoạn {years_of(paper.first, paper.last)}:")
    rows = [Row((capital(fan.name), *(in_percent(fan.together[place]) for place in _places(fan)))) for fan in others]
    heads = ("Phương pháp", *(f"Phân vị {whole_percent(others[0].quantiles[place])}" for place in _places(others[0])))
    sheet.table("Đơn vị tính: điểm lô-ga-rít × 100", heads, rows, (4.4, 1.6, 1.6, 1.6))


def _places(fan: FanPaper) -> tuple[int, int, int]:
    return 0, len(fan.quantiles) // 2, len(fan.quantiles) - 1


def _fan_by_year(sheet: MethodSheet, paper: RunPaper, fan: FanPaper) -> None:
    places = _places(fan)
    chosen = [fan.quantiles[place] for place in places]
    sheet.say(
        f"{format_number(fan.draws)} lần rút ngẫu nhiên (hạt giống {fan.seed}) cho tốc độ tăng TFP; "
        f"{whole_percent(chosen[-1] - chosen[0])} số lần nằm giữa hai cột ngoài.",
        name=f"Mô phỏng theo phương pháp {fan.name}",
    )
    rows = [
        Row((str(year), *(in_percent(fan.by_year[year][place]) for place in places)))
        for year in sorted(fan.by_year)
        if paper.first <= year <= paper.last
    ]
    together = (in_percent(fan.together[place]) for place in places)
    rows.append(Row((years_of(paper.first, paper.last), *together), bold=True))
    heads = ("Năm", *(f"Phân vị {whole_percent(one)}" for one in chosen))
    sheet.table("Đơn vị tính: điểm lô-ga-rít × 100", heads, rows, (1.4, 2.0, 2.0, 2.0))


def add_target(sheet: MethodSheet, paper: RunPaper) -> None:
    """What the plan's target for the part of TFP asks for, by every method."""
    if not paper.needed:
        return
    sheet.section("TFP cần có để đạt mục tiêu của kế hoạch")
    sheet.say(
        f"Mục tiêu: TFP đóng góp {whole_percent(paper.needed[0].target_share)} tăng trưởng. “Vốn tăng nhiều nhất” là "
        "tốc độ mà trên đó vốn đóng góp quá phần còn lại cho TFP khi lao động tăng như trước."
    )
    rows = [
        Row((capital(one.name),), words=f"Không tính được. {one.refused}")
        if one.refused
        else Row(
            (
                capital(one.name),
                *map(in_percent, (one.output_growth, one.tfp, one.past_output, one.past_tfp, one.capital_room)),
            )
        )
        for one in paper.needed
    ]
    heads = (
        "Phương pháp",
        "Tăng trưởng cần có",
        "TFP cần có",
        "Tăng trưởng đã đạt",
        "TFP đã đạt",
        "Vốn tăng nhiều nhất",
    )
    sheet.table("Đơn vị tính: % một năm", heads, rows, (4.0, 1.3, 1.3, 1.3, 1.3, 1.3))


def add_forecasts(sheet: MethodSheet, paper: RunPaper) -> None:
    """Growth to come, with its interval and how such forecasts would have done."""
    if not paper.forecasts:
        return
    sheet.section("Dự báo")
    for one in paper.forecasts:
        _forecast(sheet, one)


def _forecast(sheet: MethodSheet, one: ForecastPaper) -> None:
    if one.refused:
        sheet.say(one.refused, name=f"{one.what}, không dự báo được")
        return
    sheet.say(one.says, name=one.what)
    rows = [
        Row((years_of(each.first, each.last), *map(in_percent, (each.central, each.low, each.high))))
        for each in one.intervals
    ]
    heads = ("Năm", "Trung tâm", "Thấp", "Cao")
    caption = f"Đơn vị tính: % một năm; khoảng tin cậy {whole_percent(one.confidence)}"
    sheet.table(caption, heads, rows, (1.6, 2.0, 2.0, 2.0))
    sheet.say(one.back_test, name="Kiểm nghiệm ngược")


def add_science(sheet: MethodSheet, paper: RunPaper) -> None:
    """Five named methods; one that gave nothing, with its reason."""
    if not paper.science:
        return
    sheet.section("Khoa học, công nghệ và đổi mới sáng tạo trong tăng trưởng")
    sheet.say(
        "Chưa có công thức chính thức nào; mỗi phương pháp trả lời một câu hỏi khác và phải được nêu kèm tên. Phương "
        "pháp ghi “dẫn ra” dùng công thức do phần mềm dẫn ra từ định nghĩa."
    )
    rows = [_science(one) for one in paper.science]
    heads = ("Phương pháp", "Điểm tăng trưởng mỗi năm", "Tỷ trọng trong tăng trưởng")
    sheet.table("Đơn vị tính: điểm %; %", heads, rows, (4.4, 2.2, 2.2))
    for one in paper.science:
        _components(sheet, paper, one)


def _science(one: SciencePaper) -> Row:
    name = capital(one.name if not one.derived or _DERIVED in one.name else f"{one.name} ({_DERIVED})")
    if one.refused:
        return Row((name,), words=f"Không tính được. {one.refused}")
    return Row((name, in_percent(one.mean), in_percent(one.of_growth)))


def _components(sheet: MethodSheet, paper: RunPaper, one: SciencePaper) -> None:
    """The parts that a method is made of, by year."""
    if not one.parts:
        return
    years = [year for year in sorted(one.by_year) if paper.first <= year <= paper.last]
    rows = [
        Row((str(year), *(in_percent(part.get(year)) for part in one.parts.values()), in_percent(one.by_year[year])))
        for year in years
    ]
    sheet.say(f"{one.name}; cột cuối là phần tính cho khoa học, công nghệ:", name="Các thành phần")
    heads = ("Năm", *(capital(name) for name in one.parts), "Khoa học, công nghệ")
    sheet.table("Đơn vị tính: điểm %", heads, rows, (1.0, *[1.6] * (len(one.parts) + 1)))

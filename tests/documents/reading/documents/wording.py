"""Sentences of the invented plans, in words of our own: each aim in several wordings of quantity."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from nscl.documents.pack.enums import MeasureOp as Op
from nscl.documents.pack.enums import MeasureWhen as At
from tests.documents.reading.documents.story import Aim, Figure


@dataclass(frozen=True)
class Bound:
    """A wording of quantity: the words before the figure, what they mean, whether a second figure follows."""

    words: str
    op: Op
    to: str | None = None
    after: str = ""


LEAST = (
    Bound("ít nhất ", Op.AT_LEAST),
    Bound("tối thiểu ", Op.AT_LEAST),
    Bound("không dưới ", Op.AT_LEAST),
    Bound("không ít hơn ", Op.AT_LEAST),
    Bound("từ ", Op.AT_LEAST, after=" trở lên"),
)
BOUNDS = (
    *LEAST,
    Bound("trên ", Op.MORE_THAN),
    Bound("hơn ", Op.MORE_THAN),
    Bound("khoảng ", Op.ABOUT),
    Bound("tối đa ", Op.AT_MOST),
    Bound("từ ", Op.RANGE, " đến "),
    Bound("", Op.RANGE, " - "),
    Bound("", Op.RANGE, "-"),
    Bound("", Op.EXACTLY),
)
_SMALL = 10


def written(value: int) -> str:
    """As administrative papers write it: 03, 15, 1.200."""
    return f"{value:02d}" if value < _SMALL else f"{value:,}".replace(",", ".")


def counted(random: Random, low: int, high: int, unit: str, bounds: tuple[Bound, ...] = BOUNDS) -> Phrase:
    """A figure between two bounds in one of the wordings, with its unit."""
    bound, value = random.choice(bounds), random.randint(low, high)
    upper = value + random.randint(1, max(1, high - low)) if bound.to else None
    shown = written(value) + (f"{bound.to}{written(upper)}" if upper else "")
    return Phrase(
        f"{bound.words}{shown} {unit}{bound.after}", bound.op, Decimal(value), Decimal(upper) if upper else None, unit
    )


@dataclass(frozen=True)
class Phrase:
    text: str
    op: Op
    value: Decimal
    value_to: Decimal | None
    unit: str

    def figure(self, indicator: str, when: At) -> Figure:
        return Figure(indicator, self.op, self.value, self.unit, when, self.text, self.value_to)


@dataclass(frozen=True)
class AimMaker:
    """Makes aims of a phase; ``last``: its last year."""

    random: Random
    last: int

    def experts(self) -> Aim:
        phrase = counted(self.random, 2, 12, "chuyên gia")
        text = f"Đào tạo {phrase.text} về cải tiến năng suất là cán bộ của các sở và doanh nghiệp trong tỉnh."
        return Aim(text, (phrase.figure("experts_trained", At.TOTAL),))

    def trained(self) -> Aim:
        phrase = counted(self.random, 3, 15, "lượt người")
        value = phrase.value * 100
        value_to = phrase.value_to * 100 if phrase.value_to else None
        shown = phrase.text.replace(written(int(phrase.value)), written(int(value)))
        if phrase.value_to and value_to:
            shown = shown.replace(written(int(phrase.value_to)), written(int(value_to)))
        text = f"Phấn đấu đạt {shown} được bồi dưỡng kiến thức về công cụ cải tiến."
        return Aim(text, (Figure("people_trained", phrase.op, value, "lượt người", At.TOTAL, shown, value_to),))

    def guided_each_year(self) -> Aim:
        phrase = counted(self.random, 3, 25, "doanh nghiệp", LEAST)
        text = f"Mỗi năm có {phrase.text} được hướng dẫn áp dụng hệ thống quản lý hoặc công cụ cải tiến."
        return Aim(text, (phrase.figure("enterprises_supported", At.EACH_YEAR),))

    def pilots(self) -> Aim:
        phrase = counted(self.random, 2, 9, "mô hình điểm")
        text = f"Xây dựng {phrase.text} áp dụng công cụ 5S, Kaizen, KPI tại doanh nghiệp chế biến nông sản, thủy sản."
        return Aim(text, (phrase.figure("pilot_models_enterprise", At.TOTAL),))

    def tfp(self) -> Aim:
        value = self.random.randint(38, 55)
        least = self.random.choice(LEAST)
        shown = f"{least.words}{value}%{least.after}"
        text = f"Đến năm {self.last}, tỷ trọng đóng góp của nhân tố tổng hợp (TFP) vào tăng trưởng đạt {shown}."
        return Aim(text, (Figure("tfp_share", Op.AT_LEAST, Decimal(value), "%", At.BY_END, shown),))

    def labour(self) -> Aim:
        value = Decimal(self.random.randint(55, 98)) / 10
        shown = f"{str(value).replace('.', ',')}%/năm"
        text = f"Năng suất lao động xã hội của tỉnh tăng bình quân khoảng {shown}."
        figure = Figure("labour_productivity_growth", Op.ABOUT, value, "%/năm", At.AVERAGE_PER_YEAR, shown)
        return Aim(text, (figure,))

    def requests(self) -> Aim:
        text = "Bảo đảm 100% doanh nghiệp có yêu cầu được cung cấp thông tin về tiêu chuẩn, quy chuẩn kỹ thuật."
        return Aim(text, (Figure("standards_requests_served_share", Op.ALL, Decimal(100), "%", At.BY_END, "100%"),))

    def growth(self) -> Aim:
        low = self.random.choice((5, 8, 10))
        shown = f"{low} - {low + 5}%"
        text = f"Số hợp tác xã được hỗ trợ áp dụng giải pháp nâng cao năng suất hằng năm tăng từ {shown}."
        figure = Figure(
            "enterprises_supported_growth", Op.RANGE, Decimal(low), "%", At.GROWTH_PER_YEAR, shown, Decimal(low + 5)
        )
        return Aim(text, (figure,))

    def clubs(self) -> Aim:
        phrase = counted(self.random, 1, 4, "câu lạc bộ", LEAST)
        text = f"Thành lập {phrase.text} năng suất của sinh viên tại các trường cao đẳng."
        return Aim(text, (phrase.figure("clubs", At.TOTAL),))

    def award_and_standards(self) -> Aim:
        one = counted(self.random, 5, 20, "doanh nghiệp", LEAST)
        two = counted(self.random, 2, 4, "doanh nghiệp", LEAST)
        text = (
            f"Hỗ trợ {one.text} xây dựng, công bố tiêu chuẩn cơ sở; vận động {two.text} "
            "tham gia Giải thưởng chất lượng quốc gia."
        )
        figures = (
            one.figure("enterprises_standards_supported", At.TOTAL),
            two.figure("quality_award_participants", At.TOTAL),
        )
        return Aim(text, figures)

    def media(self) -> Aim:
        one, two = counted(self.random, 2, 9, "phóng sự"), counted(self.random, 5, 30, "bài viết")
        text = f"Thực hiện {one.text} trên truyền hình và {two.text} trên báo in về doanh nghiệp làm tốt."
        return Aim(text, (one.figure("tv_reports", At.TOTAL), two.figure("press_articles", At.TOTAL)))

    def laboratories(self) -> Aim:
        value = self.random.choice((60, 70, 80))
        shown = f"{value}%"
        text = f"Phấn đấu đến hết năm {self.last} có trên {shown} phòng thử nghiệm công lập đạt ISO/IEC 17025."
        return Aim(text, (Figure("labs_supported", Op.MORE_THAN, Decimal(value), "%", At.BY_END, shown),))

    def hospitals(self) -> Aim:
        value = self.random.randint(20, 45)
        shown = f"{value}%"
        text = f"Đến hết năm {self.last}, tối thiểu {shown} số bệnh viện, trung tâm y tế của tỉnh áp dụng công cụ 5S."
        figure = Figure("health_facilities_applying_share", Op.AT_LEAST, Decimal(value), "%", At.BY_END, shown)
        return Aim(text, (figure,))

    def schools(self) -> Aim:
        one, two = self.random.choice(((20, 50), (30, 60)))
        text = (
            f"Có {one}% trường trung học phổ thông và {two}% trường cao đẳng triển khai lớp học 5S vào năm {self.last}."
        )
        figures = tuple(
            Figure("schools_applying_share", Op.EXACTLY, Decimal(value), "%", At.BY_END, f"{value}%")
            for value in (one, two)
        )
        return Aim(text, figures)

    def twice_a_year(self) -> Aim:
        number = self.random.choice(("hai", "ba", "bốn"))
        value = {"hai": 2, "ba": 3, "bốn": 4}[number]
        text = f"Hằng năm tổ chức ít nhất {number} hội nghị chia sẻ kinh nghiệm giữa các cơ sở sản xuất."
        shown = f"{number} hội nghị"
        figure = Figure("conferences", Op.AT_LEAST, Decimal(value), "hội nghị", At.EACH_YEAR, shown)
        return Aim(text, (figure,))

    def contests(self) -> Aim:
        phrase = counted(self.random, 1, 2, "cuộc thi", (Bound("", Op.EXACTLY),))
        text = f"Tổ chức {phrase.text} tìm hiểu về năng suất cho học sinh trung học phổ thông."
        return Aim(text, (phrase.figure("contests", At.TOTAL),))

    def unquantified(self) -> Aim:
        return Aim("Từng bước hình thành phong trào cải tiến năng suất trong khu vực hành chính công của tỉnh.", ())


# `contests` stands apart: it is the target that no task serves, where a story is to contain one.
AIMS: tuple[Callable[[AimMaker], Aim], ...] = (
    AimMaker.experts,
    AimMaker.trained,
    AimMaker.guided_each_year,
    AimMaker.pilots,
    AimMaker.tfp,
    AimMaker.labour,
    AimMaker.requests,
    AimMaker.growth,
    AimMaker.clubs,
    AimMaker.award_and_standards,
    AimMaker.media,
    AimMaker.laboratories,
    AimMaker.hospitals,
    AimMaker.schools,
    AimMaker.twice_a_year,
    AimMaker.unquantified,
)

"""Runs in words of the screen: methods, states, assumptions; figures as fractions become per cent and points."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.economics.decomposition import Decomposition
from nscl.economics.growth.accounting import Method
from nscl.economics.growth.periods import Average
from nscl.economics.science import ScienceMethod
from nscl.productivity.enums import RunState
from nscl.text.decimals import format_number
from nscl.web.statistics.figures import exact, per_cent
from nscl.web.ui.parts import Chip, Text, Tone

COEFFICIENT_PLACES: Final = 4
POINT_PLACES: Final = 2

STATE_CHIPS: Final[Mapping[RunState, Chip]] = {
    RunState.DRAFT: Chip(gettext_lazy("Bản nháp"), Tone.IDLE, "pencil", 0),
    RunState.PUBLISHED: Chip(gettext_lazy("Đã công bố"), Tone.GOOD, "badge-check", 1),
    RunState.WITHDRAWN: Chip(gettext_lazy("Đã thu hồi"), Tone.WARN, "undo-2", 2),
}
# Short, for tables, charts and sentences.
METHODS: Final[Mapping[str, Text]] = {
    Method.GSO: gettext_lazy("Cục Thống kê"),
    Method.VNPI: gettext_lazy("Viện Năng suất"),
    Method.REGRESSION: gettext_lazy("Hồi quy"),
    Method.CONVENTION: gettext_lazy("Quy ước 0,7 và 0,3"),
    Method.TORNQVIST: gettext_lazy("Törnqvist"),
    Method.KLEMS: gettext_lazy("KLEMS"),
}
# What each is, for whoever chooses one.
METHOD_NOTES: Final[Mapping[str, Text]] = {
    Method.GSO: gettext_lazy("hệ số cố định giữa hai bảng cân đối liên ngành"),
    Method.VNPI: gettext_lazy("hệ số của lao động = thu nhập đầy đủ của người lao động ÷ GRDP, từng năm"),
    Method.REGRESSION: gettext_lazy("hệ số ước lượng từ chính các chuỗi, lợi suất không đổi theo quy mô"),
    Method.CONVENTION: gettext_lazy("0,7 cho lao động và 0,3 cho vốn; là quy ước, không phải số đo"),
    Method.TORNQVIST: gettext_lazy("hệ số bình quân hai năm, tính bằng lô-ga-rít; chất lượng lao động, dịch vụ vốn"),
    Method.KLEMS: gettext_lazy("từ giá trị sản xuất, kể cả chi phí trung gian"),
}
AVERAGES: Final[Mapping[str, Text]] = {
    Average.CUMULATED: gettext_lazy("Cộng dồn"),
    Average.GEOMETRIC: gettext_lazy("Bình quân nhân"),
    Average.ARITHMETIC: gettext_lazy("Bình quân cộng"),
}
AVERAGE_NOTES: Final[Mapping[str, Text]] = {
    Average.CUMULATED: gettext_lazy("cộng điểm đóng góp của từng năm; nhất quán khi chia nhỏ giai đoạn"),
    Average.GEOMETRIC: gettext_lazy("tốc độ bình quân năm của GRDP, vốn, lao động rồi mới tính phần dư"),
    Average.ARITHMETIC: gettext_lazy("trung bình cộng các tốc độ từng năm"),
}
DECOMPOSITIONS: Final[Mapping[str, Text]] = {
    Decomposition.FABRICANT: gettext_lazy("Fabricant"),
    Decomposition.MCMILLAN_RODRIK: gettext_lazy("McMillan–Rodrik"),
    Decomposition.CSLS: gettext_lazy("CSLS"),
    Decomposition.GEAD: gettext_lazy("GEAD (Tang–Wang)"),
    Decomposition.DIEWERT: gettext_lazy("Diewert"),
    Decomposition.LMDI: gettext_lazy("LMDI (lô-ga-rít)"),
}
# Parts of labour productivity's growth, by the names that `economics.decomposition.PART_NAMES` gives them.
PARTS: Final[Mapping[str, Text]] = {
    "nội ngành": gettext_lazy("nội ngành"),
    "dịch chuyển tĩnh": gettext_lazy("dịch chuyển tĩnh"),
    "dịch chuyển động": gettext_lazy("dịch chuyển động"),
    "dịch chuyển cơ cấu": gettext_lazy("dịch chuyển cơ cấu"),
    "tái phân bổ theo mức": gettext_lazy("tái phân bổ theo mức"),
    "tái phân bổ theo tốc độ": gettext_lazy("tái phân bổ theo tốc độ"),
    "năng suất thuần": gettext_lazy("năng suất thuần"),
    "hiệu ứng Denison": gettext_lazy("hiệu ứng Denison"),
    "hiệu ứng Baumol": gettext_lazy("hiệu ứng Baumol"),
    "năng suất ngành": gettext_lazy("năng suất ngành"),
    "giá tương đối": gettext_lazy("giá tương đối"),
    "tỷ trọng lao động": gettext_lazy("tỷ trọng lao động"),
    "tương tác": gettext_lazy("tương tác"),
}
# What is put otherwise, by the names that `economics.sensitivity.ASSUMPTION_NAMES` gives it.
ASSUMPTIONS: Final[Mapping[str, Text]] = {
    "tỷ trọng lao động": gettext_lazy("tỷ trọng lao động"),
    "khấu hao": gettext_lazy("khấu hao"),
    "vốn ban đầu trên sản lượng": gettext_lazy("vốn ban đầu trên sản lượng"),
}
SCIENCE: Final[Mapping[str, Text]] = {
    ScienceMethod.PROXY: gettext_lazy("Lấy TFP làm thước đo"),
    ScienceMethod.COMPONENTS: gettext_lazy("Năm thành phần của TFP"),
    ScienceMethod.FRONTIER: gettext_lazy("Đường biên (Malmquist)"),
    ScienceMethod.RESEARCH: gettext_lazy("Vốn nghiên cứu và phát triển"),
    ScienceMethod.INTANGIBLES: gettext_lazy("Tài sản vô hình"),
}
SCIENCE_NOTES: Final[Mapping[str, Text]] = {
    ScienceMethod.PROXY: gettext_lazy("coi toàn bộ TFP là của khoa học, công nghệ (Nghị quyết 05-NQ/TW); cao hơn thực"),
    ScienceMethod.COMPONENTS: gettext_lazy("tiến bộ kỹ thuật, chất lượng lao động và cơ cấu vốn, theo Viện Năng suất"),
    ScienceMethod.FRONTIER: gettext_lazy("tiến bộ kỹ thuật và hiệu quả so với đường biên"),
    ScienceMethod.RESEARCH: gettext_lazy("vốn R&D tích lũy nhân độ co giãn (Griliches)"),
    ScienceMethod.INTANGIBLES: gettext_lazy("phần mềm, R&D, thiết kế, thương hiệu, đào tạo (EU KLEMS)"),
}


def points(fraction: float) -> str:
    """A fraction as points of growth, without a unit: 0.0233 is "2,33"."""
    return signed(format_number(exact(fraction * 100), POINT_PLACES))


def inside(fraction: float) -> str:
    """Points inside a sum: below nought they stand in brackets."""
    return f"({points(fraction)})" if fraction < 0 else points(fraction)


def coefficient(value: float) -> str:
    """A coefficient of capital or labour: "0,4500"."""
    return signed(format_number(exact(value), COEFFICIENT_PLACES))


def level(value: float, places: int = 1) -> str:
    """A level in its own unit: "123.456,8"."""
    return signed(format_number(exact(value), places))


def signed(text: str) -> str:
    """With a true minus sign."""
    return text.replace("-", "−")


def between(low: float, high: float) -> str:
    """A range of per cents: "33,10–48,25 %"."""
    low, high = sorted((low, high))
    return f"{per_cent(low).removesuffix(' %')}–{per_cent(high)}"


def years_words(first: int, last: int) -> str:
    """A year, or from the first to the last."""
    return str(first) if first == last else f"{first}–{last}"


def method_words(code: str) -> str:
    """A method by its short name; a code that is not known here as it is."""
    return str(METHODS.get(code, code))


def named(names: Mapping[str, Text], code: str) -> str:
    """A code in words."""
    return str(names.get(code, code))


def log_mark(*, in_logs: bool) -> str:
    """What must be said of figures in logarithms."""
    return _("điểm lô-ga-rít × 100") if in_logs else _("điểm %")

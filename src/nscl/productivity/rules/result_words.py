"""What the stored results are called, in files that leave the system (in Vietnamese, as all such files)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from nscl.economics.decomposition import DECOMPOSITION_NAMES, PART_NAMES, Decomposition
from nscl.economics.growth.accounting import METHOD_NAMES, Method
from nscl.economics.science import METHOD_NAMES as SCIENCE_NAMES
from nscl.economics.science import ScienceMethod
from nscl.productivity.enums import ResultTable
from nscl.productivity.rules.results import CHAINED, DRAWS, ENDS, QUANTILE_KEYS, Key

MEASURE_NAMES: Final[Mapping[str, str]] = {
    Key.REFUSED: "không tính được",
    Key.FIT: "độ khớp của hồi quy",
    Key.OUTPUT: "tốc độ tăng sản lượng",
    Key.CAPITAL: "tốc độ tăng vốn",
    Key.LABOUR: "tốc độ tăng lao động",
    Key.CAPITAL_SHARE: "hệ số của vốn",
    Key.LABOUR_SHARE: "hệ số của lao động",
    Key.FROM_CAPITAL: "đóng góp của vốn",
    Key.FROM_LABOUR: "đóng góp của lao động",
    Key.FROM_INTERMEDIATES: "đóng góp của chi phí trung gian",
    Key.FROM_QUALITY: "đóng góp của chất lượng đầu vào",
    Key.TFP: "tốc độ tăng TFP",
    Key.SHARE_FROM_CAPITAL: "tỷ trọng đóng góp của vốn",
    Key.SHARE_FROM_LABOUR: "tỷ trọng đóng góp của lao động",
    Key.SHARE_FROM_INTERMEDIATES: "tỷ trọng đóng góp của chi phí trung gian",
    Key.TFP_SHARE: "tỷ trọng đóng góp của TFP",
    Key.LEVEL: "mức",
    Key.GROWTH: "tốc độ tăng",
    Key.PRODUCTIVITY: "tốc độ tăng năng suất lao động",
    Key.POINTS: "điểm tăng trưởng",
    Key.OF_GROWTH: "tỷ trọng trong tăng trưởng GRDP",
    Key.LOW: "thấp",
    Key.HIGH: "cao",
    Key.CENTRAL: "trung tâm",
    Key.TFP_AT_LOW: "tốc độ tăng TFP ở đầu thấp",
    Key.TFP_AT_HIGH: "tốc độ tăng TFP ở đầu cao",
    Key.SHARE_CENTRAL: "tỷ trọng của TFP, trung tâm",
    Key.SHARE_LOW: "tỷ trọng của TFP, thấp",
    Key.SHARE_HIGH: "tỷ trọng của TFP, cao",
    Key.OUTPUT_GROWTH: "tốc độ tăng GRDP của mục tiêu",
    Key.PAST_OUTPUT: "tốc độ tăng sản lượng đã đạt",
    Key.PAST_TFP: "tốc độ tăng TFP đã đạt",
    Key.CAPITAL_ROOM: "tốc độ tăng vốn cao nhất còn đạt mục tiêu",
    Key.SAYS: "dự báo bằng lời",
    Key.TESTS: "số lần kiểm nghiệm",
    Key.HELD: "số lần nằm trong khoảng",
    Key.MEAN_ERROR: "sai số bình quân",
    Key.MEAN_SIZE: "độ lớn sai số bình quân",
    Key.SAME_AS_LAST: "độ lớn sai số khi lấy bằng năm trước",
}
_WAYS: Final[Mapping[str, str]] = {CHAINED: "cộng từng năm", ENDS: "năm đầu và năm cuối"}
_COUNTS: Final = frozenset({Key.TESTS, Key.HELD})
_IN_WORDS: Final = frozenset({Key.REFUSED, Key.FIT, Key.SAYS})
_IN_LOGS: Final = frozenset({Method.TORNQVIST, Method.KLEMS, Decomposition.LMDI})


def method_name(table: ResultTable, method: str) -> str:
    """A method of a table as people call it; "" where the table has none."""
    if not method:
        return ""
    if table is ResultTable.DECOMPOSITION:
        return DECOMPOSITION_NAMES[Decomposition(method)]
    return SCIENCE_NAMES[ScienceMethod(method)] if table is ResultTable.SCIENCE else METHOD_NAMES[Method(method)]


def measure_name(table: ResultTable, method: str, measure: str) -> str:
    """A column of a table as people call it: "dịch chuyển tĩnh, cộng từng năm"."""
    if measure in QUANTILE_KEYS:
        return f"phân vị {QUANTILE_KEYS[measure] * 100:g} %"
    if table is not ResultTable.DECOMPOSITION or measure in MEASURE_NAMES:
        return MEASURE_NAMES[measure]
    way, _underscore, rest = measure.partition("_")
    if rest == Key.GROWTH:
        return f"tốc độ tăng năng suất lao động, {_WAYS[way]}"
    share, _underscore, number = rest.rpartition("_")
    part = PART_NAMES[Decomposition(method)][int(number) - 1]
    return f"{part}, {_WAYS[way]}{', tỷ trọng' if share else ''}"


def measure_unit(table: ResultTable, method: str, part: str, measure: str) -> str:
    """In what a figure is told: "phần của 1", "điểm lô-ga-rít", "lần", or the unit of a level."""
    if measure in _IN_WORDS:
        return ""
    if measure in _COUNTS:
        return "lần"
    if measure == Key.LEVEL:
        return "triệu đồng/người" if table is ResultTable.LABOUR_PRODUCTIVITY else "tỷ đồng"
    shares = measure.startswith("share_") or "_share" in measure or measure == Key.OF_GROWTH
    logs = method in _IN_LOGS or part == DRAWS or table is ResultTable.SCIENCE
    return "điểm lô-ga-rít" if logs and not shares else "phần của 1"

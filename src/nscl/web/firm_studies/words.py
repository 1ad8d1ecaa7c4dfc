"""Studies in words of the screen."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.productivity.queries.studies import StudyDetail, StudyRow
from nscl.records.enums import FileRunState
from nscl.text.decimals import format_number
from nscl.web.statistics.figures import per_cent
from nscl.web.ui.parts import Chip, Text, Tone

# Codes of `economics.firms.production.Estimator`: its name, and what it is for whoever chooses.
ESTIMATOR_NAMES: Final[Mapping[str, Text]] = {
    "acf": "Ackerberg–Caves–Frazer",
    "op": "Olley–Pakes",
    "lp": "Levinsohn–Petrin",
    "wrdg": "Wooldridge",
    "ols": gettext_lazy("Bình phương nhỏ nhất (OLS)"),
    "fe": gettext_lazy("Hiệu ứng cố định theo doanh nghiệp"),
    "twfe": gettext_lazy("Hiệu ứng cố định theo doanh nghiệp và năm"),
}
ESTIMATOR_NOTES: Final[Mapping[str, Text]] = {
    "acf": gettext_lazy("nên dùng; cột đại diện là nguyên liệu"),
    "op": gettext_lazy("cột đại diện là đầu tư, chỉ dùng dòng có đầu tư"),
    "lp": gettext_lazy("cột đại diện là nguyên liệu"),
    "wrdg": gettext_lazy("cột đại diện là nguyên liệu; một bước, có sai số chuẩn"),
    "ols": gettext_lazy("để so sánh: thường quá cao ở lao động"),
    "fe": gettext_lazy("để so sánh: thường quá thấp ở vốn"),
    "twfe": gettext_lazy("để so sánh"),
}
_CHIPS: Final[Mapping[FileRunState, Chip]] = {
    FileRunState.QUEUED: Chip(gettext_lazy("Đang chờ"), Tone.INFO, "hourglass", 0),
    FileRunState.RUNNING: Chip(gettext_lazy("Đang tính"), Tone.INFO, "loader", 1),
    FileRunState.DONE: Chip(gettext_lazy("Bản nháp"), Tone.IDLE, "pencil", 2),
    FileRunState.FAILED: Chip(gettext_lazy("Không tính được"), Tone.BAD, "circle-x", 3),
}
_PUBLISHED: Final = Chip(gettext_lazy("Đã công bố"), Tone.GOOD, "badge-check", 4)
_WITHDRAWN: Final = Chip(gettext_lazy("Đã thu hồi"), Tone.WARN, "undo-2", 5)


def state_chip(row: StudyRow) -> Chip:
    """Where a study stands."""
    if row.withdrawn_at is not None:
        return _WITHDRAWN
    return _CHIPS[row.state] if row.published_at is None else _PUBLISHED


def estimators_words(row: StudyRow) -> str:
    """By which estimators."""
    return ", ".join(str(ESTIMATOR_NAMES[code]) for code in row.estimators)


def finding(found: StudyDetail) -> str:
    """What came of it, in a sentence: the first estimator's returns to scale and the last year's productivity."""
    if not found.coefficients:
        return ""
    first = found.coefficients[0].method
    given: dict[str, Text] = {
        "rows": format_number(found.row.rows_used),
        "firms": format_number(found.row.firms),
        "method": ESTIMATOR_NAMES[first],
    }
    words = _("%(rows)s dòng của %(firms)s doanh nghiệp; %(method)s.") % given
    years = [one for one in found.years if one.method == first]
    if len(years) < 2:  # noqa: PLR2004  (growth needs two years)
        return words
    change = math.expm1(years[-1].log_tfp - years[0].log_tfp)
    moved = _("TFP năm %(last)s tăng %(change)s so với năm %(first)s.")
    if change < 0:
        moved = _("TFP năm %(last)s giảm %(change)s so với năm %(first)s.")
    return f"{words} " + moved % {"first": years[0].year, "last": years[-1].year, "change": per_cent(abs(change))}

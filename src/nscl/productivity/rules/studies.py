"""What must be chosen for a study of firms, and what of its results may be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from nscl.productivity.rules.runs import TITLE_LENGTH
from nscl.work.rules.problems import Problem, Reason

# What a survey says of one firm is confidential (Luật Thống kê 89/2015/QH13, Điều 57). Of two firms each could work
# out the other's figure, so results of fewer than three are not shown (statistical offices' usual threshold).
LEAST_FIRMS: Final = 3
LEAST_DRAWS, MOST_DRAWS = 20, 500
# As long as the name of a column or of a group may be, the names of one kind of input together, and so many groups:
# VSIC (Quyết định 36/2025/QĐ-TTg) has fewer than 500 classes of four digits; more are numbers of firms.
NAME_LENGTH, NAMES_LENGTH, MOST_GROUPS = 100, 300, 500
# Estimators by their code (`nscl.economics.firms.production.Estimator`): kept here so that a form can be shown where
# the extra is not installed; a test holds the two against each other.
ESTIMATORS: Final = ("acf", "op", "lp", "wrdg", "ols", "fe", "twfe")
WITHOUT_PROXY: Final = frozenset({"ols", "fe", "twfe"})


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyValues:
    """What a person chooses: columns by what they hold, estimators by code, samples of the bootstrap (0: none)."""

    title: str
    firm: str
    year: str
    output: str
    labour: tuple[str, ...]
    capital: tuple[str, ...]
    proxy: str = ""
    group: str = ""
    decimal: str = ""
    estimators: tuple[str, ...] = ("acf",)
    draws: int = 0
    seed: int = 1

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is read."""
        each = (self.firm, self.year, self.output, *self.labour, *self.capital, self.proxy, self.group)
        return tuple(name for name in each if name)


def check_study(values: StudyValues, columns: Sequence[str]) -> tuple[Problem, ...]:
    """What is wrong with the choices, all of it, each under its field. columns: of the file."""
    return tuple(_problems(values, columns))


def _problems(values: StudyValues, columns: Sequence[str]) -> Iterator[Problem]:
    if not values.title.strip():
        yield Problem("title", Reason.MISSING, _("chưa có tên"), _("ghi tên, ví dụ “Điều tra doanh nghiệp 2021–2024”"))
    elif len(values.title) > TITLE_LENGTH:
        too_long = _("dài quá %(most)s ký tự") % {"most": TITLE_LENGTH}
        yield Problem("title", Reason.TOO_LONG, too_long, _("viết ngắn lại"))
    yield from _about_columns(values, columns)
    yield from _about_estimators(values)


def _about_columns(values: StudyValues, columns: Sequence[str]) -> Iterator[Problem]:
    needed = {"firm": values.firm, "year": values.year, "output": values.output}
    needed |= {"labour": ",".join(values.labour), "capital": ",".join(values.capital)}
    for field, chosen in needed.items():
        if not chosen:
            yield Problem(field, Reason.MISSING, _("chưa chọn cột"), _("chọn cột của tệp"))
    for name in values.columns:
        if name not in columns:
            yield Problem("", Reason.UNKNOWN, _("tệp không có cột “%(name)s”") % {"name": name}, _("chọn lại cột"))
        elif len(name) > NAME_LENGTH or "," in name:
            unfit = _("tên cột “%(name)s…” dài quá %(most)s ký tự hoặc có dấu phẩy")
            words = unfit % {"name": name[:30], "most": NAME_LENGTH}
            yield Problem("", Reason.UNFIT, words, _("đổi tên cột trong tệp rồi tải lại"))
    for field, names in {"labour": values.labour, "capital": values.capital}.items():
        if len(",".join(names)) > NAMES_LENGTH:
            yield Problem(field, Reason.TOO_LONG, _("chọn quá nhiều cột"), _("chọn ít cột hơn"))
    twice = next((name for name, times in Counter(values.columns).items() if times > 1), None)
    if twice is not None:
        unclear = _("cột “%(name)s” được chọn hai lần") % {"name": twice}
        yield Problem("", Reason.TWICE, unclear, _("mỗi cột chỉ giữ một vai trò"))


def _about_estimators(values: StudyValues) -> Iterator[Problem]:
    if not values.estimators:
        yield Problem("estimators", Reason.MISSING, _("chưa chọn phương pháp"), _("chọn ít nhất một"))
    needs_proxy = set(values.estimators) - WITHOUT_PROXY
    if needs_proxy and not values.proxy:
        yield Problem(
            "proxy",
            Reason.MISSING,
            _("phương pháp %(codes)s cần cột đại diện") % {"codes": ", ".join(sorted(needs_proxy)).upper()},
            _("chọn cột nguyên liệu (ACF, LP, Wooldridge) hoặc đầu tư (Olley–Pakes), hoặc bỏ phương pháp ấy"),
        )
    if values.draws and not LEAST_DRAWS <= values.draws <= MOST_DRAWS:
        yield Problem(
            "draws",
            Reason.TOO_LARGE if values.draws > MOST_DRAWS else Reason.UNFIT,
            _("số mẫu bootstrap phải từ %(least)s đến %(most)s") % {"least": LEAST_DRAWS, "most": MOST_DRAWS},
            _("ghi số trong khoảng ấy, hoặc 0 để không lấy mẫu"),
        )


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A coefficient of a group's production function. input "": returns to scale."""

    method: str
    group: str
    input: str
    value: float
    error: float | None
    rows: int
    firms: int


@dataclass(frozen=True, slots=True)
class YearOfStudy:
    """A year by one estimator; parts: within, between, entry, leaving since the year before, or None."""

    method: str
    year: int
    firms: int
    log_tfp: float
    mean: float
    covariance: float
    parts: tuple[float, float, float, float] | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows left out for one reason; line: the first of them in the file."""

    why: str
    rows: int
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyFound:
    """What came of a study."""

    rows_read: int
    rows_used: int
    firms: int
    moved: int
    coefficients: tuple[Coefficient, ...]
    years: tuple[YearOfStudy, ...]
    dropped: tuple[LeftOut, ...]
    notes: tuple[str, ...]


def propose(columns: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Which columns of a file seem to hold what, by their heads as surveys write them; nothing where none does."""
    lower = {name.strip().lower(): name for name in reversed(columns)}
    return {field: tuple(lower[head] for head in heads if head in lower)[:1] for field, heads in _HEADS.items()}


_HEADS: Final = {
    "firm": ("ma", "ma_dn", "madn", "ma_thue", "mst", "id", "firm", "firm_id", "idvar"),
    "year": ("nam", "năm", "year", "timevar"),
    "output": ("va", "gia_tri_gia_tang", "gttt", "value_added", "output", "doanh_thu", "y"),
    "labour": ("lao_dong", "ld", "lao động", "labour", "labor", "workers", "l"),
    "capital": ("von", "vốn", "tai_san", "tscd", "capital", "k"),
    "proxy": ("nguyen_lieu", "nvl", "chi_phi_trung_gian", "materials", "m", "dau_tu", "investment"),
    "group": ("nganh", "ngành", "vsic", "sector", "industry", "branch"),
}

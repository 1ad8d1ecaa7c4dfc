"""The first page of a run: what came out, by every method and average, year by year, and what could not be computed."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from nscl.documents.productivity_papers.accounts import AccountPaper, PeriodPaper, YearPaper
from nscl.documents.productivity_papers.paper import RunPaper
from nscl.economics.growth.accounting import METHOD_NAMES
from nscl.web.productivity.figures import points_column, rounded, worked_column
from nscl.web.productivity.places import METHOD, figures_href, run_href
from nscl.web.productivity.run.arithmetic import (
    from_capital,
    from_labour,
    tfp_of_period,
    tfp_of_year,
    tfp_share,
)
from nscl.web.productivity.words import (
    AVERAGE_NOTES,
    AVERAGES,
    COEFFICIENT_PLACES,
    METHOD_NOTES,
    between,
    log_mark,
    method_words,
    named,
    points,
    years_words,
)
from nscl.web.statistics.figures import per_cent
from nscl.web.ui.parts import Stat, Stats
from nscl.web.ui.tables import Column, Kind, Table, Worked
from nscl.web.ui.tables.columns import Link


@dataclass(frozen=True, slots=True)
class MethodRow:
    """A method beside the others: its account over the run's years, or why there is none."""

    code: str
    account: AccountPaper | None
    refused: str = ""

    @property
    def period(self) -> PeriodPaper | None:
        """The run's years by the run's average."""
        return None if self.account is None else self.account.periods[0]

    def points(self, name: str) -> float | None:
        """A figure of the period, by its name."""
        return None if self.period is None else float(getattr(self.period, name))

    @property
    def intermediates(self) -> float | None:
        """What all intermediates together contributed."""
        return None if self.period is None else self.period.from_intermediates

    @property
    def share(self) -> float | None:
        """TFP's part of growth, where one is given."""
        return None if self.period is None or self.period.parts is None else self.period.parts.tfp

    @property
    def tfp(self) -> Worked | None:
        """TFP with its arithmetic."""
        return None if self.period is None else tfp_of_period(self.period)


def chosen_account(paper: RunPaper, code: str) -> AccountPaper | None:
    """The account asked for by its method, else the main one, else the first there is."""
    asked = next((one for one in paper.accounts if one.method == code), None)
    return asked or paper.main or next(iter(paper.accounts), None)


def share_band(paper: RunPaper) -> tuple[float, float] | None:
    """TFP's part of growth with all assumptions at one end of their ranges, and at the other."""
    found = paper.sensitivity
    if found is None or found.share_low is None or found.share_high is None:
        return None
    return found.share_low, found.share_high


def stats(paper: RunPaper) -> Stats:
    """The figures of the sentence, each a door."""
    items = [] if paper.main is None else _main_stats(paper, paper.main.periods[0])
    if paper.productivity is not None:
        items.append(
            Stat(
                _("Năng suất lao động tăng mỗi năm"),
                per_cent(paper.productivity.geometric),
                href=run_href(paper.number, "run-labour"),
                icon="users",
                note=_("GRDP giá so sánh ÷ lao động, bình quân nhân"),
            )
        )
    return Stats(items)


def _main_stats(paper: RunPaper, one: PeriodPaper) -> list[Stat]:
    spread, own = share_band(paper), run_href(paper.number)
    share = Stat(
        _("Tỷ trọng đóng góp của TFP"),
        _("không nêu") if one.parts is None else per_cent(one.parts.tfp),
        note=one.refused or (_("khoảng %(range)s") % {"range": between(*spread)} if spread else ""),
        href=f"{run_href(paper.number, 'run-outlook')}#do-nhay" if spread else f"{own}#bang-phuong-phap",
        icon="chart-pie",
    )
    tfp = Stat(
        _("TFP tăng mỗi năm"),
        points(one.tfp),
        unit=_("điểm %"),
        href=f"{own}#bang-tung-nam",
        icon="trending-up",
        note=f"= {tfp_of_period(one).arithmetic}",
    )
    output = Stat(
        _("GRDP tăng mỗi năm"),
        per_cent(one.output),
        href=figures_href(paper.number, "GRDP"),
        icon="chart-line",
        note=named(AVERAGES, one.average),
    )
    return [share, tfp, output]


def method_table(paper: RunPaper, current: str) -> Table[MethodRow]:
    """Every method side by side over the run's years, those that could not be computed with their reason."""
    rows = [MethodRow(one.method, one) for one in paper.accounts]
    rows += [MethodRow(_code_of(name), None, why) for name, why in paper.refused.items()]
    columns: list[Column[MethodRow]] = [
        Column(
            "method",
            _("Phương pháp"),
            Kind.LINK,
            lambda r: _method_link(paper, r, current),
            sortable=False,
            filling=True,
        ),
        points_column("output", _("Tăng trưởng"), lambda r: r.points("output"), unit=_("% mỗi năm")),
        points_column("capital", _("Từ vốn"), lambda r: r.points("from_capital"), unit=_("điểm %")),
        points_column("labour", _("Từ lao động"), lambda r: r.points("from_labour"), unit=_("điểm %")),
    ]
    if any(row.intermediates for row in rows):
        columns.append(
            points_column("intermediates", _("Từ chi phí trung gian"), lambda r: r.intermediates, unit=_("điểm %"))
        )
    columns += [
        worked_column("tfp", _("TFP"), lambda r: r.tfp, unit=_("điểm %")),
        points_column(
            "share",
            _("Tỷ trọng của TFP"),
            lambda r: r.share,
            unit="%",
            note=lambda r: r.period.refused if r.period else "",
        ),
    ]
    return Table("phuong-phap", _("Các phương pháp bên cạnh nhau"), columns, rows, exportable=False)


def _code_of(name: str) -> str:
    """The paper tells refused methods by their whole names."""
    return next((method.value for method, known in METHOD_NAMES.items() if known == name), name)


def _method_link(paper: RunPaper, row: MethodRow, current: str) -> Link:
    name = method_words(row.code)
    if row.account is None:
        return Link(name, "#bang-phuong-phap", _("Không tính được: %(why)s") % {"why": row.refused})
    is_main = _("phương pháp chính") if row.code == paper.method else ""
    note = ". ".join(filter(None, [capfirst(is_main), capfirst(named(METHOD_NOTES, row.code)), row.account.fit]))
    label = _("%(name)s (đang xem)") % {"name": name} if row.code == current else name
    return Link(label, f"?{urlencode({METHOD: row.code})}#bang-tung-nam", note)


def year_table(paper: RunPaper, account: AccountPaper) -> Table[YearPaper]:
    """Growth of each year by one method, and where it came from."""
    unit = log_mark(in_logs=account.in_logs)
    columns = [
        Column[YearPaper]("year", _("Năm"), value=lambda y: str(y.year), sortable=False, narrow=True),
        *_growth_columns(paper, account),
        _coefficient_column("capital_share", _("Hệ số của vốn")),
        _coefficient_column("labour_share", _("Hệ số của lao động")),
        worked_column("from_capital", _("Từ vốn"), from_capital, unit=unit),
        worked_column("from_labour", _("Từ lao động"), from_labour, unit=unit),
    ]
    if any(year.from_intermediates for year in account.years):
        columns.append(
            points_column("intermediates", _("Từ chi phí trung gian"), lambda y: y.from_intermediates, unit=unit)
        )
    columns += [
        worked_column("tfp", _("TFP"), tfp_of_year, unit=unit),
        Column("share", _("Tỷ trọng của TFP"), Kind.WORKED, tfp_share, sortable=False, note=lambda y: y.refused),
    ]
    caption = _("Từng năm, theo phương pháp %(method)s") % {"method": method_words(account.method)}
    return Table("tung-nam", caption, columns, account.years, exportable=False, scrolls=True)


def _growth_columns(paper: RunPaper, account: AccountPaper) -> list[Column[YearPaper]]:
    """Growth of what was made and of what it was made with, each a door to its figures."""
    number = paper.number
    names = {key: series.name for key in (account.output, account.labour) if (series := paper.one(key))}
    is_gross = account.output == "gross_output"
    output, labour = (figures_href(number, names.get(key, "")) for key in (account.output, account.labour))
    capital = f"{run_href(number, 'run-inputs')}#bang-von"
    return [
        points_column(
            "output",
            _("Giá trị sản xuất tăng") if is_gross else _("GRDP tăng"),
            lambda y: y.output,
            unit="%",
            href=lambda _y: output,
        ),
        points_column("capital", _("Vốn tăng"), lambda y: y.capital, unit="%", href=lambda _y: capital),
        points_column("labour", _("Lao động tăng"), lambda y: y.labour, unit="%", href=lambda _y: labour),
    ]


def _coefficient_column(key: str, heading: str) -> Column[YearPaper]:
    return Column(key, heading, Kind.NUMBER, lambda y: rounded(getattr(y, key), COEFFICIENT_PLACES), sortable=False)


def period_table(account: AccountPaper) -> Table[PeriodPaper]:
    """The run's years by the three averages, which differ; the run's own first."""
    unit, own = log_mark(in_logs=account.in_logs), account.periods[0]
    columns: list[Column[PeriodPaper]] = [
        Column(
            "average",
            _("Cách bình quân"),
            value=lambda p: named(AVERAGES, p.average),
            note=lambda p: _note_of(p, is_chosen=p.average == own.average),
            sortable=False,
            filling=True,
        ),
        points_column("output", _("Tăng trưởng"), lambda p: p.output, unit=_("% mỗi năm")),
        points_column("capital", _("Từ vốn"), lambda p: p.from_capital, unit=unit),
        points_column("labour", _("Từ lao động"), lambda p: p.from_labour, unit=unit),
        worked_column("tfp", _("TFP"), tfp_of_period, unit=unit),
        Column("share", _("Tỷ trọng của TFP"), Kind.WORKED, tfp_share, sortable=False, note=lambda p: p.refused),
    ]
    words = _("Cả giai đoạn %(years)s theo ba cách bình quân (%(method)s)")
    caption = words % {"years": years_words(own.first, own.last), "method": method_words(account.method)}
    return Table("giai-doan", caption, columns, account.periods, exportable=False)


def _note_of(one: PeriodPaper, *, is_chosen: bool) -> str:
    note = capfirst(named(AVERAGE_NOTES, one.average))
    return f"{note}. {_('Lần tính này dùng cách này.')}" if is_chosen else note

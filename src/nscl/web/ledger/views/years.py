"""The end of a year: what is unspent at 31 December, what was carried over, how the year will end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.finance.queries.ledger import (
    CarriedOver,
    CarriedRow,
    CounterpartRow,
    MoneyPlan,
    Unspent,
    UnspentRow,
    carried_over,
    counterpart_lines,
    forecast,
    unspent_at,
)
from nscl.finance.rules.forecast import Forecast, Outlook
from nscl.text.dates import format_date
from nscl.text.formats import format_million
from nscl.web.access import require_safe, requires, viewer
from nscl.web.estimates.words import source_name
from nscl.web.ledger.places import ledger_href, ledger_tabs, money_page, plan_or_404, voucher_href, year_or_404
from nscl.web.ui.parts import Act, Chip, Empty, Notice, Stat, Stats, Tab, Tabs, Tone, Weight
from nscl.web.ui.samples import sample_notices, sample_title
from nscl.web.ui.tables import Column, Kind, Table, TableQuery, TableView
from nscl.web.ui.tables.export import xlsx_response

# Forecasts are said in hundreds of thousands of đồng: 0,1 triệu.
FORECAST_STEP: Final = 100_000


@requires(Permission.VIEW_MONEY)
@require_safe
def year_end(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Unspent money of a year by account, what was carried into it and out of it, and the acts that end the year."""
    plan = plan_or_404(request, slug)
    year_or_404(plan, year)
    person, query = viewer(request), TableQuery.of(request)
    unspent, carried = unspent_at(person, plan.number, year), carried_over(person, plan.number, year)
    view = _unspent_table(unspent).present(query)
    moved = _carried_table(plan, carried).present(TableQuery.of(request, prefix="chuyen-"))
    for one in (view, moved):
        if one.query.wants_xlsx:
            return _file(plan, _("Cuối năm %(year)s") % {"year": year}, one)
    is_over = unspent.on < timezone.localdate()
    context = {
        "page": money_page(
            plan,
            _("Cuối năm %(year)s") % {"year": year},
            _answer(unspent, is_over=is_over),
            below=[],
            acts=_acts(plan, year, unspent, is_over=is_over),
            chip=Chip(_("Đã quyết toán, khóa"), Tone.DONE, "lock") if year in plan.settled else None,
        ),
        "tabs": ledger_tabs(plan, "ledger-year", year),
        "years": _years(plan, year, "ledger-year"),
        "notices": sample_notices(is_sample=plan.is_sample),
        "stats": _stats(unspent, carried),
        "views": [view, moved],
    }
    return render(request, "ledger/page.html", context)


@requires(Permission.VIEW_MONEY)
@require_safe
def year_forecast(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """How much of a year's allocation will be disbursed, and how far the state's money may go beside the others."""
    plan = plan_or_404(request, slug)
    year_or_404(plan, year)
    person = viewer(request)
    found = forecast(person, plan.number, year, timezone.localdate())
    bound = counterpart_lines(person, plan.number, year)
    table = _counterpart_table(bound).present(TableQuery.of(request))
    if table.query.wants_xlsx:
        return _file(plan, _("Đối ứng đến năm %(year)s") % {"year": year}, table)
    methods = _forecast_table(found).present(TableQuery.of(request, prefix="du-bao-"))
    context = {
        "page": money_page(plan, _("Dự báo năm %(year)s") % {"year": year}, _outlook_words(found), below=[]),
        "tabs": ledger_tabs(plan, "ledger-forecast", year),
        "years": _years(plan, year, "ledger-forecast"),
        "notices": [
            *sample_notices(is_sample=plan.is_sample),
            *(Notice(said, tone=Tone.INFO) for said in found.silent),
        ],
        "views": [methods, table] if found.forecasts else [table],
    }
    return render(request, "ledger/page.html", context)


def _years(plan: MoneyPlan, year: int, name: str) -> Tabs:
    """The same page of the other years."""
    return Tabs(_("Năm"), [Tab(str(one), ledger_href(plan, name, year=one), one == year) for one in plan.years])


def _file(
    plan: MoneyPlan, title: str, view: TableView[UnspentRow] | TableView[CarriedRow] | TableView[CounterpartRow]
) -> HttpResponse:
    name = sample_title(f"{title}, {plan.label}", is_sample=plan.is_sample)
    return xlsx_response([view], title=name, at=timezone.localtime())


def _answer(unspent: Unspent, *, is_over: bool) -> str:
    if not unspent.rows:
        return _("Không còn dự toán chưa chi.")
    words = {"vnd": format_million(unspent.vnd), "day": format_date(unspent.on)}
    if is_over:
        return _("Đến %(day)s còn %(vnd)s triệu đồng đã giao mà chưa chi.") % words
    return _("Đến nay còn %(vnd)s triệu đồng đã giao mà chưa chi; chốt vào %(day)s.") % words


def _acts(plan: MoneyPlan, year: int, unspent: Unspent, *, is_over: bool) -> list[Act]:
    """What ends the year, for who may; only when it is over, and once."""
    if year in plan.settled or not is_over:
        return []
    acts = []
    if plan.may_record and unspent.rows and year + 1 not in plan.settled:
        acts.append(Act(_("Chuyển nguồn"), ledger_href(plan, "ledger-carry", year=year), "arrow-right-left"))
    if plan.may_settle:
        href = ledger_href(plan, "ledger-settle", year=year)
        acts.append(Act(_("Quyết toán năm"), href, "lock", Weight.PRIMARY))
    return acts


def _stats(unspent: Unspent, carried: CarriedOver) -> Stats:
    million = _("triệu đồng")
    items = [
        Stat(_("Chưa chi"), format_million(unspent.vnd), "", "#bang-chua-chi", "hourglass", million),
        Stat(_("Năm trước chuyển sang"), format_million(carried.vnd_in), "", "#bang-chuyen", "arrow-down", million),
        Stat(_("Chuyển sang năm sau"), format_million(carried.vnd_out), "", "#bang-chuyen", "arrow-up", million),
    ]
    return Stats(items)


def _unspent_table(unspent: Unspent) -> Table[UnspentRow]:
    dong = _("đồng")
    return Table(
        name="chua-chi",
        caption=_("Chưa chi đến %(day)s") % {"day": format_date(unspent.on)},
        rows=unspent.rows,
        columns=[
            Column("line", _("Dòng"), value=lambda row: row.account.line, filling=True),
            Column("source", _("Nguồn"), value=lambda row: source_name(row.account.source)),
            Column("allocated", _("Giao"), Kind.VND, unit=dong, total=True),
            Column("committed", _("Cam kết"), Kind.VND, unit=dong, total=True),
            Column("disbursed", _("Giải ngân"), Kind.VND, unit=dong, total=True),
            Column("unspent", _("Chưa chi"), Kind.VND, unit=dong, total=True),
            Column("carried", _("Đã chuyển"), Kind.VND, unit=dong, total=True),
        ],
        search=lambda row: row.account.line,
        empty=Empty(_("Không còn dự toán chưa chi"), icon="circle-check"),
    )


def _carried_table(plan: MoneyPlan, carried: CarriedOver) -> Table[CarriedRow]:
    into = {id(row) for row in carried.into}
    rows: Sequence[CarriedRow] = (*carried.into, *carried.out_of)
    earlier = _("Từ năm %(year)s sang") % {"year": carried.year - 1}
    later = _("Sang năm %(year)s") % {"year": carried.year + 1}
    return Table(
        name="chuyen",
        caption=_("Chuyển nguồn"),
        rows=rows,
        columns=[
            Column("line", _("Dòng"), value=lambda row: row.account.line, filling=True),
            Column("source", _("Nguồn"), value=lambda row: source_name(row.account.source)),
            Column("way", _("Chiều"), value=lambda row: earlier if id(row) in into else later),
            Column("vnd", _("Số tiền"), Kind.VND, unit=_("đồng")),
            Column("number", _("Chứng từ"), href=lambda row: voucher_href(plan.slug, row.voucher)),
            Column("on", _("Ngày"), Kind.DATE),
        ],
        empty=Empty(_("Chưa chuyển nguồn"), icon="arrow-right-left"),
    )


def _outlook_words(found: Outlook) -> str:
    left = found.left_over
    if left is None:
        return _("Đã giải ngân %(vnd)s triệu đồng; chưa dự báo được.") % {"vnd": format_million(found.disbursed)}
    least, most = (format_million(_about(vnd)) for vnd in left)
    if least == most:
        return _("Dự báo cuối năm còn khoảng %(vnd)s triệu đồng chưa chi.") % {"vnd": least}
    return _("Dự báo cuối năm còn khoảng %(least)s đến %(most)s triệu đồng chưa chi.") % {"least": least, "most": most}


def _about(vnd: int) -> int:
    """A forecast as it is said: no finer than it can be known."""
    return round(vnd / FORECAST_STEP) * FORECAST_STEP


def _forecast_table(found: Outlook) -> Table[Forecast]:
    million = _("triệu đồng")
    return Table(
        name="du-bao",
        caption=_("Dự báo giải ngân đến 31/12/%(year)s") % {"year": found.year},
        rows=found.forecasts,
        columns=[
            Column("sentence", _("Cách tính"), filling=True),
            Column("allocated", _("Đã giao"), Kind.MILLION, unit=million, value=lambda _row: found.allocated),
            Column("disbursed", _("Đến nay"), Kind.MILLION, unit=million, value=lambda _row: found.disbursed),
            Column("vnd", _("Dự báo"), Kind.MILLION, unit=million, value=lambda row: _about(row.vnd)),
            Column(
                "left", _("Còn lại"), Kind.MILLION, unit=million, value=lambda row: _about(found.allocated - row.vnd)
            ),
        ],
        exportable=False,
    )


def _counterpart_table(rows: Sequence[CounterpartRow]) -> Table[CounterpartRow]:
    million = _("triệu đồng")
    return Table(
        name="doi-ung",
        caption=_("Ngân sách chi theo tiến độ đối ứng"),
        rows=rows,
        columns=[
            Column("line", _("Dòng"), filling=True),
            Column(
                "state",
                _("NSNN đã chi"),
                Kind.MILLION,
                unit=million,
                value=lambda row: row.shares.state_disbursed,
                note=lambda row: _of(row.shares.state_appraised),
            ),
            Column(
                "other",
                _("Đối ứng đã chi"),
                Kind.MILLION,
                unit=million,
                value=lambda row: row.shares.counterpart_disbursed,
                note=lambda row: _of(row.shares.counterpart_appraised),
            ),
            Column("ahead", _("Được chi trước"), value=_ahead, narrow=True),
            Column(
                "allowed",
                _("NSNN chi được lúc này"),
                Kind.MILLION,
                unit=million,
                value=lambda row: row.shares.allowed_now,
            ),
            Column("state_chip", _("Tiến độ"), Kind.CHIP, value=_step),
        ],
        search=lambda row: row.line,
        empty=Empty(
            _("Không dòng nào có cả ngân sách và đối ứng"),
            _("Thông tư 35/2021/TT-BTC, điều 3 và 4: ngân sách cấp theo tiến độ và tỷ lệ của các nguồn khác."),
            "scale",
        ),
    )


def _of(vnd: int) -> str:
    return _("trong %(vnd)s") % {"vnd": format_million(vnd)}


def _ahead(row: CounterpartRow) -> str:
    return f"{row.shares.ahead_percent}%" if row.shares.ahead_percent else ""


def _step(row: CounterpartRow) -> Chip:
    if row.shares.is_ahead:
        return Chip(_("Vượt tỷ lệ"), Tone.BAD, "triangle-alert", 0)
    return Chip(_("Đúng tỷ lệ"), Tone.GOOD, "circle-check", 1)

"""`/bao-cao/`: what is to be reported and by when, one's own report first; the rounds; the issued reports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.accounts.enums import Permission
from nscl.reporting.enums import ReportState, RoundState, SubmissionState
from nscl.reporting.queries.editions import EditionRow, list_editions
from nscl.reporting.queries.rounds import list_rounds
from nscl.reporting.queries.rows import RoundRow, SubmissionRow
from nscl.reporting.rules.moves import IN_HAND
from nscl.text.dates import format_date
from nscl.text.formats import format_number
from nscl.web import context_choice
from nscl.web.access import require_safe, viewer
from nscl.web.plans.words import capital
from nscl.web.reports.access import reads_reports
from nscl.web.reports.places import report_head, round_href, submission_href, today
from nscl.web.reports.round_tables import TIMELY, rounds_table
from nscl.web.reports.sections import section_tabs
from nscl.web.reports.words import STATE_CHIPS, days_words, tally_words, timely_chip
from nscl.web.ui.parts import Act, Chip, Empty, Stat, Stats, Tone, Weight
from nscl.web.ui.samples import sample_notice, sample_title
from nscl.web.ui.tables import Column, Kind, Link, Table, TableQuery, TableView
from nscl.web.ui.tables.export import xlsx_response

# A person of one agency has one report a round; more open rounds than this stand in the table alone.
_MOST_OWN: Final = 6


@reads_reports
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The rounds of the chosen province and year; three queries and those of the issued reports."""
    person, choice = viewer(request), context_choice.current(request)
    units = context_choice.territory(request)
    rows = list_rounds(person, unit_ids=units, year=choice.year, on=today())
    issued = [row for row in list_editions(person, unit_ids=units, year=choice.year) if row.state != ReportState.DRAFT]
    query = TableQuery.of(request)
    rounds = rounds_table(rows, _no_round(request), with_plan=_are_of_several(rows)).present(query)
    is_sample = any(row.is_sample for row in rows) or any(row.is_sample for row in issued)
    if rounds.query.wants_xlsx:
        title = sample_title(_("Các kỳ báo cáo năm %(year)s") % {"year": choice.year}, is_sample=is_sample)
        return xlsx_response([rounds], title=title, at=timezone.localtime())
    context: dict[str, Any] = {
        "page": report_head(_("Báo cáo"), _answer(rows, choice.year), way=(), acts=_acts(request, rows)),
        "sections": section_tabs(request, "reports"),
        "sample": sample_notice(is_sample=is_sample),
        "own": [_card(row, submission) for row, submission in _own(rows)[:_MOST_OWN]],
        "stats": _stats(rows),
        "rounds": rounds,
        "issued": _issued_table(issued, query) if issued else None,
    }
    return render(request, "reports/overview.html", context)


def _are_of_several(rows: Sequence[RoundRow]) -> bool:
    return len({row.plan_id for row in rows}) > 1


def _own(rows: Sequence[RoundRow]) -> list[tuple[RoundRow, SubmissionRow]]:
    """The person's agencies' reports in rounds that are open, the most urgent first."""
    found = [(row, one) for row in rows if row.state == RoundState.OPEN for one in row.own]
    return sorted(found, key=lambda pair: (pair[1].state not in IN_HAND, pair[1].due, pair[1].number))


def _answer(rows: Sequence[RoundRow], year: int) -> str:
    """One's own report first, then how the newest open round stands."""
    if not rows:
        return _("Năm %(year)s chưa mở kỳ báo cáo nào.") % {"year": year}
    sentences = [own_words(one) for _row, one in _own(rows)[:1]]
    first = next((row for row in rows if row.state == RoundState.OPEN), rows[0])
    if first.sees_all:
        title, tally = first.title, tally_words(first.tally)
        days = days_words(first.agencies_due, first.province_due)
        sentences.append(_("%(round)s: %(tally)s; %(days)s.") % {"round": title, "tally": tally, "days": days})
    return " ".join(sentences)


def own_words(row: SubmissionRow) -> str:
    """ "Báo cáo của Sở Y tế: đang soạn, còn 5 ngày (hạn 20/11/2026)." """
    chips = [STATE_CHIPS[SubmissionState(row.state)]]
    if (late := timely_chip(row, today())) is not None:
        chips.append(late)
    words = ", ".join(str(chip.label)[0].lower() + str(chip.label)[1:] for chip in chips)
    return _("Báo cáo của %(agency)s: %(state)s (hạn %(day)s).") % {
        "agency": row.agency_name,
        "state": words,
        "day": format_date(row.due),
    }


def _acts(request: HttpRequest, rows: Sequence[RoundRow]) -> list[Act]:
    person = viewer(request)
    acts = []
    writing = next((one for _row, one in _own(rows) if one.state in IN_HAND), None)
    if person.may(Permission.RUN_ROUNDS):
        weight = Weight.PLAIN if writing is not None else Weight.PRIMARY
        acts.append(Act(_("Mở kỳ báo cáo"), reverse("round-open"), "calendar-plus", weight))
    if writing is not None:
        acts.append(Act(_write_words(writing), submission_href(writing.number), "pencil-line", Weight.PRIMARY))
    return acts


def _write_words(row: SubmissionRow) -> str:
    if row.state == SubmissionState.RETURNED:
        return _("Bổ sung báo cáo")
    return _("Bắt đầu soạn") if row.state == SubmissionState.NOT_STARTED else _("Soạn tiếp báo cáo")


def _card(row: RoundRow, submission: SubmissionRow) -> dict[str, Any]:
    """One's own report, as a card: where it stands, by when, the next act."""
    is_open = submission.state in IN_HAND
    label = _write_words(submission) if is_open else _("Xem báo cáo")
    chips: list[Chip] = [STATE_CHIPS[SubmissionState(submission.state)]]
    if is_open and (chip := timely_chip(submission, today())) is not None:
        chips.append(chip)
    return {
        "title": sample_title(submission.agency_name, is_sample=submission.is_sample),
        "round": row.title,
        "due": submission.due,
        "covers": submission.covers,
        "chips": chips,
        "remarks": submission.remarks_open,
        "act": Act(label, submission_href(submission.number), "pencil-line" if is_open else "eye"),
    }


def _stats(rows: Sequence[RoundRow]) -> Stats | None:
    """Of the newest open round, for who sees all agencies."""
    row = next((one for one in rows if one.state == RoundState.OPEN), None)
    if row is None or not row.sees_all:
        return None
    tally, href = row.tally, round_href(row.number)
    table = "#bang-co-quan"
    of_all = _("trong %(n)s cơ quan") % {"n": format_number(tally.asked)}
    return Stats(
        [
            Stat(_("Đã nộp"), format_number(tally.sent), of_all, f"{href}{table}", "send"),
            Stat(
                _("Quá hạn, chưa nộp"),
                format_number(tally.late),
                _("hạn %(day)s") % {"day": format_date(row.agencies_due)},
                f"{href}?{TIMELY}=never{table}",
                "octagon-alert",
                tone=Tone.BAD if tally.late else None,
            ),
            Stat(_("Chờ nhận"), format_number(tally.submitted), _("đã nộp, chưa xem"), f"{href}{table}", "inbox"),
            Stat(_("Đã nhận"), format_number(tally.accepted), of_all, f"{href}{table}", "circle-check"),
        ]
    )


def _no_round(request: HttpRequest) -> Empty:
    choice, person = context_choice.current(request), viewer(request)
    title = _("Năm %(year)s chưa có kỳ báo cáo nào") % {"year": choice.year}
    if person.may(Permission.RUN_ROUNDS):
        act = Act(_("Mở kỳ báo cáo"), reverse("round-open"), "calendar-plus", Weight.PRIMARY)
        text = _(
            "Kế hoạch đã ghi sẵn ai báo cáo và trước ngày nào: chọn kỳ, xem lại ngày và danh sách cơ quan, rồi mở."
        )
        return Empty(title, text, "calendar-plus", [act])
    text = _("Khi Sở Khoa học và Công nghệ mở kỳ, báo cáo của cơ quan hiện ở đây, số liệu có sẵn.")
    return Empty(title, text, "files")


def _issued_table(rows: Sequence[EditionRow], query: TableQuery) -> TableView[EditionRow]:
    """The province's issued reports, superseded ones too."""
    columns: list[Column[EditionRow]] = [
        Column(
            "subject",
            _("Báo cáo"),
            Kind.LINK,
            value=lambda row: Link(
                sample_title(capital(row.subject), is_sample=row.is_sample),
                reverse("report-edition", kwargs={"number": row.number}),
                f"{row.round_title}, {row.province}",
            ),
            filling=True,
        ),
        Column("paper_number", _("Số"), narrow=True),
        Column("issued_on", _("Ngày"), Kind.DATE),
        Column("ordinal", _("Bản"), Kind.INTEGER),
        Column("state", _("Trạng thái"), Kind.CHIP, value=lambda row: _EDITION_CHIPS[ReportState(row.state)]),
    ]
    table = Table(
        "bao-cao-ban-hanh",
        _("Báo cáo của tỉnh đã ban hành"),
        columns,
        rows,
        exportable=False,
    )
    return table.present(TableQuery(query.path, query.parameters, prefix="ban-hanh-"))


_EDITION_CHIPS: Final = {
    ReportState.ISSUED: Chip(gettext_lazy("Đã ban hành"), Tone.GOOD, "badge-check", 0),
    ReportState.SUPERSEDED: Chip(gettext_lazy("Đã có bản sau"), Tone.IDLE, "history", 1),
}

"""Visits, surveys and forms as tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from nscl.support.enums import RefusalReason, VisitOutcome
from nscl.support.queries.outreach.results import AnsweredForm, ChoiceCount, QuestionResult
from nscl.support.queries.outreach.surveys import FormRow, SurveyRow
from nscl.support.queries.outreach.visits import VisitRow
from nscl.support.rules.surveys import SurveyDefinition
from nscl.web.organisations.places import organisation_href
from nscl.web.outreach.places import survey_href, visit_href
from nscl.web.outreach.words import CLOSED_CHIP, OPEN_CHIP, OUTCOME_CHIPS, SOON_CHIP
from nscl.web.questionnaires.bars import Bar
from nscl.web.ui.parts import Act, Chip, Empty, Tone
from nscl.web.ui.tables import Column, Filter, Kind, Link, Table

YEAR: Final = "nam"
OUTCOME: Final = "ket-qua"
REASON: Final = "ly-do"
AGENCY: Final = "don-vi"
COMMUNE: Final = "xa"
STATE: Final = "trang-thai"
ANSWERED: Final = "da-tra-loi"
WAITING: Final = "chua-tra-loi"


def agency_words(row: VisitRow) -> str:
    """Who went there."""
    return row.agency or _("Cơ quan chủ trì chương trình")


def visit_table(rows: Sequence[VisitRow], acts: Sequence[Act] = ()) -> Table[VisitRow]:
    """One row a visit, newest first."""
    columns: list[Column[VisitRow]] = [
        Column("on", _("Ngày"), Kind.DATE, narrow=True),
        Column(
            "organisation",
            _("Tổ chức"),
            Kind.LINK,
            value=lambda r: Link(r.organisation, visit_href(r.number), r.commune),
            filling=True,
        ),
        Column("outcome", _("Kết quả"), Kind.CHIP, value=lambda r: OUTCOME_CHIPS[r.outcome]),
        Column("refusal", _("Lý do từ chối"), value=lambda r: capfirst(r.refusal.label) if r.refusal else ""),
        Column("agency", _("Đơn vị"), value=agency_words),
        Column("visitor", _("Người đi thăm")),
        Column("note", _("Ghi chú"), filling=True, sortable=False),
    ]
    if any(row.is_sample for row in rows):
        columns.append(Column("is_sample", _("Loại số liệu"), value=lambda r: _("Số liệu mẫu") if r.is_sample else ""))
    return Table(
        name="chuyen-tham",
        caption=_("Chuyến thăm"),
        rows=rows,
        columns=columns,
        search=lambda r: f"{r.organisation} {r.commune} {r.visitor} {r.note}",
        filters=[
            Filter(YEAR, _("Năm"), lambda r: str(r.on.year)),
            Filter(OUTCOME, _("Kết quả"), lambda r: r.outcome.value, _outcomes()),
            Filter(REASON, _("Lý do từ chối"), lambda r: r.refusal.value if r.refusal else None, _reasons()),
            Filter(AGENCY, _("Đơn vị"), agency_words),
            Filter(COMMUNE, _("Xã, phường"), lambda r: r.commune or None),
        ],
        empty=Empty(
            _("Chưa ghi chuyến thăm nào"),
            _("Sau mỗi lần đến hoặc gọi điện cho tổ chức, ghi kết quả; mất chưa đến một phút."),
            "map-pin",
            acts,
        ),
    )


def _outcomes() -> list[tuple[str, str]]:
    return [(one.value, str(capfirst(one.label))) for one in VisitOutcome]


def _reasons() -> list[tuple[str, str]]:
    return [(one.value, str(capfirst(one.label))) for one in RefusalReason]


def state_chip(row: SurveyRow, on: date) -> Chip:
    """Whether answers are taken on a day."""
    if row.is_open(on):
        return OPEN_CHIP
    return SOON_CHIP if on < row.opens_on else CLOSED_CHIP


def survey_table(rows: Sequence[SurveyRow], on: date, acts: Sequence[Act] = ()) -> Table[SurveyRow]:
    """One row a survey, newest first."""
    columns: list[Column[SurveyRow]] = [
        Column(
            "title", _("Đợt khảo sát"), Kind.LINK, value=lambda r: Link(r.title, survey_href(r.number)), filling=True
        ),
        Column("state", _("Trạng thái"), Kind.CHIP, value=lambda r: state_chip(r, on)),
        Column("opens_on", _("Từ ngày"), Kind.DATE, narrow=True),
        Column("closes_on", _("Đến ngày"), Kind.DATE, narrow=True),
        Column("invited", _("Đã gửi"), Kind.INTEGER, total=True),
        Column("answered", _("Đã trả lời"), Kind.INTEGER, total=True),
    ]
    if len({row.province for row in rows}) > 1:
        columns.insert(1, Column("province", _("Tỉnh")))
    if any(row.is_sample for row in rows):
        columns.append(Column("is_sample", _("Loại số liệu"), value=lambda r: _("Số liệu mẫu") if r.is_sample else ""))
    return Table(
        name="khao-sat",
        caption=_("Khảo sát nhu cầu"),
        rows=rows,
        columns=columns,
        search=lambda r: r.title,
        empty=Empty(
            _("Chưa có đợt khảo sát nào"),
            _("Mở một đợt, gửi đường dẫn qua thư điện tử hoặc ghi câu trả lời tại chỗ khi đi thăm."),
            "clipboard-list",
            acts,
        ),
    )


def form_table(rows: Sequence[FormRow], caption: str, *, shows_contacts: bool) -> Table[FormRow]:
    """One row an organisation that was asked. shows_contacts: to who may send links."""
    answered = Chip(_("Đã trả lời"), Tone.GOOD, "circle-check", 0)
    waiting = Chip(_("Chưa trả lời"), Tone.IDLE, "clock", 1)
    return Table(
        name="phieu",
        caption=caption,
        rows=rows,
        columns=[
            Column(
                "organisation",
                _("Tổ chức"),
                Kind.LINK,
                value=lambda r: Link(r.organisation, organisation_href(r.organisation_id), r.commune),
                filling=True,
            ),
            Column("kind", _("Loại hình"), value=lambda r: capfirst(r.kind.label)),
            Column("state", _("Trạng thái"), Kind.CHIP, value=lambda r: answered if r.answered_at else waiting),
            Column(
                "way", _("Cách trả lời"), value=lambda r: capfirst(r.way.label) if r.way else "", note=lambda r: r.by
            ),
            *([Column("email", _("Thư điện tử"), exported=False)] if shows_contacts else ()),
            Column("invited", _("Ngày gửi"), Kind.DATE, value=lambda r: _day(r.invited_at), narrow=True),
            Column("answered", _("Ngày trả lời"), Kind.DATE, value=lambda r: _day(r.answered_at), narrow=True),
        ],
        search=lambda r: f"{r.organisation} {r.commune}",
        filters=[
            Filter(
                STATE,
                _("Trạng thái"),
                lambda r: ANSWERED if r.answered_at else WAITING,
                [(ANSWERED, answered.label), (WAITING, waiting.label)],
            ),
            Filter(COMMUNE, _("Xã, phường"), lambda r: r.commune or None),
        ],
        empty=Empty(_("Chưa hỏi tổ chức nào"), _("Gửi đường dẫn, hoặc ghi câu trả lời tại chỗ."), "clipboard-list"),
    )


def _day(at: object) -> date | None:
    return timezone.localdate(at) if at else None  # type: ignore[arg-type]


def choice_table(number: int, result: QuestionResult) -> Table[ChoiceCount]:
    """How many chose what; each count opens the organisations that did."""
    place = survey_href(number)
    return Table(
        name=f"cau-{result.question.key}",
        caption=result.question.text,
        rows=result.choices,
        columns=[
            Column("text", _("Câu trả lời"), filling=True, sortable=False),
            Column(
                "count",
                _("Số tổ chức"),
                Kind.INTEGER,
                href=lambda c: f"{place}?cau={result.question.key}&chon={c.key}#bang-phieu" if c.count else None,
                sortable=False,
            ),
            Column("share", _("Tỷ lệ"), Kind.GRAPHIC, value=lambda c: _bar(c.count, result.answered), sortable=False),
        ],
        exportable=False,
    )


def _bar(part: int, whole: int) -> Bar:
    percent = round(100 * part / whole) if whole else 0
    return Bar(part, whole, f"{percent}%")


def answers_table(definition: SurveyDefinition, rows: Sequence[AnsweredForm]) -> Table[AnsweredForm]:
    """All answers, an organisation a row, a question a column: for Excel."""
    columns: list[Column[AnsweredForm]] = [
        Column("organisation", _("Tổ chức")),
        Column("commune", _("Xã, phường")),
        Column("way", _("Cách trả lời")),
    ]
    columns += [_answer_column(question.key, question.text) for question in definition.questions]
    return Table(name="tra-loi", caption=_("Câu trả lời"), rows=rows, columns=columns)


def _answer_column(key: str, text: str) -> Column[AnsweredForm]:
    return Column(key, text, value=lambda row: row.answers.get(key, ""))

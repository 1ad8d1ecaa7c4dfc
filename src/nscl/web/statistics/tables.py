"""Series, their vintages and figures, questions and files as tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.productivity.enums import Answer, FileForm, QuestionKind
from nscl.productivity.queries.series import QuestionRow, SeriesRow, TakingRow, VintageRow
from nscl.productivity.rules.series_words import breakdown_words, unit_words
from nscl.text.dates import format_date
from nscl.web.plans.words import capital
from nscl.web.productivity.places import run_href
from nscl.web.statistics.places import answer_href, question_href, series_href
from nscl.web.statistics.words import (
    GROUP_OF,
    KIND_WORDS,
    VARIABLE_RANK,
    VINTAGE_CHIPS,
    joined,
    questions_chip,
    vintage_state,
    vintage_words,
    years_words,
)
from nscl.web.support.words import moment_words
from nscl.web.ui.parts import Chip, Empty, Tone
from nscl.web.ui.tables import Column, Filter, Kind, Link, Table

PLACE: Final = "tinh"
PART: Final = "phan"
ASKED: Final = "cau-hoi"
KIND: Final = "loai"


def in_order(rows: Sequence[SeriesRow], group: str = "") -> list[SeriesRow]:
    """The series of a group ("" for all): by what they measure, the whole before its parts."""
    chosen = [row for row in rows if not group or GROUP_OF[row.variable] == group]
    return sorted(chosen, key=lambda row: VARIABLE_RANK[row.variable])


def series_table(rows: Sequence[SeriesRow], *, empty: Empty) -> Table[SeriesRow]:
    """One row a series, with what its newest vintage is."""
    several = len({row.unit_id for row in rows}) > 1
    columns: list[Column[SeriesRow]] = [
        Column("name", _("Chuỗi số liệu"), Kind.LINK, value=lambda row: _named(row, several=several), filling=True),
        Column(
            "measured_in",
            _("Đơn vị tính"),
            value=lambda row: unit_words(row.measured_in) if row.measured_in else None,
        ),
        Column(
            "years",
            _("Các năm có số"),
            value=_years,
            note=lambda row: (
                _("thiếu %(years)s") % {"years": years_words(row.missing_years)} if row.missing_years else ""
            ),
            sort_value=lambda row: row.last_year,
        ),
        Column(
            "source",
            _("Nguồn mới nhất"),
            value=lambda row: row.source or None,
            note=lambda row: joined(
                (vintage_words(row.vintage, row.vintages), format_date(row.released_on) if row.released_on else "")
            ),
        ),
        Column(
            "open_questions",
            _("Chờ trả lời"),
            Kind.CHIP,
            value=lambda row: questions_chip(row.open_questions),
            href=lambda row: f"{series_href(row.number)}#cau-hoi",
        ),
    ]
    return Table(
        name="chuoi",
        caption=_("Chuỗi số liệu"),
        rows=rows,
        columns=[*columns, *_sample_columns(rows)],
        search=(lambda row: f"{row.name} {row.unit} {row.source} {row.part}") if rows else None,
        filters=[
            Filter(PLACE, _("Tỉnh"), lambda row: row.unit),
            Filter(PART, _("Phần"), lambda row: capital(breakdown_words(row.breakdown))),
            Filter(
                ASKED,
                _("Câu hỏi"),
                lambda row: "co" if row.open_questions else "khong",
                [("co", _("còn câu hỏi")), ("khong", _("đã trả lời hết"))] if rows else [],
            ),
        ],
        empty=empty,
    )


def _named(row: SeriesRow, *, several: bool) -> Link:
    return Link(row.name, series_href(row.number), row.unit if several else "")


def _years(row: SeriesRow) -> str | None:
    if row.first_year is None or row.last_year is None:
        return None
    return years_words([year for year in range(row.first_year, row.last_year + 1) if year not in row.missing_years])


def _sample_columns(rows: Sequence[SeriesRow | QuestionRow | VintageRow]) -> list[Column[SeriesRow]]:
    if not any(row.is_sample for row in rows):
        return []
    words = _("mẫu")
    return [Column("is_sample", _("Số liệu mẫu"), value=lambda row: words if row.is_sample else None, sortable=False)]


def vintage_table(rows: Sequence[VintageRow], series: int, *, may_keep: bool) -> Table[VintageRow]:
    """One row a vintage, the newest first: where it is from, who brought it, whether it counts."""

    def withdrawing(row: VintageRow) -> Link | None:
        href = reverse("statistics-vintage-withdraw", kwargs={"number": series, "vintage": row.number})
        return None if row.withdrawn_at is not None else Link(_("Rút bản này"), href)

    columns: list[Column[VintageRow]] = [
        Column(
            "ordinal",
            _("Bản"),
            narrow=True,
            value=lambda row: _("Bản %(n)s") % {"n": row.ordinal},
            sort_value=lambda row: row.ordinal,
        ),
        Column("state", _("Tình trạng"), Kind.CHIP, value=lambda row: VINTAGE_CHIPS[vintage_state(row, rows)]),
        Column("source", _("Nguồn"), note=_about_vintage, filling=True),
        Column("figures", _("Các năm"), value=lambda row: years_words(row.figures), sortable=False),
        Column(
            "entered_at",
            _("Nhập"),
            value=lambda row: moment_words(row.entered_at),
            note=lambda row: joined((row.entered_by, row.taking[1] if row.taking else _("gõ tay"))),
            sort_value=lambda row: row.entered_at,
        ),
    ]
    if any(row.used_by for row in rows):
        columns.append(Column("used_by", _("Lần tính đã dùng"), Kind.LINK, value=_runs, sortable=False))
    if may_keep:
        columns.append(Column("act", _("Việc"), Kind.LINK, value=withdrawing, sortable=False, exported=False))
    return Table(name="ban", caption=_("Các bản số liệu"), rows=rows, columns=columns, exportable=False)


def _about_vintage(row: VintageRow) -> str:
    return joined(
        (
            unit_words(row.measured_in),
            _("công bố %(day)s") % {"day": format_date(row.released_on)} if row.released_on else "",
            _("rút vì: %(reason)s") % {"reason": row.withdrawal_reason} if row.withdrawal_reason else "",
        )
    )


def _runs(row: VintageRow) -> list[Link]:
    return [Link(_("số %(n)s") % {"n": number}, run_href(number)) for number in row.used_by]


def question_table(rows: Sequence[QuestionRow], *, may_keep: bool, empty: Empty) -> Table[QuestionRow]:
    """One row a question that waits: what is seen, what may be meant, and the door to its answer."""
    several = len({row.unit_id for row in rows}) > 1
    columns: list[Column[QuestionRow]] = [
        Column(
            "series_name",
            _("Chuỗi số liệu"),
            Kind.LINK,
            value=lambda row: Link(row.series_name, question_href(row.series, row.number), row.unit if several else ""),
        ),
        Column("year", _("Năm"), narrow=True, value=lambda row: str(row.year)),
        Column("kind", _("Loại"), value=lambda row: KIND_WORDS[QuestionKind(row.kind)]),
        Column("says", _("Hệ thống thấy"), note=lambda row: row.likely, filling=True, sortable=False),
    ]
    if may_keep:
        columns.append(Column("act", _("Việc"), Kind.LINK, value=_answering, sortable=False, exported=False))
    return Table(
        name="cau-hoi",
        caption=_("Câu hỏi chờ trả lời"),
        rows=rows,
        columns=[*columns, *_sample_columns(rows)],  # type: ignore[list-item]
        search=(lambda row: f"{row.series_name} {row.unit} {row.says}") if rows else None,
        filters=[
            Filter(PLACE, _("Tỉnh"), lambda row: row.unit),
            Filter(
                KIND,
                _("Loại"),
                lambda row: str(row.kind),
                [(kind.value, words) for kind, words in KIND_WORDS.items() if any(row.kind is kind for row in rows)],
            ),
        ],
        empty=empty,
    )


def _answering(row: QuestionRow) -> Link | None:
    if row.answer != Answer.OPEN:
        return None
    return Link(_("Trả lời"), answer_href(row.series, row.number, from_list=True))


def taking_table(rows: Sequence[TakingRow], *, empty: Empty) -> Table[TakingRow]:
    """One row a file that was taken in, the newest first."""
    columns: list[Column[TakingRow]] = [
        Column(
            "file_name",
            _("Tệp"),
            note=lambda row: joined((capital(str(FileForm(row.form).label)), row.unit)),
            filling=True,
        ),
        Column("vintages_made", _("Bản số liệu"), Kind.INTEGER),
        Column("figures", _("Con số"), Kind.INTEGER),
        Column(
            "imported_at",
            _("Nhập lúc"),
            value=lambda row: moment_words(row.imported_at),
            note=lambda row: row.imported_by,
            sort_value=lambda row: row.imported_at,
        ),
        Column("withdrawn", _("Tình trạng"), Kind.CHIP, value=_taking_chip),
    ]
    if any(row.may_withdraw for row in rows):
        columns.append(Column("act", _("Việc"), Kind.LINK, value=_undoing, sortable=False, exported=False))
    return Table(name="tep", caption=_("Tệp đã nhập"), rows=rows, columns=columns, empty=empty)


def _taking_chip(row: TakingRow) -> Chip:
    if row.withdrawn >= row.vintages_made:
        return Chip(_("Đã hủy"), Tone.IDLE, "undo-2", 2)
    if row.withdrawn:
        return Chip(_("Đã rút %(n)s bản") % {"n": row.withdrawn}, Tone.WARN, "circle-minus", 1)
    return Chip(_("Đang dùng"), Tone.GOOD, "circle-check", 0)


def _undoing(row: TakingRow) -> Link | None:
    if not row.may_withdraw:
        return None
    return Link(_("Hủy lần nhập"), reverse("statistics-taking-withdraw", kwargs={"number": row.number}))

"""What a rehearsal of a file shows: cells to mend, figures that are revised, series that are new, questions to come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from nscl.productivity.queries.rehearsal import Rehearsal, RehearsedSeries
from nscl.productivity.rules.series_words import unit_words
from nscl.text.formats import format_number
from nscl.web.file_import.rehearsing import TAKE, Shown, Taking, problem_columns, unread_notices
from nscl.web.statistics.figures import exact, figure_words, per_cent
from nscl.web.statistics.words import years_words
from nscl.web.ui.parts import Notice, Stat, Stats, Tone
from nscl.web.ui.tables import Column, Kind, Table, TableView


@dataclass(frozen=True, slots=True)
class RevisedFigure:
    """A figure that the file changes."""

    series: RehearsedSeries
    year: int
    old: float
    new: float


def answer_words(found: Rehearsal) -> str:
    """What taking the file in would do, in one sentence."""
    if found.problems:
        words = _("%(n)s chỗ phải sửa; tệp chỉ nhập được khi không còn lỗi, nhập cả hoặc không nhập gì.")
        return words % {"n": format_number(len(found.problems))}
    if not found.made:
        return _("Tệp không có gì mới so với số liệu đã có.")
    words = _("%(new)s chuỗi mới, %(revised)s chuỗi có bản mới; chưa ghi gì cho đến khi bạn xác nhận.")
    return words % {"new": format_number(len(found.new)), "revised": format_number(len(found.revised))}


def shown_of(found: Rehearsal, views: Sequence[TableView[Any]]) -> Shown:
    """Figures, notices and the button."""
    notices = unread_notices(found.hidden, found.unknown)
    notices += [Notice(doubt, tone=Tone.WARN) for doubt in found.doubts]
    takes = found.is_sound and bool(found.made)
    return Shown(
        stats=_stats(found),
        notices=notices,
        views=views,
        takings=[Taking(TAKE, _("Nhập số liệu này"))] if takes else [],
    )


def _stats(found: Rehearsal) -> Stats:
    changed = sum(len(one.changed) for one in found.series)
    asks = sum(len(one.asks) for one in found.series)
    last = (
        Stat(_("Phải sửa"), format_number(len(found.problems)), icon="octagon-alert")
        if found.problems
        else Stat(_("Câu hỏi sẽ đặt"), format_number(asks), icon="circle-question-mark")
    )
    return Stats(
        [
            Stat(_("Chuỗi mới"), format_number(len(found.new)), icon="plus"),
            Stat(
                _("Chuỗi có bản mới"),
                format_number(len(found.revised)),
                note=_("%(n)s số sửa") % {"n": format_number(changed)} if changed else "",
                icon="refresh-cw",
            ),
            Stat(_("Không đổi"), format_number(len(found.same)), icon="circle-check"),
            last,
        ]
    )


def rehearsal_tables(found: Rehearsal) -> Iterator[Table[Any]]:
    """What must be mended first, then what is revised, asked, new, the same."""
    yield Table(name="loi", caption=_("Ô phải sửa"), rows=found.problems, columns=problem_columns(), exportable=False)
    yield _revised_table(found)
    yield _asks_table(found)
    yield _series_table("co-ban-moi", _("Chuỗi có bản mới"), found.revised)
    yield _series_table("moi", _("Chuỗi mới"), found.new)
    yield _series_table("khong-doi", _("Chuỗi không đổi"), found.same)


def _revised_table(found: Rehearsal) -> Table[RevisedFigure]:
    rows = [RevisedFigure(one, *change) for one in found.series for change in one.changed]
    columns: list[Column[RevisedFigure]] = [
        Column("series", _("Chuỗi số liệu"), value=_name, note=lambda row: row.series.unit, filling=True),
        Column("year", _("Năm"), value=lambda row: str(row.year), narrow=True),
        Column("old", _("Đang có"), Kind.NUMBER, value=lambda row: exact(row.old)),
        Column("new", _("Trong tệp"), Kind.NUMBER, value=lambda row: exact(row.new), note=_move),
    ]
    return Table(name="sua", caption=_("Số được sửa"), rows=rows, columns=columns, exportable=False)


def _name(row: RevisedFigure) -> str:
    return f"{row.series.name} ({unit_words(row.series.measured_in)})"


def _move(row: RevisedFigure) -> str:
    if not row.old:
        return ""
    move = row.new / row.old - 1
    return f"{'+' if move > 0 else ''}{per_cent(move)}"


def _asks_table(found: Rehearsal) -> Table[tuple[RehearsedSeries, str]]:
    rows = [(one, ask) for one in found.series for ask in one.asks]
    columns: list[Column[tuple[RehearsedSeries, str]]] = [
        Column("series", _("Chuỗi số liệu"), value=lambda row: row[0].name, note=lambda row: row[0].unit),
        Column("asks", _("Sẽ hỏi"), value=lambda row: row[1], filling=True),
    ]
    return Table(name="hoi", caption=_("Câu hỏi sẽ đặt sau khi nhập"), rows=rows, columns=columns, exportable=False)


def _series_table(name: str, caption: str, rows: Sequence[RehearsedSeries]) -> Table[RehearsedSeries]:
    """What no series of the table has gets no column."""
    columns: list[Column[RehearsedSeries]] = [
        Column("name", _("Chuỗi số liệu"), note=_where, filling=True),
        Column("measured_in", _("Đơn vị tính"), value=lambda row: unit_words(row.measured_in)),
        Column("source", _("Nguồn")),
    ]
    if any(row.added for row in rows):
        columns.append(Column("added", _("Năm thêm"), value=_added, note=_last_added, sortable=False))
    if any(row.kept for row in rows):
        columns.append(Column("kept", _("Số giữ nguyên"), Kind.INTEGER))
    if any(row.says for row in rows):
        columns.append(Column("says", _("Khác bản trước"), value=lambda row: row.says, sortable=False))
    return Table(name=name, caption=caption, rows=rows, columns=columns, exportable=False)


def _where(row: RehearsedSeries) -> str:
    return _("%(unit)s · dòng %(row)s") % {"unit": row.unit, "row": row.row}


def _added(row: RehearsedSeries) -> str | None:
    return years_words([year for year, _value in row.added]) or None


def _last_added(row: RehearsedSeries) -> str:
    """The newest figure of those added: what a person looks at to see that the unit is right."""
    if not row.added:
        return ""
    year, value = max(row.added)
    return _("năm %(year)s: %(value)s") % {"year": year, "value": figure_words(value)}

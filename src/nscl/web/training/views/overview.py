"""Training of the chosen province and year: what goes on, what is to be done, every class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.accounts.enums import Permission
from nscl.text.formats import format_number
from nscl.training.queries.lists import ClassRow, Need, list_classes
from nscl.web import context_choice
from nscl.web.access import require_safe, requires, viewer
from nscl.web.training.places import class_href, open_href, training_page
from nscl.web.training.sections import OVERVIEW, section_tabs
from nscl.web.training.tables import class_chip, classes_table, list_href, moment_words, need_href
from nscl.web.training.words import class_words, people_words
from nscl.web.ui.parts import Act, Chip, Empty, Stat, Stats, Tone, Weight
from nscl.web.ui.samples import sample_notices, sample_title
from nscl.web.ui.tables import TableQuery
from nscl.web.ui.tables.export import xlsx_response
from nscl.web.work.scope import place_words
from nscl.work.enums import ActivityStatus

# Doors to classes that wait for somebody; the table has them all.
MOST_DOORS: Final = 8


@dataclass(frozen=True, slots=True)
class Door:
    """A class that waits for somebody, and for what."""

    href: str
    label: str
    chip: Chip
    note: str


@requires(Permission.VIEW_TRAINING)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The classes of the year."""
    person, query = viewer(request), TableQuery.of(request)
    choice = context_choice.current(request)
    rows = list_classes(person, at=timezone.now(), unit_ids=context_choice.territory(request), year=choice.year)
    may_open = person.may(Permission.RUN_CLASSES)
    view = classes_table(rows, _("Các lớp"), empty=_empty(may_open=may_open)).present(query)
    is_sample = any(row.is_sample for row in rows)
    if query.wants_xlsx:
        title = sample_title(_("Lớp đào tạo, %(where)s") % {"where": place_words(request)}, is_sample=is_sample)
        return xlsx_response([view], title=title, at=timezone.localtime())
    acts = [Act(_("Mở lớp"), open_href({}), "plus", Weight.PRIMARY)] if may_open else []
    if person.may(Permission.MERGE_PEOPLE):
        acts.insert(0, Act(_("Người ghi trùng"), reverse("person-doubles"), "merge", Weight.QUIET))
    context: dict[str, Any] = {
        "page": training_page(_("Đào tạo"), f"{place_words(request)}. {_answer(rows)}", crumbs=[], acts=acts),
        "sections": section_tabs(OVERVIEW),
        "notices": sample_notices(is_sample=is_sample),
        "stats": _stats(rows) if rows else None,
        "doors": _doors(rows),
        "doors_title": _("Việc cần làm"),
        "views": [view],
    }
    return render(request, "training/list.html", context)


def _answer(rows: Sequence[ClassRow]) -> str:
    live = [row for row in rows if row.status is not ActivityStatus.CANCELLED]
    if not live:
        return _("Chưa có lớp nào.")
    counts = {status: sum(row.status is status for row in live) for status in ActivityStatus}
    parts = [
        _("%(n)s đã kết thúc") % {"n": counts[ActivityStatus.DONE]},
        _("%(n)s đang học") % {"n": counts[ActivityStatus.RUNNING]},
        _("%(n)s sắp mở") % {"n": counts[ActivityStatus.PLANNED]},
    ]
    todo = _needs(live)
    return f"{class_words(len(live))}: {', '.join(parts)}.{f' {todo}' if todo else ''}"


def _needs(rows: Sequence[ClassRow]) -> str:
    attendance, closing = (sum(row.need is need for row in rows) for need in (Need.ATTENDANCE, Need.CLOSING))
    words = []
    if attendance:
        words.append(ngettext("%(n)s lớp cần điểm danh", "%(n)s lớp cần điểm danh", attendance) % {"n": attendance})
    if closing:
        words.append(ngettext("%(n)s lớp cần kết thúc", "%(n)s lớp cần kết thúc", closing) % {"n": closing})
    return f"{', '.join(words)}." if words else ""


def _stats(rows: Sequence[ClassRow]) -> Stats:
    open_rows = [row for row in rows if row.status in {ActivityStatus.PLANNED, ActivityStatus.RUNNING}]
    attendance, closing = (sum(row.need is need for row in rows) for need in (Need.ATTENDANCE, Need.CLOSING))
    waiting = sum(row.waiting for row in open_rows)
    warn = Tone.WARN
    return Stats(
        [
            Stat(
                _("Đang học, sắp mở"),
                format_number(len(open_rows)),
                people_words(sum(row.enrolled for row in open_rows)),
                list_href(**{"tinh-trang": ActivityStatus.RUNNING.value}),
                "presentation",
            ),
            Stat(
                _("Cần điểm danh"),
                format_number(attendance),
                _("buổi đã học mà chưa ghi đủ"),
                need_href(Need.ATTENDANCE),
                "clipboard-list",
                tone=warn if attendance else None,
            ),
            Stat(
                _("Cần kết thúc"),
                format_number(closing),
                _("đã học và điểm danh xong"),
                need_href(Need.CLOSING),
                "flag",
                tone=warn if closing else None,
            ),
            Stat(_("Chờ chỗ"), format_number(waiting), _("người ở các lớp đang mở"), "#bang-lop", "hourglass"),
        ]
    )


def _doors(rows: Sequence[ClassRow]) -> list[Door]:
    """What waits for the person, the oldest first."""
    waiting = [row for row in reversed(rows) if row.need is not None and row.may_run]
    return [Door(class_href(row.number), row.title, class_chip(row), _note(row)) for row in waiting[:MOST_DOORS]]


def _note(row: ClassRow) -> str:
    if row.unmarked:
        return _("%(n)s lượt chưa điểm danh") % {"n": format_number(row.unmarked)}
    return _("buổi tới %(when)s") % {"when": moment_words(row.next_at)} if row.next_at else row.agency


def _empty(*, may_open: bool) -> Empty:
    acts = [Act(_("Mở lớp"), open_href({}), "plus", Weight.PRIMARY)] if may_open else []
    return Empty(
        _("Năm này chưa có lớp nào"),
        _("Mở lớp từ một khóa học, từ một hoạt động của kế hoạch năm, hoặc từ đây. Đổi tỉnh, năm ở thanh trên cùng."),
        "presentation",
        [*acts, Act(_("Danh mục khóa học"), reverse("course-list"), "book-open")],
    )

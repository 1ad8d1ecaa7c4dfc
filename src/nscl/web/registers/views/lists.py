"""The three registers of the chosen province, each with its answer first, as a page and as an Excel file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.accounts.enums import Permission
from nscl.text.formats import format_number
from nscl.training.queries.registers import ClubRow, ExpertRow, ProgrammeRow
from nscl.training.queries.registers import list_clubs as clubs_of
from nscl.training.queries.registers import list_experts as experts_of
from nscl.training.queries.registers import list_programmes as programmes_of
from nscl.training.rules.experts import ENDING_WITHIN, ExpertStanding
from nscl.web import context_choice
from nscl.web.access import require_safe, requires, viewer
from nscl.web.registers.tables import STATE, club_table, expert_table, programme_table
from nscl.web.registers.words import (
    ACTIVE,
    IDLE,
    TAUGHT,
    candidate_words,
    club_state,
    club_words,
    expert_words,
    programme_state,
    programme_words,
    school_words,
)
from nscl.web.training.places import training_crumbs, training_page
from nscl.web.training.sections import CLUBS, EXPERTS, PROGRAMMES, section_tabs
from nscl.web.ui.parts import Act, Empty, Page, Stat, Stats, Tone, Weight
from nscl.web.ui.samples import sample_notices, sample_title
from nscl.web.ui.tables import Table, TableQuery
from nscl.web.ui.tables.export import xlsx_response
from nscl.web.work.places import today
from nscl.web.work.scope import place_words


@requires(Permission.VIEW_TRAINING)
@require_safe
def expert_list(request: HttpRequest) -> HttpResponse:
    """The experts and candidates; who left the register is shown where asked for."""
    everybody = experts_of(viewer(request), unit_ids=context_choice.territory(request), with_retired=True)
    rows = [row for row in everybody if row.retired_at is None]
    wants_retired = TableQuery.of(request).filter(STATE) == ExpertStanding.RETIRED.value
    acts = _acts(request, _("Thêm chuyên gia"), "expert-add")
    text = _(
        "Ghi ứng viên từ khi được chọn đào tạo; xong đào tạo, được chứng nhận thì ghi tiếp vào cùng một người. "
        "Đào tạo và chứng nhận được đếm riêng."
    )
    table = expert_table(
        everybody if wants_retired else rows,
        today(),
        empty=Empty(_("Chưa có chuyên gia nào trong sổ"), text, "badge-check", acts),
    )
    page = training_page(_("Chuyên gia"), _experts_answer(rows), crumbs=training_crumbs(), acts=acts)
    return _show(request, page, EXPERTS, table, _expert_stats(rows) if rows else None)


def _experts_answer(rows: Sequence[ExpertRow]) -> str:
    if not rows:
        return _("Chưa có chuyên gia, ứng viên nào.")
    count = _standings(rows)
    candidates = count[ExpertStanding.CANDIDATE]
    words = _("%(experts)s, trong đó %(certified)s có chứng nhận còn hiệu lực; %(candidates)s.") % {
        "experts": expert_words(len(rows) - candidates),
        "certified": format_number(count[ExpertStanding.CERTIFIED] + count[ExpertStanding.ENDING]),
        "candidates": candidate_words(candidates),
    }
    ending = count[ExpertStanding.ENDING]
    if not ending:
        return words
    soon = ngettext(
        "Trong %(days)s ngày tới %(n)s người hết hạn chứng nhận.",
        "Trong %(days)s ngày tới %(n)s người hết hạn chứng nhận.",
        ending,
    )
    return f"{words} {soon % {'days': ENDING_WITHIN.days, 'n': format_number(ending)}}"


def _standings(rows: Sequence[ExpertRow]) -> dict[ExpertStanding, int]:
    on = today()
    found = dict.fromkeys(ExpertStanding, 0)
    for row in rows:
        found[row.standing(on)] += 1
    return found


def _expert_stats(rows: Sequence[ExpertRow]) -> Stats:
    count = _standings(rows)
    trained = sum(row.trained_on is not None for row in rows)
    ending = count[ExpertStanding.ENDING]
    return Stats(
        [
            Stat(
                _("Chứng nhận còn hiệu lực"),
                format_number(count[ExpertStanding.CERTIFIED] + ending),
                href=_narrowed(EXPERTS, ExpertStanding.CERTIFIED),
                icon="badge-check",
            ),
            Stat(
                _("Hết hạn trong 90 ngày"),
                format_number(ending),
                _("%(n)s người đã hết hiệu lực") % {"n": format_number(count[ExpertStanding.EXPIRED])},
                _narrowed(EXPERTS, ExpertStanding.ENDING),
                "hourglass",
                tone=Tone.WARN if ending else None,
            ),
            Stat(
                _("Đã xong đào tạo"),
                format_number(trained),
                href=_narrowed(EXPERTS, ExpertStanding.TRAINED),
                icon="graduation-cap",
            ),
            Stat(
                _("Ứng viên"),
                format_number(count[ExpertStanding.CANDIDATE]),
                href=_narrowed(EXPERTS, ExpertStanding.CANDIDATE),
                icon="clock",
            ),
        ]
    )


@requires(Permission.VIEW_TRAINING)
@require_safe
def club_list(request: HttpRequest) -> HttpResponse:
    """The clubs, by school; which of them count now."""
    rows, on = clubs_of(viewer(request), unit_ids=context_choice.territory(request)), today()
    acts = _acts(request, _("Thêm câu lạc bộ"), "club-add")
    text = _("Câu lạc bộ được tính khi có hoạt động trong 12 tháng gần nhất; ghi từng hoạt động ở trang của nó.")
    empty = Empty(_("Chưa có câu lạc bộ nào trong sổ"), text, "users", acts)
    page = training_page(_("Câu lạc bộ"), _clubs_answer(rows), crumbs=training_crumbs(), acts=acts)
    return _show(request, page, CLUBS, club_table(rows, on, empty=empty), _club_stats(rows) if rows else None)


def _clubs_answer(rows: Sequence[ClubRow]) -> str:
    still = [row for row in rows if row.closed_on is None]
    if not still:
        return _("Chưa có câu lạc bộ nào đang hoạt động.")
    active = [row for row in still if club_state(row, today()) == ACTIVE]
    return _("%(clubs)s ở %(schools)s; %(active)s có hoạt động trong 12 tháng gần nhất nên được tính.") % {
        "clubs": club_words(len(still)),
        "schools": school_words(len({row.school_id for row in still})),
        "active": format_number(len(active)),
    }


def _club_stats(rows: Sequence[ClubRow]) -> Stats:
    states = [club_state(row, today()) for row in rows]
    active = [row for row, state in zip(rows, states, strict=True) if state == ACTIVE]
    idle = states.count(IDLE)
    return Stats(
        [
            Stat(_("Đang hoạt động"), format_number(len(active)), href=_narrowed(CLUBS, ACTIVE), icon="users"),
            Stat(
                _("Trường có câu lạc bộ đang hoạt động"),
                format_number(len({row.school_id for row in active})),
                href=_narrowed(CLUBS, ACTIVE),
                icon="school",
            ),
            Stat(
                _("Không có hoạt động trong 12 tháng"),
                format_number(idle),
                href=_narrowed(CLUBS, IDLE),
                icon="hourglass",
                tone=Tone.WARN if idle else None,
            ),
            Stat(
                _("Thành viên"),
                format_number(sum(row.members or 0 for row in active)),
                _("của các câu lạc bộ đang hoạt động"),
                _narrowed(CLUBS, ACTIVE),
                "users-round",
            ),
        ]
    )


@requires(Permission.VIEW_TRAINING)
@require_safe
def programme_list(request: HttpRequest) -> HttpResponse:
    """The programmes that schools took up."""
    rows = programmes_of(viewer(request), unit_ids=context_choice.territory(request))
    acts = _acts(request, _("Thêm chương trình"), "school-programme-add")
    text = _("Môn học, mô đun về năng suất chất lượng mà trường đã đưa vào giảng dạy, kèm văn bản của trường.")
    empty = Empty(_("Chưa có chương trình nào trong sổ"), text, "school", acts)
    page = training_page(_("Chương trình ở trường"), _programmes_answer(rows), crumbs=training_crumbs(), acts=acts)
    return _show(request, page, PROGRAMMES, programme_table(rows, empty=empty), None)


def _programmes_answer(rows: Sequence[ProgrammeRow]) -> str:
    taught = [row for row in rows if programme_state(row) == TAUGHT]
    if not taught:
        return _("Chưa có chương trình nào đang dạy.")
    return _("%(programmes)s đang dạy ở %(schools)s, %(learners)s người học.") % {
        "programmes": programme_words(len(taught)),
        "schools": school_words(len({row.school_id for row in taught})),
        "learners": format_number(sum(row.learners or 0 for row in taught)),
    }


def _acts(request: HttpRequest, label: str, name: str) -> list[Act]:
    if not viewer(request).may(Permission.KEEP_REGISTERS):
        return []
    return [Act(label, reverse(name), "plus", Weight.PRIMARY)]


def _narrowed(name: str, state: str) -> str:
    return f"{reverse(name)}?{STATE}={state}"


def _show(request: HttpRequest, page: Page, section: str, table: Table[Any], stats: Stats | None) -> HttpResponse:
    view = table.present(TableQuery.of(request))
    is_sample = any(row.is_sample for row in table.rows)
    if view.query.wants_xlsx:
        title = f"{page.title}, {place_words(request)}"
        return xlsx_response([view], title=sample_title(title, is_sample=is_sample), at=timezone.localtime())
    context: dict[str, Any] = {
        "page": page,
        "sections": section_tabs(section),
        "notices": sample_notices(is_sample=is_sample),
        "stats": stats,
        "views": [view],
    }
    return render(request, "training/list.html", context)

"""The head that all pages of one run share: what came out, what stands in the way, its tabs, what may be done now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.productivity.enums import RunState
from nscl.productivity.queries.runs import RunDetail
from nscl.web.productivity.places import productivity_page, run_href, runs_crumbs
from nscl.web.productivity.words import STATE_CHIPS
from nscl.web.statistics.places import QUESTIONS
from nscl.web.ui.parts import Act, Notice, Tab, Tabs, Text, Tone, Weight
from nscl.web.ui.samples import sample_notices

RESULT: Final = "run"
LABOUR: Final = "run-labour"
OUTLOOK: Final = "run-outlook"
SCIENCE: Final = "run-science"
INPUTS: Final = "run-inputs"
HISTORY: Final = "run-history"
_TABS: Final = (
    (RESULT, gettext_lazy("Kết quả"), "chart-column"),
    (LABOUR, gettext_lazy("Năng suất lao động"), "users"),
    (OUTLOOK, gettext_lazy("Độ nhạy, mục tiêu, dự báo"), "telescope"),
    (SCIENCE, gettext_lazy("Khoa học, công nghệ"), "flask-conical"),
    (INPUTS, gettext_lazy("Số liệu, phương pháp"), "database"),
    (HISTORY, gettext_lazy("Lịch sử"), "history"),
)
# The files that a computed run leaves as, by their ending in the address.
FILES: Final = (
    ("docx", gettext_lazy("Phiếu phương pháp (Word)"), "file-text"),
    ("xlsx", gettext_lazy("Bảng tính có công thức (Excel)"), "file-spreadsheet"),
    ("csv", gettext_lazy("Kết quả (CSV)"), "download"),
    ("sdmx", gettext_lazy("SDMX-CSV"), "download"),
)


def sees_history(viewer: Viewer, found: RunDetail) -> bool:
    """Who did what is for those who work on the run and those who oversee."""
    return found.may_keep or found.may_publish or viewer.may(Permission.VIEW_HISTORY, found.row.unit_id)


def run_frame(viewer: Viewer, found: RunDetail, current: str, *, answer: Text = "") -> dict[str, Any]:
    """What `productivity/run_base.html` needs. answer: of this tab, where it is another than the run's own sentence."""
    row = found.row
    said = answer or row.sentence or _("Chưa tính. Bấm “Tính” để tính theo các lựa chọn đã ghi.")
    return {
        "page": productivity_page(
            row.title,
            f"{row.province}. {said}",
            crumbs=runs_crumbs(),
            acts=list(run_acts(found)),
            chip=STATE_CHIPS[row.state],
        ),
        "notices": [*sample_notices(is_sample=row.is_sample), *_notices(found)],
        "tabs": _tabs(row.number, current, with_history=sees_history(viewer, found)),
        "files": _files(found),
    }


def _tabs(number: int, current: str, *, with_history: bool) -> Tabs:
    return Tabs(
        _("Lần tính"),
        [
            Tab(label, run_href(number, name), current=name == current, icon=icon)
            for name, label, icon in _TABS
            if with_history or name != HISTORY
        ],
    )


def _files(found: RunDetail) -> list[Act]:
    if found.row.computed_at is None:
        return []
    number = found.row.number
    return [
        Act(label, reverse("run-file", kwargs={"number": number, "form": form}), icon, Weight.QUIET)
        for form, label, icon in FILES
    ]


def _notices(found: RunDetail) -> Iterator[Notice]:
    row = found.row
    if row.state is RunState.WITHDRAWN:
        title = _("Kết quả này đã bị thu hồi")
        who = _("%(name)s thu hồi: %(why)s") % {"name": found.withdrawn_by, "why": row.withdrawal_reason}
        yield Notice(title, who if found.withdrawn_by else row.withdrawal_reason, Tone.BAD)
    if found.open_questions:
        questions = {f"{one.series_name} {one.year}": None for one in found.open_questions}
        words = _("Câu hỏi về: %(names)s. Số liệu còn câu hỏi chưa trả lời thì không công bố được.")
        yield Notice(
            _("Còn câu hỏi về số liệu"),
            words % {"names": "; ".join(questions)},
            Tone.WARN,
            [Act(_("Trả lời câu hỏi"), reverse(QUESTIONS), "circle-question-mark")],
        )
    if row.state is RunState.DRAFT and row.computed_at is not None:
        reasons = [why for why in found.why_not_publishable if why != found.stale]
        if found.stale:
            yield Notice(_("Kết quả đã cũ"), found.stale, Tone.WARN)
        if reasons:
            yield Notice(_("Chưa công bố được"), " ".join(reasons), Tone.INFO)
    elif found.stale and row.state is RunState.PUBLISHED:
        yield Notice(_("Số liệu đã thay đổi sau khi công bố"), found.stale, Tone.WARN)


def run_acts(found: RunDetail) -> Iterator[Act]:
    """What the person may do with the run now, the primary act last."""
    row = found.row
    if row.state is RunState.DRAFT:
        yield from _draft_acts(found)
        return
    if found.may_publish and row.state is RunState.PUBLISHED:
        yield Act(_("Thu hồi"), run_href(row.number, "run-withdraw"), "undo-2", Weight.QUIET)
    if found.may_keep:
        yield Act(_("Tính lại từ lần này"), run_href(row.number, "run-copy"), "copy", post=True)


def _draft_acts(found: RunDetail) -> Iterator[Act]:
    row = found.row
    if found.may_keep:
        yield Act(_("Xóa bản nháp"), run_href(row.number, "run-remove"), "trash-2", Weight.QUIET)
        yield Act(_("Sửa lựa chọn"), run_href(row.number, "run-options"), "pencil")
        is_next = row.computed_at is None or bool(found.stale)
        yield Act(
            _("Tính lại") if row.computed_at else _("Tính"),
            run_href(row.number, "run-compute"),
            "calculator",
            Weight.PRIMARY if is_next else Weight.PLAIN,
            post=True,
            values=[("phien-ban", str(row.version))],
        )
    if found.may_publish and row.computed_at is not None:
        can = not found.why_not_publishable
        yield Act(
            _("Công bố"), run_href(row.number, "run-publish"), "badge-check", Weight.PRIMARY if can else Weight.PLAIN
        )

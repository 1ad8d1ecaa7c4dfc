"""The head that all pages of one edition share: where it is, its tabs, what may be done now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.accounts.enums import Permission
from nscl.reporting.enums import ReportState
from nscl.reporting.queries.editions import EditionDetail, EditionRow
from nscl.web.access import viewer
from nscl.web.report_editions.places import edition_crumbs, edition_href, edition_name, editions_href, report_head
from nscl.web.report_editions.words import EDITION_CHIPS, edition_words
from nscl.web.reports.places import round_href
from nscl.web.ui.parts import Act, Notice, Tab, Tabs, Text, Tone, Weight
from nscl.web.ui.samples import sample_notices

PREVIEW: Final = "report-edition"
WRITE: Final = "report-write"
PICK: Final = "report-pick"
FIGURES: Final = "report-figures"
SETTLED: Final = "report-settled"
FRONT: Final = "report-front"
READY: Final = "report-ready"
FILES: Final = "report-files"
HISTORY: Final = "report-history"


class _Tab(NamedTuple):
    name: str
    label: Text
    icon: str
    # Who is shown the way: who writes a draft; who sees one; who oversees. "" everybody who sees the edition.
    whose: str = ""


_TABS: Final = (
    _Tab(PREVIEW, gettext_lazy("Bản xem trước"), "eye"),
    _Tab(WRITE, gettext_lazy("Soạn"), "square-pen", "writer"),
    _Tab(PICK, gettext_lazy("Chọn đoạn"), "quote", "writer"),
    _Tab(FIGURES, gettext_lazy("Số liệu"), "table-2"),
    _Tab(SETTLED, gettext_lazy("Ước và thực hiện"), "scale"),
    _Tab(FRONT, gettext_lazy("Thể thức"), "signature", "writer"),
    _Tab(READY, gettext_lazy("Ban hành"), "stamp", "draft"),
    _Tab(FILES, gettext_lazy("Tệp"), "folder-down"),
    _Tab(HISTORY, gettext_lazy("Lịch sử"), "history", "overseer"),
)


def edition_frame(
    request: HttpRequest, found: EditionDetail, current: str, *, is_sample: bool = False
) -> dict[str, Any]:
    """What `report_editions/edition_base.html` needs. is_sample: made-up figures are in what the page shows."""
    row = found.row
    page = report_head(
        edition_name(row),
        edition_words(found),
        way=edition_crumbs(row),
        acts=list(_acts(found, current)),
        chip=EDITION_CHIPS[row.state],
    )
    return {
        "page": page,
        "notices": [*sample_notices(is_sample=is_sample or row.is_sample), *_notices(found)],
        "tabs": _tabs(request, found, current),
    }


def oversees(request: HttpRequest, row: EditionRow) -> bool:
    """Whether the person sees who did what to the reports of the province."""
    return viewer(request).may(Permission.VIEW_REPORTS, row.unit_id)


def _tabs(request: HttpRequest, found: EditionDetail, current: str) -> Tabs:
    shown = {
        "": True,
        "writer": found.may_write,
        "draft": found.row.is_draft,
        "overseer": oversees(request, found.row),
    }
    items = [
        Tab(one.label, edition_href(found.row.number, one.name), current=one.name == current, icon=one.icon)
        for one in _TABS
        if shown[one.whose]
    ]
    return Tabs(_("Báo cáo của tỉnh"), items)


def _acts(found: EditionDetail, current: str) -> Iterator[Act]:
    """What may be done with the edition from any of its pages, the primary act last."""
    row = found.row
    if not row.is_draft and row.ordinal > 1:
        yield Act(_("So với bản trước"), edition_href(row.number, "report-compare"), "git-compare")
    if found.may_number:
        yield Act(_("Ghi số, ngày"), edition_href(row.number, "report-number"), "hash", Weight.PRIMARY)
    if found.may_issue and current != READY:
        yield Act(_("Ban hành"), edition_href(row.number, READY), "stamp", Weight.PRIMARY)


def _notices(found: EditionDetail) -> Iterator[Notice]:
    row = found.row
    newer = next((one for one in found.others if one.ordinal > row.ordinal), None)
    if row.state is ReportState.SUPERSEDED and newer is not None:
        yield Notice(
            _("Đã có bản sau"),
            _("Bản này giữ nguyên như khi ban hành, để đối chiếu."),
            Tone.WARN,
            [Act(_("Mở bản mới nhất"), edition_href(newer.number), "file-text")],
        )
    elif newer is not None and newer.is_draft:
        yield Notice(
            _("Đang soạn bản %(n)s") % {"n": newer.ordinal},
            newer.reason,
            Tone.INFO,
            [Act(_("Mở bản đang soạn"), edition_href(newer.number), "pencil-line")],
        )
    if row.reason and row.ordinal > 1:
        yield Notice(_("Vì sao có bản này"), row.reason, Tone.INFO)
    if row.is_draft and not found.round_is_open:
        words = _("Các cơ quan không nộp, không bổ sung được nữa; báo cáo của tỉnh vẫn soạn và ban hành được.")
        acts = [Act(_("Mở trang kỳ báo cáo"), round_href(row.round), "files")]
        yield Notice(_("Kỳ báo cáo đã khóa"), words, Tone.INFO, acts)


def back_to_editions(row: EditionRow) -> str:
    """Where one goes when the edition is no more."""
    return editions_href(row.round)

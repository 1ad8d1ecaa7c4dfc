"""What every page of an edition has in common: who may open it, its head, its tabs, its notices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.accounts.enums import Permission
from nscl.plans.enums import EditionState
from nscl.plans.queries.access import EditionNotFound
from nscl.plans.queries.editions import EditionHeader, find_edition
from nscl.web.access import viewer
from nscl.web.plans.addresses import EditionAddress, TabKey
from nscl.web.plans.words import EDITION_CHIPS
from nscl.web.ui.parts import Act, Crumb, Notice, Page, Tab, Tabs, Text, Tone

TAB_LABELS: Final[dict[TabKey, Text]] = {
    TabKey.OVERVIEW: gettext_lazy("Tổng quan"),
    TabKey.TARGETS: gettext_lazy("Mục tiêu"),
    TabKey.TASKS: gettext_lazy("Nhiệm vụ"),
    TabKey.BUDGET: gettext_lazy("Dự toán"),
    TabKey.DUTIES: gettext_lazy("Phân công"),
    TabKey.LEGAL_BASIS: gettext_lazy("Căn cứ"),
    TabKey.SUPPORT: gettext_lazy("Hỗ trợ"),
    TabKey.FINDINGS: gettext_lazy("Phát hiện"),
    TabKey.DOCUMENT: gettext_lazy("Văn bản"),
    TabKey.HISTORY: gettext_lazy("Lịch sử"),
}
# The rail's item that is lit on a tab; on all others it is the plans'.
SECTIONS: Final[dict[TabKey, str]] = {TabKey.TARGETS: "targets", TabKey.TASKS: "tasks", TabKey.BUDGET: "budget"}
PLANS_SECTION: Final = "plans"


def edition_or_404(request: HttpRequest, slug: str, ordinal: int | None = None) -> EditionHeader:
    """The edition as the person may see it; without an ordinal the one in force. Raises Http404. One query."""
    try:
        return find_edition(viewer(request), slug, ordinal)
    except EditionNotFound as missing:
        raise Http404 from missing


def address_of(edition: EditionHeader) -> EditionAddress:
    """Where the edition stands."""
    return EditionAddress(edition.slug, edition.ordinal)


def may_edit(request: HttpRequest, edition: EditionHeader) -> bool:
    """Whether the person may change this edition now: a draft, in a province where they edit plans."""
    return edition.is_draft and viewer(request).may(Permission.EDIT_PLANS, edition.unit_id)


def edition_page(
    request: HttpRequest,
    edition: EditionHeader,
    tab: TabKey,
    answer: Text,
    *,
    acts: Sequence[Act] = (),
    crumbs: Sequence[Crumb] = (),
    title: Text = "",
) -> dict[str, Any]:
    """The context that `plans/edition.html` needs: page head, tabs, notices. `title`: an item's, on its own page."""
    address = address_of(edition)
    way = [Crumb(_("Kế hoạch"), reverse("plan-list"))]
    if title:
        way.append(Crumb(edition.label, address.overview))
    page = Page(
        title=title or edition.label,
        answer=answer,
        crumbs=[*way, *crumbs],
        section=SECTIONS.get(tab, PLANS_SECTION),
        acts=acts,
        chip=None if title else EDITION_CHIPS[edition.state],
    )
    return {
        "page": page,
        "window_title": title or f"{TAB_LABELS[tab]} · {edition.label}",
        "tabs": _tabs(request, edition, address, tab),
        "notices": _notices(edition),
    }


def _tabs(request: HttpRequest, edition: EditionHeader, address: EditionAddress, current: TabKey) -> Tabs:
    """The tabs; the history only for who may read it."""
    history = viewer(request).may(Permission.VIEW_HISTORY, edition.unit_id)
    shown = [key for key in TabKey if key is not TabKey.HISTORY or history]
    return Tabs(
        _("Các phần của kế hoạch"),
        [Tab(TAB_LABELS[key], address.tab(key), current=key is current) for key in shown],
    )


def _notices(edition: EditionHeader) -> list[Notice]:
    """What a reader must know before relying on the page: that this is not the edition in force."""
    in_force = Act(_("Xem bản đang có hiệu lực"), reverse("plan", kwargs={"slug": edition.slug}))
    if edition.state is EditionState.SUPERSEDED:
        text = _("Bản thứ %(ordinal)s giữ nguyên như khi ban hành để tra cứu.") % {"ordinal": edition.ordinal}
        return [Notice(_("Bản này đã được thay thế bằng bản điều chỉnh."), text, Tone.WARN, [in_force])]
    if edition.is_draft:
        if edition.amends_ordinal is None:
            return [Notice(_("Đây là bản nháp, chưa có hiệu lực."), tone=Tone.INFO)]
        text = _("Bản đang có hiệu lực là bản thứ %(ordinal)s.") % {"ordinal": edition.amends_ordinal}
        return [Notice(_("Đây là bản nháp điều chỉnh, chưa có hiệu lực."), text, Tone.INFO, [in_force])]
    return []

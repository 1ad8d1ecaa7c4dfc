"""Every kind of item that a draft can have, each with the door to its list and the door to add one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nscl.accounts.enums import Permission
from nscl.plans.enums import ItemKind
from nscl.plans.queries.editions import EditionHeader
from nscl.web.access import requires
from nscl.web.plan_editing.forms.kinds import SPECS
from nscl.web.plan_editing.places import edition_with
from nscl.web.plan_editing.views.item_page import closed_page
from nscl.web.plan_editing.views.pages import act_href, address_of, edition_head, show
from nscl.web.plans.addresses import SEGMENTS, TAB_OF_KIND
from nscl.web.plans.frame import TAB_LABELS
from nscl.web.plans.words import capital
from nscl.web.ui.tables import Column, Kind, Link, Table, TableQuery


@requires(Permission.EDIT_PLANS)
@require_safe
def contents(request: HttpRequest, slug: str, ordinal: int) -> HttpResponse:
    """The kinds of items of a draft."""
    edition = edition_with(request, Permission.EDIT_PLANS, slug, ordinal)
    if not edition.is_draft:
        return show(request, "plan_editing/closed.html", closed_page(request, edition))
    answer = _("Chọn phần cần thêm; muốn sửa một mục có sẵn, mở mục đó rồi bấm Sửa.")
    view = kinds_table(edition).present(TableQuery.of(request))
    context = {"page": edition_head(edition, _("Soạn bản nháp"), answer), "kinds": view}
    return show(request, "plan_editing/contents.html", context)


def kinds_table(edition: EditionHeader) -> Table[ItemKind]:
    """A row a kind, in the order of the plan."""
    address = address_of(edition)
    return Table[ItemKind](
        name="cac-phan",
        caption=_("Các phần của kế hoạch"),
        rows=list(SPECS),
        columns=[
            Column("noun", _("Phần"), value=lambda kind: capital(SPECS[kind].noun), sortable=False, filling=True),
            Column(
                "list",
                _("Đang có"),
                Kind.LINK,
                value=lambda kind: Link(TAB_LABELS[TAB_OF_KIND[kind]], address.tab(TAB_OF_KIND[kind])),
                sortable=False,
            ),
            Column("act", _("Việc"), Kind.LINK, value=lambda kind: _door(edition, kind), sortable=False),
        ],
        exportable=False,
    )


def _door(edition: EditionHeader, kind: ItemKind) -> Link:
    """To add one; what a plan has once only is edited."""
    segment = SEGMENTS[kind]
    noun = SPECS[kind].noun
    if kind is ItemKind.HEADER:
        href = act_href("item-edit", edition, segment=segment, number=edition.edition_id)
        return Link(_("Sửa %(noun)s") % {"noun": noun}, href)
    words = _("Lập hoặc sửa %(noun)s") if kind is ItemKind.BUDGET else _("Thêm %(noun)s")
    return Link(words % {"noun": noun}, act_href("item-add", edition, segment=segment))

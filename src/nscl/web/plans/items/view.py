"""The page of an item, and the door that finds it by kind and number alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.finance.queries.budget import get_line, get_stated_sum
from nscl.finance.queries.items import locate
from nscl.plans.enums import EditionState, ItemKind
from nscl.plans.queries.access import ItemNotFound
from nscl.plans.queries.document import DocumentExcerpt, document_lines
from nscl.plans.queries.editions import EditionHeader
from nscl.plans.queries.items import get_item
from nscl.plans.queries.rows import ItemRow
from nscl.records.queries import EventRow, history
from nscl.web.access import require_safe, requires, viewer
from nscl.web.difficulties.addresses import item_raise_href
from nscl.web.plans.addresses import SEGMENTS, TAB_OF_KIND, EditionAddress, kind_of
from nscl.web.plans.frame import TAB_LABELS, address_of, edition_or_404, edition_page, may_edit
from nscl.web.plans.history import item_timeline
from nscl.web.plans.items.described import Described
from nscl.web.plans.items.money import describe_line, describe_stated
from nscl.web.plans.items.plan_items import describe
from nscl.web.plans.tables import wanted_file
from nscl.web.training.doors import task_acts
from nscl.web.ui.parts import Act, Crumb, Empty, QuoteLine, SourceQuote, Text
from nscl.web.ui.parts.acts import Weight
from nscl.web.ui.tables import TableQuery

# Kinds whose page is another one: the edition's own, and the budget's.
WITHOUT_PAGE: Final = {ItemKind.HEADER, ItemKind.BUDGET}
EVENTS_SHOWN: Final = 50


@requires(Permission.VIEW_PLANS)
@require_safe
def item(request: HttpRequest, slug: str, ordinal: int, segment: str, number: int) -> HttpResponse:
    """All fields of one item with the lines of the document that it was read from."""
    edition = edition_or_404(request, slug, ordinal)
    kind = _kind_or_404(segment)
    who, address = viewer(request), address_of(edition)
    try:
        row, described = _read(who, edition, kind, number)
    except ItemNotFound as missing:
        raise Http404 from missing
    if row.edition_id != edition.edition_id:
        raise Http404
    views = [table.present(TableQuery.of(request)) for table in described.tables]
    if file := wanted_file(views, f"{edition.label} – {described.title}"):
        return file
    tab = TAB_OF_KIND[kind]
    context = edition_page(
        request,
        edition,
        tab,
        described.answer,
        acts=_acts(request, edition, kind, number, described.title),
        crumbs=[Crumb(TAB_LABELS[tab], address.tab(tab))],
        title=described.title,
    )
    context |= {"described": described, "views": views, "timeline": item_timeline(_events(who, edition, kind, number))}
    context |= _source(request, edition, row)
    return render(request, "plans/item.html", context)


def _kind_or_404(segment: str) -> ItemKind:
    try:
        kind = kind_of(segment)
    except KeyError as unknown:
        raise Http404 from unknown
    if kind in WITHOUT_PAGE:
        raise Http404
    return kind


def _read(who: Viewer, edition: EditionHeader, kind: ItemKind, number: int) -> tuple[ItemRow, Described]:
    """The item and its description. Raises ItemNotFound."""
    address = address_of(edition)
    if kind is ItemKind.BUDGET_LINE:
        detail = get_line(who, number, edition_id=edition.edition_id)
        return detail.line, describe_line(detail, address)
    if kind is ItemKind.STATED_SUM:
        stated = get_stated_sum(who, number)
        return stated, describe_stated(stated)
    row = get_item(who, kind, number).row
    return row, describe(kind, row, address)


def _acts(request: HttpRequest, edition: EditionHeader, kind: ItemKind, number: int, title: Text) -> list[Act]:
    """Edit and remove in a draft; a finding is decided in any edition; a class is opened for a task in force."""
    address = address_of(edition)
    place = {"slug": edition.slug, "ordinal": edition.ordinal, "number": number}
    acts = []
    if href := item_raise_href(viewer(request), edition, kind, number):
        acts.append(Act(_("Nêu vướng mắc"), href, "message-circle-plus"))
    if kind is ItemKind.TASK and edition.state is EditionState.ISSUED:
        acts += task_acts(viewer(request), edition.unit_id, number, str(title))
    if kind is ItemKind.FINDING and viewer(request).may(Permission.EDIT_PLANS, edition.unit_id):
        acts.append(
            Act(_("Xử lý phát hiện"), reverse("finding-decide", kwargs=place), "clipboard-check", Weight.PRIMARY)
        )
    elif may_edit(request, edition):
        remove = reverse("item-remove", kwargs={**place, "segment": SEGMENTS[kind]})
        acts.append(Act(_("Bỏ mục này"), remove, "trash-2", Weight.DANGER))
        acts.append(Act(_("Sửa"), address.edit(kind, number), "pencil", Weight.PRIMARY))
    return acts


def _events(who: Viewer, edition: EditionHeader, kind: ItemKind, number: int) -> Sequence[EventRow]:
    """The recorded acts on the item, for who may read the history of its province."""
    if not who.may(Permission.VIEW_HISTORY, edition.unit_id):
        return ()
    return history(subject=(kind.value, number), limit=EVENTS_SHOWN)


def _source(request: HttpRequest, edition: EditionHeader, row: ItemRow) -> dict[str, SourceQuote | Empty | None]:
    """The lines beside the item; or why they cannot be shown, with the act that stores the text for who may."""
    if row.first_line is None or row.last_line is None:
        return {"quote": None, "no_text": None}
    excerpt = None
    if edition.has_text:
        excerpt = document_lines(viewer(request), edition.edition_id, row.first_line, row.last_line)
    address = address_of(edition)
    quote = SourceQuote(
        document=edition.title,
        first=row.first_line,
        last=row.last_line,
        lines=_quote_lines(excerpt),
        href=address.document(row.first_line, row.last_line),
    )
    no_text = None
    if excerpt is None:
        acts = []
        if viewer(request).may(Permission.EDIT_PLANS, edition.unit_id):
            acts.append(Act(_("Lưu văn bản"), address.act("edition-text"), "upload"))
        no_text = Empty(
            _("Văn bản gốc chưa được lưu"), _("Khi văn bản được lưu, các dòng này hiện ra ở đây."), "file-text", acts
        )
    return {"quote": quote, "no_text": no_text}


def _quote_lines(excerpt: DocumentExcerpt | None) -> list[QuoteLine]:
    return [] if excerpt is None else [QuoteLine(line.number, line.text, line.inside) for line in excerpt.lines]


@requires(Permission.VIEW_PLANS)
@require_safe
def item_door(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Lead to the page of an item that is known by kind and number only: search hits, the audit trail."""
    if kind not in set(ItemKind):
        raise Http404
    try:
        place = locate(viewer(request), ItemKind(kind), number)
    except ItemNotFound as missing:
        raise Http404 from missing
    address = EditionAddress(place.slug, place.ordinal)
    if place.kind in WITHOUT_PAGE:
        return redirect(address.tab(TAB_OF_KIND[place.kind]))
    return redirect(address.item(place.kind, place.number))

"""The review screen of a draft that was read from a document."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nscl.accounts.enums import Permission
from nscl.plans.enums import ItemKind
from nscl.plans.queries.document import document_text
from nscl.plans.queries.editions import EditionHeader
from nscl.web.access import requires, viewer
from nscl.web.plan_editing.forms.kinds import SPECS
from nscl.web.plan_editing.places import edition_with
from nscl.web.plan_editing.views.item_page import closed_page
from nscl.web.plan_editing.views.items import LINES
from nscl.web.plan_editing.views.pages import BACK, act_href, address_of, edition_head, entry_of, show
from nscl.web.plan_reading.review.addresses import CHOSEN, LIST, review_href
from nscl.web.plan_reading.review.card import card_of
from nscl.web.plan_reading.review.course import Course, Entry, ListKey, sequence_of
from nscl.web.plan_reading.review.document import pane_of
from nscl.web.plan_reading.words import doubtful_items, unread_passages
from nscl.web.plans.addresses import SEGMENTS, EditionAddress
from nscl.web.plans.words import capital
from nscl.web.ui.parts import Act, Empty, Page, Tab, Tabs

# What is added from lines of the document: the head and the frame of the budget there is but one of.
ADDABLE = tuple(kind for kind in SPECS if kind not in {ItemKind.HEADER, ItemKind.BUDGET})


@requires(Permission.EDIT_PLANS)
@require_safe
def review(request: HttpRequest, slug: str, ordinal: int) -> HttpResponse:
    """What was read beside its lines, doubtful items first; `?muc=` names what is looked at."""
    edition = edition_with(request, Permission.EDIT_PLANS, slug, ordinal)
    if not edition.is_draft:
        return show(request, "plan_editing/closed.html", closed_page(request, edition), HTTPStatus.CONFLICT)
    person, address = viewer(request), address_of(edition)
    text = document_text(person, edition.edition_id)
    course = sequence_of(
        person,
        edition.edition_id,
        text,
        chosen=entry_of(request.GET.get(CHOSEN)),
        part=request.GET.get(LIST, ""),
    )
    chosen = course.chosen
    context = {
        "page": _head(edition, course),
        "slug": slug,
        "ordinal": ordinal,
        "segment": SEGMENTS[chosen.item.kind] if chosen and chosen.item else "",
        "window_title": chosen.name if chosen else _("Rà soát bản nháp"),
        "tabs": _tabs(address, course),
        "course": course,
        "card": card_of(person, edition, course, chosen) if chosen else None,
        "pane": pane_of(text, course) if text is not None else None,
        "no_text": _no_text(edition) if text is None else None,
        "doors": _doors(address, course),
        "begin": _begin_with(chosen),
        "kinds": [(SEGMENTS[kind], capital(SPECS[kind].noun)) for kind in ADDABLE],
        "whole_document": address.document(chosen.first_line if chosen else None, chosen.last_line if chosen else None),
        "here": review_href(address),
    }
    return show(request, "plan_reading/review.html", context)


def _head(edition: EditionHeader, course: Course) -> Page:
    doubts, passages = course.waiting(ListKey.DOUBTS), course.waiting(ListKey.PASSAGES)
    if doubts or passages:
        words = {"doubts": doubtful_items(doubts), "passages": unread_passages(passages)}
        answer = _("Còn %(doubts)s, %(passages)s. Mục nghi ngờ phải rà soát hết mới ban hành được.") % words
    else:
        answer = _("Không còn mục nghi ngờ hay đoạn chưa được đọc nào.")
    acts = (Act(_("Xem bản nháp"), address_of(edition).overview, "file-text"),)
    return edition_head(edition, _("Rà soát bản nháp"), answer, acts=acts)


def _tabs(address: EditionAddress, course: Course) -> Tabs:
    labels = {
        ListKey.DOUBTS: _("Mục nghi ngờ"),
        ListKey.PASSAGES: _("Đoạn chưa được đọc"),
        ListKey.OTHERS: _("Các mục khác"),
    }
    counts = {key: course.waiting(key) for key in ListKey} | {ListKey.OTHERS: len(course.lists[ListKey.OTHERS])}
    return Tabs(
        _("Các danh sách rà soát"),
        [Tab(labels[key], review_href(address, part=key), key is course.part, counts[key]) for key in ListKey],
    )


def _doors(address: EditionAddress, course: Course) -> dict[str, str]:
    """Where the keys lead; "" where there is nothing."""

    def href(entry: Entry | None) -> str:
        return review_href(address, chosen=entry.code) if entry else ""

    waiting = course.next_waiting
    return {
        "previous": href(course.previous),
        "next": href(course.next),
        "page_before": href(course.page_start(course.page_number - 1)),
        "page_after": href(course.page_start(course.page_number + 1)),
        "then": waiting.code if waiting else "",
    }


def _begin_with(chosen: Entry | None) -> dict[str, str]:
    """What the form that makes an item of lines starts with: those of the chosen entry, to which it leads back."""
    if chosen is None:
        return {"code": "", "first": "", "last": ""}
    return {"code": chosen.code, "first": str(chosen.first_line or ""), "last": str(chosen.last_line or "")}


def _no_text(edition: EditionHeader) -> Empty:
    return Empty(
        _("Văn bản gốc chưa được lưu"),
        _("Khi văn bản được lưu, các dòng hiện ra cạnh từng mục."),
        "file-text",
        [Act(_("Lưu văn bản"), act_href("edition-text", edition), "upload")],
    )


@requires(Permission.EDIT_PLANS)
@require_safe
def begin_item(request: HttpRequest, slug: str, ordinal: int) -> HttpResponse:
    """To the form of a new item of a kind (`loai`), begun with lines of the document (`tu`, `den`)."""
    edition = edition_with(request, Permission.EDIT_PLANS, slug, ordinal)
    segment = request.GET.get("loai", "")
    if segment not in {SEGMENTS[kind] for kind in ADDABLE}:
        raise Http404
    first, last = request.GET.get("tu", ""), request.GET.get("den", "")
    query = {LINES: f"{first}-{last}" if last else first, BACK: entry_of(request.GET.get(BACK))}
    words = urlencode({name: value for name, value in query.items() if value})
    return redirect(f"{act_href('item-add', edition, segment=segment)}?{words}")

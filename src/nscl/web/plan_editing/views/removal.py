"""Removing an item with its way back, and moving it among its kind."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nscl.accounts.enums import Permission
from nscl.finance.operations.editing import add_item, move_item, remove_item
from nscl.plans.enums import ItemKind
from nscl.plans.operations.errors import InvalidItem, PlanError
from nscl.plans.queries.editions import EditionHeader
from nscl.web.access import actor, requires, viewer
from nscl.web.plan_editing.forms.editor import ItemEditor, as_query
from nscl.web.plan_editing.forms.kinds import SPECS
from nscl.web.plan_editing.places import ItemPlace, choices_for, edition_with, item_href, item_or_404, siblings
from nscl.web.plan_editing.views.item_page import name_of
from nscl.web.plan_editing.views.pages import BACK, act_href, address_of, edition_head, entry_of, go_to, way_back
from nscl.web.plans.addresses import SEGMENTS, TAB_OF_KIND
from nscl.web.plans.words import capital
from nscl.web.ui.parts import Confirmation, Crumb

_SESSION_KEY = "muc-da-bo"
# Removals of one session that can still be undone.
MOST_UNDONE = 20
UP, DOWN = "len", "xuong"


@requires(Permission.EDIT_PLANS)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, slug: str, ordinal: int, segment: str, number: int) -> HttpResponse:
    """Ask, then remove an item; the message that follows has the way back."""
    place = item_or_404(request, slug, ordinal, segment, number)
    if place.spec.kind is ItemKind.HEADER:
        raise Http404
    if request.method != "POST":
        return render(request, "plan_editing/confirm.html", _question(request, place, ()))
    kept = _snapshot(request, place)
    try:
        remove_item(
            kind=place.spec.kind,
            number=number,
            version=_version(request, place),
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )
    except InvalidItem as error:
        return render(
            request, "plan_editing/confirm.html", _question(request, place, tuple(map(_sentence, error.problems)))
        )
    except PlanError as error:
        return render(request, "plan_editing/confirm.html", _question(request, place, (str(error),)))
    _say_removed(request, place, kept)
    return go_to(request, way_back(request, place.edition, address_of(place.edition).tab(TAB_OF_KIND[place.spec.kind])))


def _version(request: HttpRequest, place: ItemPlace) -> int:
    """The version that the person saw when they were asked."""
    sent = request.POST.get("phien-ban", "")
    return int(sent) if sent.isascii() and sent.isdigit() else place.version


def _sentence(problem: Any) -> str:
    return f"{capital(problem.message)}. {_('Cách sửa')}: {problem.remedy}."


def _question(request: HttpRequest, place: ItemPlace, refused: tuple[str, ...]) -> dict[str, Any]:
    title = str(getattr(place.record, "title", "") or getattr(place.record, "text", "") or "")
    return {
        "page": edition_head(place.edition, _("Bỏ %(noun)s") % {"noun": place.spec.noun}, crumbs=_way(place)),
        "confirmation": Confirmation(
            _("Bỏ %(name)s khỏi bản nháp?") % {"name": name_of(place)},
            [*filter(None, [title]), _("Bỏ xong có thể hoàn tác ngay; nhật ký ghi lại ai bỏ, lúc nào.")],
            _("Bỏ mục này"),
            way_back(request, place.edition, place.href),
            danger=True,
            icon="trash-2",
        ),
        "refused": refused,
        "form": None,
        "version": place.version,
    }


def _way(place: ItemPlace) -> tuple[Crumb, ...]:
    return (Crumb(name_of(place), place.href),)


def _snapshot(request: HttpRequest, place: ItemPlace) -> dict[str, Any]:
    """The item as its form would send it, with the item that it follows: enough to add it again."""
    person, edition_id, kind = viewer(request), place.edition.edition_id, place.spec.kind
    editor = ItemEditor.shown(place.spec, choices_for(person, edition_id, kind), place.record)
    order = siblings(person, edition_id, kind)
    before = order.index(place.number) - 1 if place.number in order else -1
    return {
        "edition": edition_id,
        "kind": kind.value,
        "after": order[before] if before >= 0 else None,
        "is-first": before < 0 and len(order) > 1,
        "name": name_of(place),
        "data": dict(editor.as_data().lists()),
    }


def _say_removed(request: HttpRequest, place: ItemPlace, kept: dict[str, Any]) -> None:
    token = secrets.token_urlsafe(8)
    removed = dict(request.session.get(_SESSION_KEY, {}))
    removed[token] = kept
    request.session[_SESSION_KEY] = dict(list(removed.items())[-MOST_UNDONE:])
    undo = act_href("item-restore", place.edition, token=token)
    if back := entry_of(request.GET.get(BACK)):
        undo = f"{undo}?{BACK}={back}"
    said = _("Đã bỏ %(name)s.") % {"name": kept["name"]}
    messages.success(request, format_html('{} <a href="{}">{}</a>', said, undo, _("Hoàn tác")))


@requires(Permission.EDIT_PLANS)
@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: HttpRequest, slug: str, ordinal: int, token: str) -> HttpResponse:
    """Ask, then put back what was removed in this session, where it stood."""
    edition = edition_with(request, Permission.EDIT_PLANS, slug, ordinal)
    kept = request.session.get(_SESSION_KEY, {}).get(token)
    if kept is None or kept["edition"] != edition.edition_id:
        raise Http404
    if request.method != "POST":
        return render(request, "plan_editing/confirm.html", _undo_question(edition, kept, ()))
    spec = SPECS[ItemKind(kept["kind"])]
    choices = choices_for(viewer(request), edition.edition_id, spec.kind)
    editor = ItemEditor.sent(spec, choices, as_query(kept["data"]))
    if not editor.is_valid():
        refused = tuple(f"{one.label}: {one.message}" for one in editor.complaints)
        return render(request, "plan_editing/confirm.html", _undo_question(edition, kept, refused))
    order = siblings(viewer(request), edition.edition_id, spec.kind)
    after = kept["after"] if kept["after"] in order else None
    try:
        put_back = add_item(
            edition_id=edition.edition_id,
            record=editor.record(),
            after=after,
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )
        if kept["is-first"]:
            _move(request, spec.kind, put_back.number, put_back.version, None)
    except PlanError as error:
        return render(request, "plan_editing/confirm.html", _undo_question(edition, kept, (str(error),)))
    removed = dict(request.session[_SESSION_KEY])
    del removed[token]
    request.session[_SESSION_KEY] = removed
    messages.success(request, _("Đã hoàn tác: %(name)s đứng lại chỗ cũ.") % {"name": kept["name"]})
    return go_to(request, way_back(request, edition, item_href(edition, spec.kind, put_back.number)))


def _undo_question(edition: EditionHeader, kept: dict[str, Any], refused: tuple[str, ...]) -> dict[str, Any]:
    kind = ItemKind(kept["kind"])
    return {
        "page": edition_head(edition, _("Hoàn tác")),
        "confirmation": Confirmation(
            _("Đưa %(name)s trở lại bản nháp?") % {"name": kept["name"]},
            [_("Mục trở lại đúng chỗ cũ, với nội dung trước khi bỏ.")],
            _("Hoàn tác"),
            address_of(edition).tab(TAB_OF_KIND[kind]),
            icon="undo-2",
        ),
        "refused": refused,
        "form": None,
    }


@requires(Permission.EDIT_PLANS)
@require_POST
def move(request: HttpRequest, slug: str, ordinal: int, segment: str, number: int) -> HttpResponse:
    """Put an item before the one above it (`huong=len`) or after the one below it (`huong=xuong`)."""
    place = item_or_404(request, slug, ordinal, segment, number)
    order = siblings(viewer(request), place.edition.edition_id, place.spec.kind)
    if number not in order:
        raise Http404
    here = order.index(number)
    target = here + 1 if request.POST.get("huong") == DOWN else here - 1
    if not 0 <= target < len(order):
        messages.info(request, _("Mục này đã đứng ở đầu hoặc cuối danh sách."))
        return go_to(request, _form_href(place))
    after = order[target] if target > here else (order[target - 1] if target else None)
    try:
        _move(request, place.spec.kind, number, place.version, after)
    except PlanError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã chuyển: nay đứng thứ %(place)s.") % {"place": target + 1})
    return go_to(request, _form_href(place))


def _move(request: HttpRequest, kind: ItemKind, number: int, version: int, after: int | None) -> None:
    move_item(
        kind=kind,
        number=number,
        version=version,
        after=after,
        viewer=viewer(request),
        by=actor(request),
        at=timezone.now(),
    )


def _form_href(place: ItemPlace) -> str:
    return act_href("item-edit", place.edition, segment=SEGMENTS[place.spec.kind], number=place.number)

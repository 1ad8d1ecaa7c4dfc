"""Editing and adding one item of a draft."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.documents.pack.schema import Record
from nscl.documents.pack.values import Span
from nscl.finance.operations.editing import Edited, add_item, update_item
from nscl.finance.queries.budget import budget_table
from nscl.plans.enums import FindingOrigin, ItemKind
from nscl.plans.operations.errors import EditConflict, InvalidItem, PlanError
from nscl.plans.queries.access import ItemNotFound
from nscl.plans.queries.editions import EditionHeader
from nscl.plans.queries.findings import get_finding
from nscl.web.access import actor, requires, viewer
from nscl.web.plan_editing.forms.editor import ItemEditor
from nscl.web.plan_editing.forms.spec import KindSpec
from nscl.web.plan_editing.places import (
    ItemPlace,
    choices_for,
    edition_with,
    item_href,
    item_or_404,
    siblings,
    spec_or_404,
)
from nscl.web.plan_editing.views.conflicts import chosen_theirs, show_conflict
from nscl.web.plan_editing.views.item_page import adding, closed_page, editing, words_of
from nscl.web.plan_editing.views.pages import BACK, address_of, entry_of, go_to, show, way_back
from nscl.web.plans.words import capital

TEMPLATE = "plan_editing/item.html"
MORE = "them-dong"
VERSION = "phien-ban"
AFTER = "sau"
LINES = "dong"
AND_ANOTHER = "ghi-va-them"


@requires(Permission.EDIT_PLANS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, ordinal: int, segment: str, number: int) -> HttpResponse:
    """The form of an item; POST keeps it."""
    _refuse_computed(request, segment, number)
    place = item_or_404(request, slug, ordinal, segment, number)
    if not _is_open(place.edition, place.spec):
        return show(request, "plan_editing/closed.html", closed_page(request, place.edition), HTTPStatus.CONFLICT)
    choices = choices_for(viewer(request), place.edition.edition_id, place.spec.kind)
    if request.method != "POST":
        editor = ItemEditor.shown(place.spec, choices, place.record)
        return show(request, TEMPLATE, editing(request, place, editor, place.version))
    version = _number(request.POST.get(VERSION)) or 0
    if more := request.POST.get(MORE):
        editor = ItemEditor.resumed(place.spec, choices, request.POST, more=more, record=place.record)
        return show(request, TEMPLATE, editing(request, place, editor, version))
    return _keep(request, place, ItemEditor.sent(place.spec, choices, request.POST, place.record), version)


def _keep(request: HttpRequest, place: ItemPlace, editor: ItemEditor, version: int) -> HttpResponse:
    """Write what was sent, or show what keeps it from being written."""
    if editor.is_valid():
        try:
            record = editor.record(place.record, chosen_theirs(request.POST))
            edited = _update(request, place.number, version, record)
        except InvalidItem as error:
            editor.refuse(error.problems)
        except EditConflict as conflict:
            if conflict.fields:
                return show_conflict(request, place, conflict)
            editor.refuse_whole(conflict)
            version = conflict.current_version
        except PlanError as error:
            editor.refuse_whole(error)
        else:
            messages.success(request, _kept_words(place.spec, edited))
            return go_to(request, way_back(request, place.edition, place.href))
    return show(request, TEMPLATE, editing(request, place, editor, version), HTTPStatus.UNPROCESSABLE_ENTITY)


def _update(request: HttpRequest, number: int, version: int, record: Record) -> Edited:
    person = viewer(request)
    return update_item(
        number=number, version=version, record=record, viewer=person, by=actor(request), at=timezone.now()
    )


def _kept_words(spec: KindSpec, edited: Edited) -> str:
    """What was written, and what the check then found."""
    if not edited.changed:
        return _("Không có gì thay đổi nên không lưu gì.")
    words = [_("Đã lưu %(noun)s.") % {"noun": spec.noun}]
    if edited.findings_gone:
        words.append(_("%(count)s phát hiện không còn.") % {"count": edited.findings_gone})
    if edited.findings_new:
        words.append(_("Kiểm tra lại thấy thêm %(count)s phát hiện.") % {"count": edited.findings_new})
    return " ".join(words)


@requires(Permission.EDIT_PLANS)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, slug: str, ordinal: int, segment: str) -> HttpResponse:
    """The blank form of a kind; POST adds an item."""
    edition = edition_with(request, Permission.EDIT_PLANS, slug, ordinal)
    spec = spec_or_404(segment)
    if spec.kind is ItemKind.HEADER:
        raise Http404
    if not _is_open(edition, spec):
        return show(request, "plan_editing/closed.html", closed_page(request, edition), HTTPStatus.CONFLICT)
    if spec.kind is ItemKind.BUDGET and (table := budget_table(viewer(request), edition.edition_id)) is not None:
        return go_to(request, address_of(edition).edit(spec.kind, table.number))
    choices = choices_for(viewer(request), edition.edition_id, spec.kind)
    after = _after(request, edition, spec)
    lines = _lines(request)
    if request.method != "POST":
        editor = ItemEditor.shown(spec, choices, None)
        _begin(request, edition, editor, lines)
        return show(request, TEMPLATE, adding(request, edition, spec, editor, after=after, lines=lines))
    if more := request.POST.get(MORE):
        editor = ItemEditor.resumed(spec, choices, request.POST, more=more, record=None)
        return show(request, TEMPLATE, adding(request, edition, spec, editor, after=after, lines=lines))
    editor = ItemEditor.sent(spec, choices, request.POST)
    if editor.is_valid():
        try:
            edited = add_item(
                edition_id=edition.edition_id,
                record=editor.record(),
                after=after,
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
            )
        except InvalidItem as error:
            editor.refuse(error.problems)
        except PlanError as error:
            editor.refuse_whole(error)
        else:
            return _added(request, edition, spec, edited)
    return show(
        request,
        TEMPLATE,
        adding(request, edition, spec, editor, after=after, lines=lines),
        HTTPStatus.UNPROCESSABLE_ENTITY,
    )


def _added(request: HttpRequest, edition: EditionHeader, spec: KindSpec, edited: Edited) -> HttpResponse:
    messages.success(request, _("%(noun)s: đã thêm.") % {"noun": capital(spec.noun)})
    if AND_ANOTHER in request.POST:
        back = entry_of(request.GET.get(BACK))
        return go_to(request, f"{request.path}?{AFTER}={edited.number}" + (f"&{BACK}={back}" if back else ""))
    return go_to(request, way_back(request, edition, item_href(edition, spec.kind, edited.number)))


def _begin(request: HttpRequest, edition: EditionHeader, editor: ItemEditor, lines: Span | None) -> None:
    """Fill a blank form from lines of the document."""
    if lines is not None:
        editor.begin(lines, words_of(request, edition, lines))


def _lines(request: HttpRequest) -> Span | None:
    """The lines of the document that the new item is made from, where the address names some (`?dong=12-14`)."""
    first, _dash, last = request.GET.get(LINES, "").partition("-")
    numbers = [_number(text) for text in (first, last or first)]
    if numbers[0] and numbers[1] and numbers[0] <= numbers[1]:
        return Span(numbers[0], numbers[1])
    return None


def _after(request: HttpRequest, edition: EditionHeader, spec: KindSpec) -> int | None:
    """The item that the new one follows, where the address names one of this edition."""
    asked = _number(request.POST.get(AFTER) or request.GET.get(AFTER))
    if asked is None or asked not in siblings(viewer(request), edition.edition_id, spec.kind):
        return None
    return asked


def _is_open(edition: EditionHeader, spec: KindSpec) -> bool:
    """Whether items of this kind can change: in a draft all can, in an issued edition only what people found in it."""
    return edition.is_draft or spec.kind is ItemKind.FINDING


def _refuse_computed(request: HttpRequest, segment: str, number: int) -> None:
    """A computed finding is the check's, not a person's: there is nothing to edit. Raises Http404."""
    if spec_or_404(segment).kind is not ItemKind.FINDING:
        return
    try:
        finding = get_finding(viewer(request), number)
    except ItemNotFound as missing:
        raise Http404 from missing
    if finding.origin is FindingOrigin.COMPUTED:
        raise Http404


# As many digits as a primary key of these tables will ever have.
MOST_DIGITS = 10


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None

"""What the form of an item shows beside its fields: the document's lines, moving, removing, the way back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.documents.pack.values import Span
from nscl.plans.enums import ItemKind
from nscl.plans.queries.document import document_lines
from nscl.plans.queries.editions import EditionHeader
from nscl.web.access import viewer
from nscl.web.plan_editing.forms.editor import ItemEditor
from nscl.web.plan_editing.forms.spec import KindSpec
from nscl.web.plan_editing.places import ItemPlace
from nscl.web.plan_editing.views.pages import act_href, address_of, edition_head, way_back
from nscl.web.plans.addresses import SEGMENTS, TAB_OF_KIND
from nscl.web.plans.words import capital
from nscl.web.ui.parts import Act, Crumb, Notice, QuoteLine, SourceQuote, Tone

# Kinds that stand alone or are shown by their lines: there is no order to change.
_UNORDERED = frozenset({ItemKind.HEADER, ItemKind.BUDGET, ItemKind.FINDING})


def editing(request: HttpRequest, place: ItemPlace, editor: ItemEditor, version: int) -> dict[str, Any]:
    """The context of the page that edits an item."""
    edition, kind = place.edition, place.spec.kind
    crumbs = () if kind is ItemKind.HEADER else (Crumb(name_of(place), place.href),)
    return {
        "page": edition_head(
            edition,
            _("Sửa %(noun)s") % {"noun": place.spec.noun},
            _("Ghi đúng như văn bản viết; chỗ văn bản sai được nêu ở phần Phát hiện, không sửa trong số liệu."),
            crumbs=crumbs,
        ),
        "editor": editor,
        "version": version,
        "after": None,
        "adding": False,
        "back": way_back(request, edition, place.href),
        "quote": quote_of(request, edition, getattr(place.record, "at", None)),
        "acts": _acts(place),
    }


def adding(
    request: HttpRequest,
    edition: EditionHeader,
    spec: KindSpec,
    editor: ItemEditor,
    *,
    after: int | None,
    lines: Span | None,
) -> dict[str, Any]:
    """The context of the page that adds an item. lines: those of the document that it is made from, if any."""
    return {
        "page": edition_head(
            edition,
            _("Thêm %(noun)s") % {"noun": spec.noun},
            _("Mục mới đứng ngay sau mục đang xem.") if after else _("Mục mới đứng cuối danh sách."),
        ),
        "editor": editor,
        "version": None,
        "after": after,
        "adding": True,
        "back": way_back(request, edition, address_of(edition).tab(TAB_OF_KIND[spec.kind])),
        "quote": quote_of(request, edition, lines),
        "acts": [],
    }


def closed_page(request: HttpRequest, edition: EditionHeader) -> dict[str, Any]:
    """The context of the page that says why nothing can be edited, and what can be done instead."""
    acts = [Act(_("Xem kế hoạch"), address_of(edition).overview, "arrow-left")]
    if viewer(request).may(Permission.ISSUE_PLANS, edition.unit_id):
        acts.append(Act(_("Mở bản điều chỉnh"), act_href("edition-amend", edition), "file-pen", weight="primary"))
    text = _("Bản thứ %(ordinal)s giữ nguyên như khi ký. Muốn thay đổi, lãnh đạo mở bản điều chỉnh rồi sửa ở bản đó.")
    return {
        "page": edition_head(edition, _("Bản này không sửa được")),
        "notice": Notice(
            _("Kế hoạch đã ban hành nên các mục của nó không sửa được."),
            text % {"ordinal": edition.ordinal},
            Tone.WARN,
            acts,
        ),
    }


def quote_of(request: HttpRequest, edition: EditionHeader, span: Span | None) -> SourceQuote | None:
    """The document's lines that the item was read from; None where it has none."""
    if span is None:
        return None
    excerpt = document_lines(viewer(request), edition.edition_id, span.first, span.last) if edition.has_text else None
    lines = [QuoteLine(line.number, line.text, line.inside) for line in excerpt.lines] if excerpt else []
    return SourceQuote(edition.title, span.first, span.last, lines, address_of(edition).document(span.first, span.last))


def words_of(request: HttpRequest, edition: EditionHeader, lines: Span) -> str:
    """The words of some lines of the document, as one paragraph; "" where its text is not stored."""
    excerpt = document_lines(viewer(request), edition.edition_id, lines.first, lines.last, around=0)
    return " ".join(" ".join(line.text for line in excerpt.lines).split()) if excerpt else ""


def name_of(place: ItemPlace) -> str:
    """An item by its number in the document, else by what it is."""
    key = getattr(place.record, "key", "")
    noun = capital(place.spec.noun)
    return f"{noun} {key}" if key and place.spec.kind is not ItemKind.AGENCY else noun


def _acts(place: ItemPlace) -> list[Act]:
    """Moving up and down, adding another after it, removing it."""
    edition, kind = place.edition, place.spec.kind
    where: dict[str, str | int] = {"segment": SEGMENTS[kind], "number": place.number}
    acts: list[Act] = []
    if kind is ItemKind.HEADER:
        return acts
    if kind not in _UNORDERED:
        move = act_href("item-move", edition, **where)
        version = ("phien-ban", str(place.version))
        acts += [
            Act(_("Chuyển lên"), move, "arrow-up", "quiet", post=True, values=[("huong", "len"), version]),
            Act(_("Chuyển xuống"), move, "arrow-down", "quiet", post=True, values=[("huong", "xuong"), version]),
        ]
        another = f"{act_href('item-add', edition, segment=SEGMENTS[kind])}?sau={place.number}"
        acts.append(Act(_("Thêm mục sau mục này"), another, "plus", "quiet"))
    acts.append(Act(_("Bỏ mục này"), act_href("item-remove", edition, **where), "trash-2", "danger"))
    return acts

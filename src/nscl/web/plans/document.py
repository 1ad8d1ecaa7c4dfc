"""The text of a plan's document, line by line, and the plan as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.accounts.enums import Permission
from nscl.documents.pack.writer import write_pack
from nscl.finance.queries.pack import pack_for
from nscl.plans.queries.access import EditionNotFound
from nscl.plans.queries.document import DocumentExcerpt, DocumentLine, whole_document
from nscl.plans.queries.editions import EditionHeader
from nscl.text.folding import fold, fold_words
from nscl.text.formats import format_number
from nscl.web.access import require_safe, requires, viewer
from nscl.web.plans.addresses import TabKey, line_anchor, lines_in_words
from nscl.web.plans.frame import address_of, edition_or_404, edition_page
from nscl.web.ui.parts import Act, Empty
from nscl.web.ui.tables.query import SEARCH

FIRST: Final = "tu"
LAST: Final = "den"
# No document has a line number of more digits.
MOST_DIGITS: Final = 7


@dataclass(frozen=True)
class ShownLine:
    """A line on the page. marked: asked for by the address; found: it has the words that were looked for."""

    number: int
    text: str
    anchor: str
    marked: bool
    found: bool


@requires(Permission.VIEW_PLANS)
@require_safe
def document(request: HttpRequest, slug: str, ordinal: int) -> HttpResponse:
    """The document's text with numbered lines; those that an item was read from are marked."""
    edition = edition_or_404(request, slug, ordinal)
    excerpt = whole_document(viewer(request), edition.edition_id)
    first, last = _range(request)
    words = fold_words(request.GET.get(SEARCH, ""))
    lines = [] if excerpt is None else [_shown(line, first, last, words) for line in excerpt.lines]
    context = edition_page(request, edition, TabKey.DOCUMENT, _answer(edition, excerpt, first, last))
    context |= {
        "lines": lines,
        "empty": _empty(request, edition),
        "q": request.GET.get(SEARCH, ""),
        "found": _found(lines) if words else "",
        "first_found": next((line for line in lines if line.found), None),
        "edition": edition,
    }
    return render(request, "plans/document.html", context)


def _range(request: HttpRequest) -> tuple[int, int]:
    """The lines that the address asks to mark; (0, 0) for none. Anything malformed marks nothing."""
    texts = [request.GET.get(name, "") for name in (FIRST, LAST)]
    first, last = (int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0 for text in texts)
    return (first, max(first, last)) if first else (0, 0)


def _shown(line: DocumentLine, first: int, last: int, words: Sequence[str]) -> ShownLine:
    found = bool(words) and all(word in fold(line.text) for word in words)
    return ShownLine(line.number, line.text, line_anchor(line.number), first <= line.number <= last, found)


def _found(lines: Sequence[ShownLine]) -> str:
    n = sum(line.found for line in lines)
    return ngettext("%(n)s dòng có những từ này", "%(n)s dòng có những từ này", n) % {"n": format_number(n)}


def _answer(edition: EditionHeader, excerpt: DocumentExcerpt | None, first: int, last: int) -> str:
    if excerpt is None:
        if edition.source_lines is None:
            return _("Văn bản gốc chưa được lưu.")
        return _("Văn bản gốc có %(n)s dòng, chưa được lưu trên hệ thống này.") % {
            "n": format_number(edition.source_lines)
        }
    text = _("%(n)s dòng") % {"n": format_number(excerpt.total)}
    if first:
        return _("%(text)s; đang đánh dấu dòng %(range)s.") % {"text": text, "range": lines_in_words(first, last)}
    return _("%(text)s; số dòng là địa chỉ mà mọi mục của kế hoạch dẫn về.") % {"text": text}


def _empty(request: HttpRequest, edition: EditionHeader) -> Empty:
    """Why there is no text, and the act that stores it for who may."""
    acts = []
    if viewer(request).may(Permission.EDIT_PLANS, edition.unit_id):
        acts.append(Act(_("Lưu văn bản"), address_of(edition).act("edition-text"), "upload"))
    return Empty(
        _("Văn bản gốc chưa được lưu"),
        _("Các mục vẫn ghi số dòng của văn bản; khi văn bản được lưu, các dòng ấy hiện ra bên cạnh từng mục."),
        "file-text",
        acts,
    )


@requires(Permission.VIEW_PLANS)
@require_safe
def pack_file(request: HttpRequest, slug: str, ordinal: int) -> HttpResponse:
    """The edition as a plan pack: a text file that this and any other site can check and load."""
    edition = edition_or_404(request, slug, ordinal)
    try:
        pack = pack_for(viewer(request), edition.edition_id)
    except EditionNotFound as missing:
        raise Http404 from missing
    name = f"{slug}-ban-{ordinal}.yaml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write_pack(pack), content_type="application/yaml; charset=utf-8", headers=headers)

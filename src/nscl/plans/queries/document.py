"""The lines of the document that stand behind an item."""

from __future__ import annotations

from dataclasses import dataclass

from nscl.accounts.rules import Viewer
from nscl.plans.models import EditionText
from nscl.plans.queries.access import visible_editions

LINES_AROUND = 3


@dataclass(frozen=True)
class DocumentLine:
    """One line of the text. inside: it belongs to what was asked for, not to its surroundings."""

    number: int
    text: str
    inside: bool


@dataclass(frozen=True)
class DocumentExcerpt:
    """Lines first to last of a text of `total` lines, with some around them. All counted from 1, both included."""

    first: int
    last: int
    total: int
    lines: tuple[DocumentLine, ...]


def document_lines(
    viewer: Viewer, edition_id: int, first: int, last: int, around: int = LINES_AROUND
) -> DocumentExcerpt | None:
    """Lines of the document's text, with `around` lines before and after. One query.

    What lies outside the text is left out: an excerpt beyond its end has no lines. None where the text is not stored or
    the viewer may not see the edition.
    """
    lines = _lines(viewer, edition_id)
    if lines is None:
        return None
    first, last = max(first, 1), min(last, len(lines))
    return _excerpt(lines, first, last, around)


def whole_document(viewer: Viewer, edition_id: int) -> DocumentExcerpt | None:
    """The whole text, every line inside. One query. None as for `document_lines`."""
    lines = _lines(viewer, edition_id)
    return None if lines is None else _excerpt(lines, 1, len(lines), 0)


def document_text(viewer: Viewer, edition_id: int) -> str | None:
    """The text as it is stored. One query. None as for `document_lines`."""
    seen = visible_editions(viewer).filter(pk=edition_id).values("pk")
    return EditionText.objects.filter(edition__in=seen).order_by("pk").values_list("text", flat=True).first()


def split_lines(text: str) -> list[str]:
    """The lines of a text as the spans of a pack count them: by line feeds alone (a form feed starts no line)."""
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    return lines[:-1] if lines[-1] == "" else lines


def _excerpt(lines: list[str], first: int, last: int, around: int) -> DocumentExcerpt:
    shown = range(max(first - around, 1), min(last + around, len(lines)) + 1) if first <= last else range(0)
    excerpt = tuple(DocumentLine(number, lines[number - 1], first <= number <= last) for number in shown)
    return DocumentExcerpt(first, last, len(lines), excerpt)


def _lines(viewer: Viewer, edition_id: int) -> list[str] | None:
    text = document_text(viewer, edition_id)
    return None if text is None else split_lines(text)

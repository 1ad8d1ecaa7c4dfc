"""How the size of an organisation comes out, in the words of the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from nscl.organisations.queries.rows import SizeExplanation
from nscl.rulebook.size import SECTOR_NAMES, SIZE_NAMES
from nscl.text.dates import format_date
from nscl.web.organisations.words import size_words
from nscl.web.plans.words import capital
from nscl.web.ui.parts import Text


@dataclass(frozen=True, slots=True)
class SizingView:
    """answer: the class, or why there is none; why: the comparisons one by one; missing: what to declare first.

    basis: the articles, with a word where the rule was not verified; sector: by which thresholds; note: about the
    figures that are there.
    """

    answer: Text
    why: Sequence[str]
    missing: Sequence[str]
    basis: str
    sector: str
    note: str


def sizing_view(size: SizeExplanation) -> SizingView:
    """The explanation as the page shows it."""
    sizing = size.sizing
    basis = "; ".join(sizing.cites)
    if sizing.is_unverified and basis:
        basis = _("%(basis)s (chưa đối chiếu bản gốc)") % {"basis": basis}
    return SizingView(
        answer=_answer(size),
        why=sizing.steps,
        missing=sizing.missing,
        basis=basis,
        sector=capital(_(SECTOR_NAMES[size.sector])) if size.sector is not None else "",
        note=_note(size),
    )


def _answer(size: SizeExplanation) -> str:
    words = {"day": format_date(size.on), "year": size.year}
    if size.sizing.size is not None:
        name = {"size": capital(SIZE_NAMES[size.sizing.size])}
        return _("%(size)s ngày %(day)s, theo số liệu năm %(year)s.") % {**words, **name}
    if size.sizing.missing:
        return _("Chưa xét được quy mô ngày %(day)s.") % words
    return _("Không xét quy mô.")


def _note(size: SizeExplanation) -> str:
    """Older figures that the law does not ask for any more, and what they gave."""
    if size.older is None:
        return ""
    if size.stored is None or size.stored_on is None:
        return _("Số liệu mới nhất là của năm %(year)s.") % {"year": size.older.year}
    return _("Theo số liệu năm %(year)s, đến ngày %(day)s: %(size)s.") % {
        "year": size.older.year,
        "day": format_date(size.stored_on),
        "size": str(size_words(size.stored)).lower(),
    }

"""What a case takes once: the part of a content, an invoice, a certificate, as they are compared."""

from __future__ import annotations

from nscl.rulebook.policies.policy import Once
from nscl.text.folding import fold

_BODY_LENGTH = 110  # of a certificate's key of at most 200 letters, of which its number may take 80


def slot_scope(once: Once | None, *, subject_key: str, year: int, public_id: str) -> str:
    """The part of a content that a case takes: "" for the whole of it, for life.

    Where nobody has read how often the rule gives it, it is once for life.
    """
    if once is Once.SUBJECT:
        return subject_key
    if once is Once.YEAR:
        return str(year)
    if once is Once.MANY:
        return public_id
    return ""


def invoice_key(seller_tax_code: str, symbol: str, number: str) -> str:
    """An invoice as compared: "0101248141/C26TAA/123"; "" where it is not whole. Leading zeros say nothing."""
    seller = "".join(filter(str.isdigit, seller_tax_code))
    plain = "".join(number.split()).lstrip("0").upper()
    return f"{seller}/{''.join(symbol.split()).upper()}/{plain}" if seller and plain else ""


def certificate_key(body: str, number: str) -> str:
    """A certificate as compared: who issued it, folded, and its number without spaces and marks."""
    plain = "".join(letter for letter in fold(number) if letter.isalnum())
    return f"{fold(body)[:_BODY_LENGTH].strip()}/{plain}" if plain and body.strip() else ""

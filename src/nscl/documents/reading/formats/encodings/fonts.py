"""Encodings told by the font: .VnTime and .VnTimeH (TCVN3, the latter of capitals) and VNI-Times."""

from collections.abc import Iterable
from enum import StrEnum

from nscl.documents.reading.formats.encodings.conversion import TCVN3_NAME, VNI_NAME, from_tcvn3, from_vni
from nscl.documents.reading.formats.encodings.syllables import share_of_syllables, words_of


class Legacy(StrEnum):
    """How text in a font of before Unicode is encoded."""

    TCVN3 = "tcvn3"
    TCVN3_CAPITALS = "tcvn3-capitals"
    VNI = "vni"

    @property
    def encoding(self) -> str:
        """The encoding's Vietnamese name."""
        return VNI_NAME if self is Legacy.VNI else TCVN3_NAME

    def decode(self, text: str) -> str:
        """Unicode for text in such a font."""
        if self is Legacy.VNI:
            return from_vni(text)
        return from_tcvn3(text, capitals=self is Legacy.TCVN3_CAPITALS)


def legacy_of(font: str | None) -> Legacy | None:
    """The encoding of text in a font of that name; None of a Unicode font."""
    if font is None:
        return None
    if font.startswith(".Vn"):
        # "-Bold" and the like follow the name in PDF files.
        return (
            Legacy.TCVN3_CAPITALS if font.partition("-")[0].partition(",")[0].rstrip().endswith("H") else Legacy.TCVN3
        )
    return Legacy.VNI if font.upper().startswith("VNI") else None


def gains_by_conversion(before: Iterable[str], after: Iterable[str]) -> bool:
    """Whether text becomes better Vietnamese by conversion; each an iterable of stretches of it.

    Unicode text is often left in a font of before Unicode (programs then show another font), so the font alone does
    not decide. Capitals without marks gain nothing and lose nothing, and are converted.
    """
    earlier = [word for text in before for word in words_of(text)]
    share = share_of_syllables(earlier)
    later = share_of_syllables(word for text in after for word in words_of(text))
    return later > share or (later == share and all(word.isascii() for word in earlier))

"""Words of a page that are set in fonts from before Unicode."""

from nscl.documents.reading.formats.encodings.fonts import Legacy, gains_by_conversion, legacy_of
from nscl.documents.reading.formats.pdf.geometry import Word


def convert_by_fonts(words: list[Word]) -> set[str]:
    """Convert the words of a page that are set in legacy fonts, in place; the names of the encodings that were met."""
    found: dict[Legacy, list[Word]] = {}
    for word in words:
        legacy = legacy_of(word.font)
        if legacy is not None:
            found.setdefault(legacy, []).append(word)
    names = set()
    for legacy, members in found.items():
        converted = [legacy.decode(word.text) for word in members]
        if gains_by_conversion((word.text for word in members), converted):
            for word, text in zip(members, converted, strict=True):
                word.text = text
            names.add(legacy.encoding)
    return names

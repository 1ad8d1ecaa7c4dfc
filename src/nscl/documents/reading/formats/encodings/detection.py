"""In which encoding the bytes of a text file are."""

import codecs
import unicodedata

from nscl.documents.reading.errors import ReadingError
from nscl.documents.reading.formats.encodings.conversion import (
    CP1258_NAME,
    TCVN3_NAME,
    TO_1252,
    VNI_NAME,
    Converted,
    convert_lines,
    from_tcvn3,
    from_vni,
)
from nscl.documents.reading.formats.encodings.syllables import share_of_syllables, words_of

_SAMPLE = 200_000  # characters by which the encodings are compared; 60 pages
_LIKELY = 0.6  # of the words with marks must be Vietnamese syllables
# Half of the bytes of Vietnamese text in UTF-16 are 0; nothing else has so many and is text.
_MANY_ZEROS = 0.2
_CAPITALS_NOTE = " Chữ hoa có dấu gõ bằng phông .VnTimeH không phân biệt được với chữ thường trong bảng mã này."


def decode_text(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a file and notes on what was converted.

    UTF-8 and UTF-16 by their marks and validity; else TCVN3 (ABC), VNI or Windows-1258, whichever makes the most
    words Vietnamese. Raises ReadingError("unknown-encoding") where none does.
    """
    unicode = _decode_unicode(data)
    if unicode is None:
        best = _best_of_legacy(data)
        return best.text, (_note(best.encoding),)
    if unicode.isascii():
        return unicode, ()
    lines, names = convert_lines(unicode.split("\n"))
    return "\n".join(lines), tuple(_note(name) for name in sorted(names))


def _decode_unicode(data: bytes) -> str | None:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if data[:_SAMPLE].count(0) > len(data[:_SAMPLE]) * _MANY_ZEROS:
        odd = data[1:_SAMPLE:2].count(0) >= data[:_SAMPLE:2].count(0)
        return data.decode("utf-16-le" if odd else "utf-16-be", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _best_of_legacy(data: bytes) -> Converted:
    # Quotation marks and dashes are those of Windows-1252 in either encoding.
    latin = data.decode("latin-1").translate(TO_1252)
    candidates = [
        Converted(from_tcvn3(latin[:_SAMPLE]), TCVN3_NAME),
        Converted(from_vni(latin[:_SAMPLE]), VNI_NAME),
        Converted(_from_cp1258(data[:_SAMPLE]), CP1258_NAME),
    ]
    best = max(candidates, key=lambda found: share_of_syllables(words_of(found.text)))
    if share_of_syllables(words_of(best.text)) < _LIKELY:
        raise _unknown_encoding(data)
    whole = {TCVN3_NAME: lambda: from_tcvn3(latin), VNI_NAME: lambda: from_vni(latin)}
    return Converted(whole.get(best.encoding, lambda: _from_cp1258(data))(), best.encoding)


def _from_cp1258(data: bytes) -> str:
    """Letters and combining tones of Windows-1258, composed."""
    return unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))


def _note(encoding: str) -> str:
    return f"Đã chuyển từ bảng mã {encoding}." + (_CAPITALS_NOTE if TCVN3_NAME in encoding else "")


def _unknown_encoding(data: bytes) -> ReadingError:
    try:
        data.decode("utf-8")
        line = None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    return ReadingError(
        "unknown-encoding",
        "Không nhận ra bảng mã của tệp: không phải UTF-8, TCVN3 (ABC), VNI hay Windows-1258 tiếng Việt",
        "mở tệp bằng chương trình đã tạo ra nó rồi lưu lại với bảng mã UTF-8",
        line=line,
    )

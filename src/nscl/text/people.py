"""Names of people as lists give them: in capitals, with a title before them, two in one cell, without diacritics."""

import re
import unicodedata
from dataclasses import dataclass

from nscl.text.errors import TextError

MAX_LENGTH = 150
_SPACES = re.compile(r"\s+")
_NUMBERING = re.compile(r"^\s*(?:\d{1,3}[.)]|[-•*])\s*")
# How people are addressed, and degrees, before a name.
_TITLE = re.compile(r"^(?:(?:ông|bà|anh|chị|ths|ts|pgs|gs|ks|cn|bs|cv|dr|mr|mrs|ms)\b[.:]?[\s.,/]*)+", re.IGNORECASE)
_SEVERAL = re.compile(r"[;/\n|&+]|,|\s+(?:và|va|cùng)\s+|\d+[.)]\s", re.IGNORECASE)
_ALLOWED = re.compile(r"[^\W\d_]+(?:['’.\-][^\W\d_]*)*", re.UNICODE)
_SHORTEST_WORDS = 2


class PersonNameError(TextError):
    """A text that is not one person's name."""

    template = "Họ tên “{text}” không dùng được: {reason}"


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name as it is stored. doubts: what a person should look at, each a sentence in Vietnamese."""

    text: str
    doubts: tuple[str, ...] = ()


def read_person_name(text: str) -> PersonName:
    """Read one person's name: spaces set right, NFC, a title before it left out, capitals turned into a name's.

    A name without any diacritic or of one word is kept and doubted, never mended. Raises PersonNameError for an empty
    one, one with digits, one beyond 150 letters, and for two people in one place.
    """
    name = _SPACES.sub(" ", unicodedata.normalize("NFC", _NUMBERING.sub("", text))).strip(" .,;:-")
    if not name:
        raise PersonNameError(text, "để trống; hãy ghi họ và tên.")
    if _SEVERAL.search(unicodedata.normalize("NFC", _NUMBERING.sub("", text)).strip(" .,;:-\n")):
        raise PersonNameError(text, "có vẻ là hơn một người; mỗi dòng ghi một người.")
    whole, name = name, _without_title(name)
    if len(name) > MAX_LENGTH:
        raise PersonNameError(text, f"dài hơn {MAX_LENGTH} chữ; hãy chỉ ghi họ và tên.")
    words = name.split(" ")
    if not all(_ALLOWED.fullmatch(word) for word in words):
        raise PersonNameError(text, "có chữ số hoặc ký hiệu; hãy chỉ ghi họ và tên.")
    doubts = []
    if name != whole:  # Ông is a family name too
        doubts.append(f"bỏ “{whole.removesuffix(name).strip()}” ở trước tên")
    if len(words) < _SHORTEST_WORDS:
        doubts.append("chỉ có một từ; nên ghi đủ họ và tên")
    if name == name.upper() or name == name.lower():
        name = " ".join(_capitalised(word) for word in words)
        doubts.append(f"viết hoa hoặc viết thường cả tên, được ghi là “{name}”")
    if name.isascii():
        doubts.append("không có dấu; hãy đối chiếu để giấy chứng nhận ghi đúng tên")
    return PersonName(name, tuple(doubts))


def _without_title(name: str) -> str:
    found = _TITLE.match(name)
    rest = name[found.end() :].strip() if found else ""
    # "Bà" alone is no title, and a name of two words may begin with what looks like one ("Anh Thư").
    return rest if len(rest.split(" ")) >= _SHORTEST_WORDS else name


def _capitalised(word: str) -> str:
    return "".join(part[:1].upper() + part[1:].lower() for part in re.split(r"(['’\-])", word))

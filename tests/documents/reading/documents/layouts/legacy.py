"""Text in the encodings that Vietnamese files had before Unicode, written from tables of our own.

TCVN3 (ABC): TCVN 5712:1993, third set, one byte a letter; it has no capitals with tone marks: those were the small
letters in a font of capitals (.VnTimeH), so they come out small here as they do in real files. VNI (Windows): the base
letter in one byte, its marks in the next.
"""

from __future__ import annotations

import unicodedata

_TCVN3_ROWS = {
    "aàảãáạ": (0x61, 0xB5, 0xB6, 0xB7, 0xB8, 0xB9),
    "ăằẳẵắặ": (0xA8, 0xBB, 0xBC, 0xBD, 0xBE, 0xC6),
    "âầẩẫấậ": (0xA9, 0xC7, 0xC8, 0xC9, 0xCA, 0xCB),
    "eèẻẽéẹ": (0x65, 0xCC, 0xCE, 0xCF, 0xD0, 0xD1),
    "êềểễếệ": (0xAA, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6),
    "iìỉĩíị": (0x69, 0xD7, 0xD8, 0xDC, 0xDD, 0xDE),
    "oòỏõóọ": (0x6F, 0xDF, 0xE1, 0xE2, 0xE3, 0xE4),
    "ôồổỗốộ": (0xAB, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9),
    "ơờởỡớợ": (0xAC, 0xEA, 0xEB, 0xEC, 0xED, 0xEE),
    "uùủũúụ": (0x75, 0xEF, 0xF1, 0xF2, 0xF3, 0xF4),
    "ưừửữứự": (0xAD, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9),
    "yỳỷỹýỵ": (0x79, 0xFA, 0xFB, 0xFC, 0xFD, 0xFE),
    "đĂÂÊÔƠƯĐ": (0xAE, 0xA1, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7),
}
_TCVN3 = {letter: code for letters, codes in _TCVN3_ROWS.items() for letter, code in zip(letters, codes, strict=True)}

# After the base letter, in the order grave, hook, tilde, acute, dot below; first the mark alone.
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_VNI_MARKS = {
    "": (None, 0xF8, 0xFB, 0xF5, 0xF9, 0xEF),
    "\u0302": (0xE2, 0xE0, 0xE5, 0xE3, 0xE1, 0xE4),
    "\u0306": (0xEA, 0xE8, 0xFA, 0xFC, 0xE9, 0xEB),
}
# Letters of one byte: đ, i with tones, y with dot, and the letters that stand for ơ and ư.
_VNI_WHOLE = {"đ": 0xF1, "ì": 0xEC, "ỉ": 0xE6, "ĩ": 0xF3, "í": 0xED, "ị": 0xF2, "ỵ": 0xEE}
_VNI_HORNED = {"o": 0xF4, "u": 0xF6}
_HORN = "\u031b"
# In Latin-1 capitals of accented letters stand 32 places before the small ones.
_CAPITAL = 0x20


def tcvn3(text: str) -> bytes:
    """The text in TCVN3; capitals with tone marks become small letters."""
    out = bytearray()
    for letter in unicodedata.normalize("NFC", text):
        code = _TCVN3.get(letter) or _TCVN3.get(letter.lower())
        out.append(code if code is not None and (ord(letter) > 0x7F) else ord(letter))
    return bytes(out)


def vni(text: str) -> bytes:
    """The text in VNI for Windows."""
    return b"".join(_vni(letter) for letter in unicodedata.normalize("NFC", text))


def _vni(letter: str) -> bytes:
    if ord(letter) < 0x80:
        return letter.encode("ascii")
    capital = _CAPITAL if letter.isupper() else 0
    whole = _VNI_WHOLE.get(letter.lower())
    if whole is not None:
        return bytes([whole - capital])
    base, *marks = list(unicodedata.normalize("NFD", letter))
    shape = next((mark for mark in marks if mark in _VNI_MARKS), "")
    tone = next((_TONES.index(mark) + 1 for mark in marks if mark in _TONES), 0)
    first = _VNI_HORNED[base.lower()] - capital if _HORN in marks else ord(base)
    mark = _VNI_MARKS[shape][tone]
    return bytes([first]) if mark is None else bytes([first, mark - capital])

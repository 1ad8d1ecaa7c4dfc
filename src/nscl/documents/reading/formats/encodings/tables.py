"""The characters of TCVN3 (ABC) and VNI, as the characters of Windows-1252/Latin-1 in which they are met.

TCVN3: TCVN 5712:1993 (VN3, one byte a letter; `iconv -f TCVN5712-1` has the same). Capital letters with a tone have no
code: they are set in fonts of capitals (.VnTimeH), which the bytes do not tell. VNI: VNI-Win, a letter and a byte for
its marks (the table of xvnkb's vni.h), both cases.
"""

import unicodedata

_TCVN3_RUNS = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
TCVN3: dict[int, str] = {
    start + place: letter for start, letters in _TCVN3_RUNS.items() for place, letter in enumerate(letters)
}

_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"
# The second character of a pair, with the marks for which it stands.
_VNI_TONES = {"ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_VNI_CIRCUMFLEX = {"â": "", "á": _ACUTE, "à": _GRAVE, "å": _HOOK, "ã": _TILDE, "ä": _DOT}
_VNI_BREVE = {"ê": "", "é": _ACUTE, "è": _GRAVE, "ú": _HOOK, "ü": _TILDE, "ë": _DOT}
_VNI_SINGLE = {"ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ"}
# ỳ, ý, ỷ, ỹ take the pair; ỵ alone has a code of its own.
_VNI_TONED = "aeouyôö"


def _vni() -> dict[str, str]:
    """Every VNI letter of one or two characters, lower and upper case and mixed ("Aù"), with its Unicode letter."""
    table = dict(_VNI_SINGLE)
    for base in _VNI_TONED:
        for mark, tone in _VNI_TONES.items():
            table[base + mark] = _compose(_VNI_SINGLE.get(base, base) + tone)
    for base in "aeo":
        for mark, tone in _VNI_CIRCUMFLEX.items():
            table[base + mark] = _compose(base + _CIRCUMFLEX + tone)
    for mark, tone in _VNI_BREVE.items():
        table["a" + mark] = _compose("a" + _BREVE + tone)
    capitals = {source.upper(): letter.upper() for source, letter in table.items()}
    mixed = {source[0].upper() + source[1:]: letter.upper() for source, letter in table.items()}
    return {**table, **mixed, **capitals}


def _compose(text: str) -> str:
    return unicodedata.normalize("NFC", text)


VNI: dict[str, str] = _vni()

"""One body of a kind, told by the proper name after it: "UBND phường Đông Hà", "Trường Đại học Nông Lâm"."""

import re
from dataclasses import replace

from nscl.documents.pack.enums import AgencyKind
from nscl.documents.reading.agencies.mentions import Mention, own_key
from nscl.text.folding import fold, fold_words

_FOLLOWING = re.compile(r"(?:[ \t]*\n?[ \t]*(?<=\s)[^\W\d_]+){1,4}")
_WORD = re.compile(r"[^\W\d_]+")
_ONE_UNIT = re.compile(
    r"(?:chu tich )?(?:ubnd|uy ban nhan dan) (?:huyen|quan|thi xa|tx|thanh pho|tp|xa|phuong|thi tran|dac khu)"
)
_CITY = re.compile(r".*\b(?:thanh pho|tp)")
_PROVINCIAL = "ubnd-tinh"
_SCHOOLS = {AgencyKind.EDUCATION, AgencyKind.HEALTH}


def name_one(text: str, mention: Mention, province: str | None) -> Mention | None:
    """The mention, or the one body that it and the proper name after it stand for (not known to the word lists).

    None where the proper name makes a school or hospital of its own of it, whose full name `find_unknown` will find.
    """
    words = " ".join(fold_words(mention.as_written))
    unit = _ONE_UNIT.fullmatch(words) is not None
    city = mention.key == _PROVINCIAL and _CITY.fullmatch(words) is not None
    school = mention.kind in _SCHOOLS and mention.as_written[:1].isupper() and not words.startswith("cac ")
    if not (unit or city or school):
        return mention
    stop = _proper_end(text, mention.stop)
    proper = text[mention.stop : stop]
    if not proper or fold(proper) == fold(province or ""):
        return mention
    if school:
        return None
    name = f"{mention.name} {' '.join(proper.split())}"
    kind = AgencyKind.DISTRICT if city else mention.kind
    written = text[mention.start : stop]
    return replace(
        mention, key=own_key(name), name=name, kind=kind, stop=stop, as_written=written, known=False, parts=()
    )


def _proper_end(text: str, stop: int) -> int:
    """Where the capitalised words right after an offset end; the offset itself where there are none."""
    following = _FOLLOWING.match(text, stop)
    if following is None:
        return stop
    end = stop
    for word in _WORD.finditer(text, stop, following.end()):
        if not word[0][:1].isupper() or (len(word[0]) > 1 and word[0].isupper()):
            break
        end = word.end()
    return end

"""Names of organisations as they are compared: without the words that say only what kind of body it is."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from nscl.text.folding import fold_words

# Folded, the longest first: legal forms (Law on Enterprises 59/2020/QH14, article 37; Law on Co-operatives
# 17/2023/QH15) and how they are shortened.
_LEGAL_FORMS: Final = tuple(
    tuple(words.split())
    for words in sorted(
        (
            "cong ty trach nhiem huu han mot thanh vien",
            "cong ty trach nhiem huu han hai thanh vien tro len",
            "cong ty trach nhiem huu han 1 thanh vien",
            "cong ty trach nhiem huu han",
            "cong ty tnhh mot thanh vien",
            "cong ty tnhh mtv",
            "cong ty tnhh 1tv",
            "cong ty tnhh 1 tv",
            "cong ty tnhh 1 thanh vien",
            "cong ty tnhh",
            "cong ty co phan",
            "cong ty cp",
            "cong ty hop danh",
            "cong ty",
            "cty tnhh mtv",
            "cty tnhh",
            "cty co phan",
            "cty cp",
            "cty",
            "ctcp",
            "tnhh mtv",
            "tnhh",
            "doanh nghiep tu nhan",
            "dntn",
            "lien hiep hop tac xa",
            "lien hiep htx",
            "hop tac xa",
            "htx",
            "ho kinh doanh ca the",
            "ho kinh doanh",
            "hkd",
        ),
        key=lambda words: -len(words.split()),
    )
)
_BY_FIRST: Final = {
    first: tuple(form for form in _LEGAL_FORMS if form[0] == first) for first in {form[0] for form in _LEGAL_FORMS}
}


def core_words(name: str) -> tuple[str, ...]:
    """The folded words of a name without its legal form, wherever that stands: "Công ty TNHH Minh Phát" and "Minh Phát
    Co-op" have "minh phat" in common. A name of nothing but its form keeps its words, so that no two are alike by that.
    """
    words = tuple(fold_words(name))
    kept: list[str] = []
    start = 0
    while start < len(words):
        length = _form_at(words, start)
        if length:
            start += length
        else:
            kept.append(words[start])
            start += 1
    return tuple(kept) or words


@lru_cache(maxsize=4096)
def core_name(name: str) -> str:
    """`core_words` as one text, for comparing."""
    return " ".join(core_words(name))


def _form_at(words: tuple[str, ...], start: int) -> int:
    """How many words a legal form takes that begins here; 0 where none does."""
    forms = _BY_FIRST.get(words[start], ())
    return next((len(form) for form in forms if words[start : start + len(form)] == form), 0)

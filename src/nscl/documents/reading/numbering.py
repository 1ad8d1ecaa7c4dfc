"""Numbering marks that begin a paragraph: "Phần I", "II.", "1.2", "I.1.a", "đ)", "-", "+" (Decree 30/2020/NĐ-CP).

A mark is told from what only looks like one: "3.926.000", a year, "20/11", "5S-Kaizen", "4.0", "– xã hội" of a wrapped
line are text. What is possible is decided here; whether a wrapped line really begins a paragraph, by `paragraphs`.
"""

import re
from dataclasses import dataclass

from nscl.documents.reading.outline import Label, LabelKind

# How wide a mark reaches where nothing else decides: the order of Decree 30/2020/NĐ-CP, annex I, with the list marks of
# everyday use between. `DECIMAL` adds its depth.
_RANKS = {
    LabelKind.APPENDIX: 0.0,
    LabelKind.PART: 1.0,
    LabelKind.CHAPTER: 2.0,
    LabelKind.SECTION: 3.0,
    LabelKind.ARTICLE: 4.0,
    LabelKind.ROMAN: 5.0,
    LabelKind.ARABIC: 6.0,
    LabelKind.DECIMAL: 6.0,
}
ROMAN_RANK = _RANKS[LabelKind.ROMAN]
_DECIMAL_STEP = 0.1
_NAMED_RANK = 6.05  # under "1.", over "1.1"
_LIST_RANKS = {"1)": 7.0, "a.": 7.3, "a)": 7.5, "(1)": 7.8, "(a)": 7.9, "*": 8.5, "-": 9.0, "•": 9.3, "+": 9.6}

_UPPER = "A-ZÀ-ÖØ-ÞĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_OPENING = "“\"'‘«("  # before a sentence's first letter
# Emphasis and heading marks that a text pasted from Markdown or HTML may still carry before its first word.
_MARKUP = r"(?:\#{1,6}\s{1,3})?(?:\*{2,3}(?=\S)|\*(?=[^\s*])|_{1,2}(?=\S)|</?[a-z]{1,6}>){0,4}"
_MARKUP_LEAD = re.compile(rf"\s{{0,40}}{_MARKUP}\s{{0,3}}")
_ROMAN = r"[IVX]{1,6}"
_WORD_KINDS = (
    (LabelKind.PART, r"ph[ầâàấaẩ]n"),
    (LabelKind.CHAPTER, r"ch[ưu][ơo]ng"),
    (LabelKind.SECTION, r"m[ụu]c"),
    (LabelKind.ARTICLE, r"[đdp]i[ềêéèeế]u"),
)
_ORDINAL_WORDS = r"th[ứu]\s(?:nh[ấâa]t|hai|ba|t[ưu]|n[ăa]m|s[áa]u|b[ảa]y|t[áa]m|ch[íi]n|m[ưu][ờo]i)"
_WORDED = tuple(
    (
        kind,
        re.compile(
            rf"(?i:{word})\s{{1,3}}(?P<text>(?i:{_ORDINAL_WORDS})|{_ROMAN}|[0-9]{{1,3}}[a-z]?|[A-H])(?![\w])"
            r"(?P<stop>\s?[.:)–—-])?\s*"
        ),
    )
    for kind, word in _WORD_KINDS
)
# "Nhiệm vụ 1: …", "Giải pháp 2. …": a number of its own behind the word.
_NAMED_NUMBER = re.compile(
    r"(?:Nhóm\s{1,2})?(?i:nhiệm vụ|giải pháp|nội dung|hoạt động|mục tiêu|chỉ tiêu|dự án|đề án|nhóm)"
    r"\s{1,2}(?:số\s{1,2})?(?P<text>[0-9]{1,2})\s?[.:)]\s+(?=\S)"
)
_APPENDIX = re.compile(
    r"(?i:ph[ụuy]\s{1,3}(?:l[ụu]c|bi[ểêếe]u)|bi[ểêếe]u(?:\s{1,3}m[ẫâa]u)?(?=\s{1,3}(?:s[ốô0o]\s{0,2}:?\s{0,2})?[0-9]))"
    rf"(?:\s{{0,3}}(?i:s[ốô0o6]\s{{0,2}}:?\s{{0,2}})?(?P<text>{_ROMAN}|[0-9]{{1,2}}[A-Ea-e]?|[A-H]|[lI1|]{{1,3}})(?![\w]))?"
    r"(?P<stop>\s?[.:)–—-])?\s*"
)
_COMPOUND = re.compile(
    rf"(?P<text>(?:{_ROMAN}|[A-H]|[0-9]{{1,2}})(?:\.(?:[0-9]{{1,2}}|[a-zđ](?![\w])|{_ROMAN}(?![\w]))){{1,4}})"
    rf"(?P<stop>\s?[.)/:])?(?:\s+|(?=[{_UPPER}])|$)"
)
_ROMAN_MARK = re.compile(rf"(?P<text>{_ROMAN})(?P<stop>\s?[.)/:]|\s{{0,3}}[-–—](?=\s)|(?=\s))\s*")
_DAMAGED_ROMAN = re.compile(r"(?P<text>[IVXl1|!]{2,5}|[Il|!])(?P<stop>\s?[.)])\s*")
_CAPITAL_MARK = re.compile(r"(?P<text>[A-HJ-U])(?P<stop>\s?[.)/])\s+")
_ARABIC_MARK = re.compile(
    rf"(?:\((?P<inner>[0-9]{{1,2}})\)\s*|(?P<text>[0-9]{{1,2}})"
    rf"(?:(?P<stop>\s?[.)/])(?:\s+|(?=[{_UPPER}])|$)|(?P<dash>[-–])\s{{1,3}}(?=[{_UPPER}])))"
)
_LETTER_MARK = re.compile(
    r"(?:\((?P<inner>[a-zđ]|[ivx]{2,4})\)\s*|(?P<text>[a-zđ]|[ivx]{2,4})(?P<stop>\s?[.)/])(?:\s+|(?=["
    + _UPPER
    + r"])|$))"
)
_DAMAGED_LETTER = re.compile(r"[~'`\"]?(?P<text>[a-zđ¢©])[¢©°'`]?(?P<stop>\))\s*")
_BULLETS = {
    **dict.fromkeys("-‐‑‒–—―−", "-"),
    **dict.fromkeys("•●○◦▪■□♦◆➢➤✓✔·\uf0b7\uf0a7\uf02d", "•"),
    "*": "*",
    "+": "+",
}
_BULLET_MARK = re.compile(rf"(?P<text>[{re.escape(''.join(_BULLETS))}])(?P<gap>\s*)")
_ZERO_PART = re.compile(r"(?:^|\.)0(?:\.|$)")
_DAMAGED_STROKES = str.maketrans("l1|!", "IIII")
_HIGHEST_ROMAN = 39


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark found: its label, the look that its siblings share, how wide it reaches, and the text after it.

    ``style``: marks of one list look alike ("arabic.", "(1)", "-"). ``rank``: smaller reaches wider. ``stopped``:
    whether a full stop, bracket or colon ends the mark. ``rest``: the paragraph without mark and without markup
    before it.
    """

    label: Label
    style: str
    rank: float
    stopped: bool
    rest: str

    @property
    def ordinal(self) -> int | None:
        """The last number of the mark (1 for "1.", "a)", "I.1"); None for bullets and words."""
        return _ordinal(self.label)


def read_mark(text: str, *, damaged: bool = False) -> Mark | None:
    """The numbering mark at the beginning of a paragraph, None where there is none.

    ``damaged``: the text is OCR without diacritics, in which strokes stand for Roman digits and brackets have dirt.
    """
    lead = _MARKUP_LEAD.match(text)
    body = text[lead.end() :] if lead else text
    first = body[:1]
    if not first:
        return None
    if first in _BULLETS:
        return _read_bullet(body)
    mark = None
    if first.isalpha() or first in "(|!":
        mark = _read_worded(body) or _read_appendix(body, damaged=damaged) or _read_roman(body, damaged=damaged)
    mark = (
        mark
        or _read_named(body)
        or _read_compound(body)
        or _read_arabic(body)
        or _read_capital(body)
        or _read_letter(body)
    )
    if mark is None and damaged:
        mark = _read_damaged_letter(body)
    return mark


def without_markup(text: str) -> str:
    """The text without the Markdown and HTML marks before its first word."""
    lead = _MARKUP_LEAD.match(text)
    return text[lead.end() :] if lead else text


def is_upper(text: str) -> bool:
    """Whether the letters of a text are capitals, as in headings: at least two letters, and nine of ten."""
    capitals, small = sum(map(str.isupper, text)), sum(map(str.islower, text))
    return capitals > 1 and capitals * 10 >= (capitals + small) * 9


def begins_upper(text: str) -> bool:
    """Whether the first letter is a capital (after an opening quotation mark or bracket)."""
    return text.lstrip(_OPENING + " ")[:1].isupper()


def _read_worded(body: str) -> Mark | None:
    for kind, pattern in _WORDED:
        match = pattern.match(body)
        if match is None:
            continue
        rest = body[match.end() :]
        stopped = match["stop"] is not None
        if rest and not stopped and (kind is LabelKind.ARTICLE or not begins_upper(rest)):
            return None  # "Điều 5 Nghị định …", "phần 2 của …" in a sentence
        if not body[0].isupper():
            return None
        return Mark(Label(kind, match["text"]), kind.value, _RANKS[kind], True, rest)
    return None


def _read_named(body: str) -> Mark | None:
    match = _NAMED_NUMBER.match(body) if body[0].isupper() else None
    if match is None or int(match["text"]) == 0:
        return None
    label = Label(LabelKind.ARABIC, match["text"].lstrip("0"))
    return Mark(label, "named", _NAMED_RANK, True, body[match.end() :])


def _read_appendix(body: str, *, damaged: bool) -> Mark | None:
    match = _APPENDIX.match(body)
    if match is None or not body[0].isupper():
        return None
    text, rest = match["text"] or "", body[match.end() :]
    stopped = match["stop"] is not None
    if rest and not stopped and not (is_upper(rest) or (text and begins_upper(rest))):
        return None  # "Phụ lục kèm theo …", "Phụ lục I đính kèm"
    if damaged and set(text) <= set("lI1|"):
        text = text.translate(_DAMAGED_STROKES)
    return Mark(Label(LabelKind.APPENDIX, text), "appendix", _RANKS[LabelKind.APPENDIX], True, rest)


def _read_roman(body: str, *, damaged: bool) -> Mark | None:
    match = _ROMAN_MARK.match(body)
    if match is None and damaged:
        match = _DAMAGED_ROMAN.match(body)
        if match is not None and not is_upper(body[match.end() :]):
            return None
    if match is None:
        return None
    text, rest, stop = match["text"].translate(_DAMAGED_STROKES), body[match.end() :], match["stop"].strip()
    if roman_value(text) is None or (rest[:1].isdigit() and stop == "."):
        return None
    if not stop and not (is_upper(rest) and len(rest) > 1):
        return None  # "V" or "I" as a word
    if stop in "-–—" and not begins_upper(rest):
        return None
    return Mark(Label(LabelKind.ROMAN, text), "roman", ROMAN_RANK, bool(stop), rest)


def _read_compound(body: str) -> Mark | None:
    match = _COMPOUND.match(body)
    if match is None:
        return None
    text, rest, stopped = match["text"], body[match.end() :], match["stop"] is not None
    if _ZERO_PART.search(text) or rest[:1].isdigit():
        return None  # "4.0"; figures of a table
    if not stopped and not begins_upper(rest):
        return None  # "1.5 tỷ đồng"
    if text[0].isalpha() and not text[0].isdigit() and roman_value(text.split(".")[0]) is None and not stopped:
        return None  # "A.B"
    depth = text.count(".")
    rank = _RANKS[LabelKind.DECIMAL] + _DECIMAL_STEP * depth
    return Mark(Label(LabelKind.DECIMAL, text), f"decimal{depth}", rank, stopped, rest)


def _read_arabic(body: str) -> Mark | None:
    match = _ARABIC_MARK.match(body)
    if match is None:
        return None
    text, rest = match["inner"] or match["text"], body[match.end() :]
    stop = (match["stop"] or match["dash"] or "").strip()
    if int(text) == 0 or (rest[:1].isdigit() and stop == "/"):
        return None
    number = text.lstrip("0")
    if match["inner"]:
        return Mark(Label(LabelKind.ARABIC, number), "(1)", _LIST_RANKS["(1)"], True, rest)
    if stop == ")":
        return Mark(Label(LabelKind.ARABIC, number), "1)", _LIST_RANKS["1)"], True, rest)
    return Mark(Label(LabelKind.ARABIC, number), "arabic", _RANKS[LabelKind.ARABIC], True, rest)


def _read_capital(body: str) -> Mark | None:
    """ "A. …", "B. …": parts of a plan without the word."""
    match = _CAPITAL_MARK.match(body)
    if match is None or not begins_upper(body[match.end() :]):
        return None
    return Mark(Label(LabelKind.PART, match["text"]), "capital", _RANKS[LabelKind.PART], True, body[match.end() :])


def _read_letter(body: str) -> Mark | None:
    match = _LETTER_MARK.match(body)
    if match is None:
        return None
    text, rest = match["inner"] or match["text"], body[match.end() :]
    style = "(a)" if match["inner"] else "a)" if match["stop"].strip() == ")" else "a."
    return Mark(Label(LabelKind.LETTER, text), style, _LIST_RANKS[style], True, rest)


def _read_damaged_letter(body: str) -> Mark | None:
    match = _DAMAGED_LETTER.match(body)
    if match is None:
        return None
    text = "c" if match["text"] in "¢©" else match["text"]
    if body[0] in "~'`\"" and text == "d":
        text = "đ"  # the bar of the đ, read as a mark before it
    return Mark(Label(LabelKind.LETTER, text), "a)", _LIST_RANKS["a)"], True, body[match.end() :])


def _read_bullet(body: str) -> Mark | None:
    match = _BULLET_MARK.match(body)
    if match is None:
        return None
    rest = body[match.end() :]
    if not match["gap"] and not begins_upper(rest):
        return None  # "-2030", "*hoa thị*", "+84"
    if rest[:1] in _BULLETS and rest[:1]:
        return None  # "----", "* * *"
    look = _BULLETS[match["text"]]
    kind = LabelKind.PLUS if look == "+" else LabelKind.BULLET
    return Mark(Label(kind, look), look, _LIST_RANKS[look], True, rest)


def roman_value(text: str) -> int | None:
    """The number of a Roman numeral as papers write it (I … XXXIX), None for any other text."""
    match = re.fullmatch(r"(X{0,3})(IX|IV|V?I{0,3})", text)
    if not text or match is None:
        return None
    units = {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}
    value = 10 * len(match[1]) + units[match[2]]
    return value if 0 < value <= _HIGHEST_ROMAN else None


_LETTERS = "abcdđeghiklmnopqrstuvxy"  # the order of points in Vietnamese papers (no f, j, w, z)


def _ordinal(label: Label) -> int | None:
    last = label.text.rsplit(".", 1)[-1]
    if last.isdecimal():
        return int(last)
    if label.kind in (LabelKind.BULLET, LabelKind.PLUS) or not last:
        return None
    value = roman_value(last)
    if value is not None:
        return value
    return _LETTERS.find(last) + 1 or None if len(last) == 1 and last.islower() else None

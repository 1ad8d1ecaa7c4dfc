"""Markup inside a line of Markdown or HTML: taken away from the words, and told whether it made them all bold."""

import html
import re
from dataclasses import dataclass

_COMMENT_OR_IMAGE = re.compile(r"<!--.{0,2000}?-->|!\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)")
_LINK = re.compile(r"\[([^\]\n]{1,500})\]\((?:[^)\n]{0,500})\)")
_RAISED = re.compile(r"(.{0,3})<(?:sup|sub)>([^<>]{0,200})</(?:sup|sub)>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BOLD_TAG = re.compile(r"</?(?:b|strong)>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:i|u|em|s|p|span|div|font|small|center|sup|sub|mark|code)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE
)
_BOLD_MARK = re.compile(r"(?<!\\)(?:\*\*|(?<!\w)__(?=\S)|(?<=\S)__(?!\w))")
# A star or underscore opens after a blank or bracket and closes before one: "628*" and "a_b" are no emphasis.
_ITALIC = re.compile(r"(?<![\w*\\])([*_])(?=[^\s*_])([^*_\n]{1,2000}?)(?<=\S)\1(?![\w*])")
_STRUCK = re.compile(r"~~([^~\n]{1,2000})~~")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_POWER_OF_UNIT = re.compile(r"(?:\b|\d)[dck]?m$|[A-Z]$")  # m², km²; CO<sub>2</sub>
_BLANKS = re.compile(r"[ \t\u00a0]+")
_NO_WORD = re.compile(r"[^\w]*")


@dataclass(frozen=True, slots=True)
class Inline:
    """Words without their markup. ``bold``: all of them are; ``open_bold``: the emphasis goes on in the next line."""

    text: str
    bold: bool
    open_bold: bool


def strip_inline(line: str, *, open_bold: bool = False) -> Inline:
    """Take the markup out of a line; ``open_bold`` says that an emphasis of the line before has not ended."""
    if not any(mark in line for mark in "*_<[~\\&`"):
        text = _squeeze(line)
        return Inline(text, bold=open_bold and bool(text), open_bold=open_bold)
    line = _COMMENT_OR_IMAGE.sub(" ", line)
    line = _LINK.sub(r"\1", line)
    line = _BREAK.sub("\n", line)
    line = _separate_raised(line)
    line = _TAG.sub("", line)
    line = _ITALIC.sub(r"\2", _STRUCK.sub(r"\1", line)).replace("`", "")
    pieces = _BOLD_MARK.split(_BOLD_TAG.sub("**", line))
    plain = "".join(piece for place, piece in enumerate(pieces) if bool(place % 2) == open_bold)
    text = _squeeze(html.unescape(_ESCAPE.sub(r"\1", _ITALIC.sub(r"\2", "".join(pieces)))))
    bold = bool(text) and _NO_WORD.fullmatch(plain) is not None
    return Inline(text, bold=bold, open_bold=open_bold != (len(pieces) % 2 == 0))


def _separate_raised(line: str) -> str:
    """ "m<sup>2</sup>" stays one word; the mark of a note does not become part of a figure: 628<sup>1</sup>."""
    if "<" not in line:
        return line

    def write(match: re.Match[str]) -> str:
        before, inner = match[1], match[2].strip()
        if _POWER_OF_UNIT.search(before) or not inner:
            return before + inner
        return f"{before} ({inner})" if inner.isdecimal() else f"{before} {inner}"

    return _RAISED.sub(write, line)


def _squeeze(text: str) -> str:
    if "\n" in text:
        return "\n".join(squeezed for part in text.split("\n") if (squeezed := _BLANKS.sub(" ", part).strip()))
    return _BLANKS.sub(" ", text).strip()

"""The small notation of the agency word lists, compiled to patterns over folded words (see lexicon/agencies.yaml).

A form is read into a pattern for text in which every folded word is followed by one space; spaces may be missing.
"""

import re
from dataclasses import dataclass, field

from nscl.text.folding import fold_words

_PIECE = re.compile(r"\)\+|[\[\]()|]|[^\s\[\]()|]+")
_AND = "(?:va ?)?"
_NUMBER, _DIGITS = "#", r"\d{1,3} ?"
# Between two members of an enumeration: "sở, ban, ngành và các đoàn thể".
_BETWEEN = "(?:va ?)?(?:cac ?)?"


@dataclass(frozen=True, slots=True)
class Form:
    """A compiled form: its pattern, and the folded words with which it can begin."""

    pattern: str
    firsts: frozenset[str]


@dataclass(slots=True)
class _Node:
    """A sequence of words and groups; ``branches`` for a group, ``words`` for a word as written."""

    word: str | None = None
    branches: list[list["_Node"]] = field(default_factory=list)
    optional: bool = False
    repeated: bool = False


def compile_form(form: str) -> Form:
    """Compile a form. Raises ValueError for unbalanced brackets: the word lists are at fault."""
    pieces = _PIECE.findall(form)
    branches, rest = _branches(pieces, 0, None)
    if rest != len(pieces) or len(branches) != 1:
        raise ValueError(f"dạng viết không cân ngoặc: {form}")
    nodes = branches[0]
    pattern = "".join(_pattern(node) for node in nodes)
    return Form(pattern, frozenset(_firsts(nodes)[0]))


def _branches(pieces: list[str], at: int, closing: str | None) -> tuple[list[list[_Node]], int]:
    """Read alternatives up to the closing bracket; returns them and the place after it."""
    branches: list[list[_Node]] = [[]]
    while at < len(pieces):
        piece = pieces[at]
        at += 1
        if piece == "|":
            branches.append([])
        elif piece in ("(", "["):
            inner, at = _branches(pieces, at, ")" if piece == "(" else "]")
            repeated = pieces[at - 1] == ")+"
            branches[-1].append(_Node(branches=inner, optional=piece == "[", repeated=repeated))
        elif piece in (")", "]", ")+"):
            if closing is None or piece[0] != closing:
                raise ValueError(f"ngoặc {piece} không có ngoặc mở")
            return branches, at
        else:
            branches[-1].append(_Node(word=piece))
    if closing is not None:
        raise ValueError(f"thiếu ngoặc đóng {closing}")
    return branches, at


def _pattern(node: _Node) -> str:
    if node.word == _NUMBER:
        return _DIGITS
    if node.word is not None:
        return "".join(_AND if word == "va" else f"{re.escape(word)} ?" for word in _folded(node.word))
    inner = "|".join("".join(_pattern(child) for child in branch) for branch in node.branches)
    if node.repeated:
        # At most so many members: bounded, so that no text can make the match slow.
        return f"(?:{inner})(?:{_BETWEEN}(?:{inner})){{0,5}}"
    return f"(?:{inner})?" if node.optional else f"(?:{inner})"


def _folded(word: str) -> list[str]:
    """The folded words of a word of a form; "KH&CN" may also be written "KH và CN"."""
    return fold_words(word.replace("&", " và "))


def _firsts(nodes: list[_Node]) -> tuple[set[str], bool]:
    """The words with which the sequence can begin, and whether all of it may be absent."""
    found: set[str] = set()
    for node in nodes:
        if node.word is not None:
            words = _folded(node.word)
            if not words:
                continue
            found.add(words[0])
            if words != ["va"]:
                return found, False
            continue
        empty = node.optional
        for branch in node.branches:
            firsts, may_be_absent = _firsts(branch)
            found |= firsts
            empty = empty or may_be_absent
        if not empty:
            return found, False
    return found, True

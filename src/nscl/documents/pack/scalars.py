"""Scalars of a plan pack as YAML text."""

import re
from decimal import Decimal

# Words that YAML 1.1 would read as true, false or null where they stand unquoted.
_YAML_WORDS = frozenset({"yes", "no", "y", "n", "on", "off", "true", "false", "null"})
# A letter, then only what means nothing to YAML in any context, and no space at the end.
_PLAIN = re.compile(r"[^\W\d_](?:[\w \-./()&%;+]*[\w\-./()&%;+])?")
_NAMED_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
# Where a long text may go on in the next line: a single space between two visible characters.
_BREAK = re.compile(r"(?<=[^ ]) (?=[^ ])")


def written(value: object) -> str:
    """A scalar on one line. Raises TypeError for what is no scalar of the format."""
    match value:
        case None:
            return "null"
        case bool():
            raise TypeError("gói kế hoạch không có giá trị đúng/sai")
        case int():
            return str(value)
        case Decimal():
            return _decimal(value)
        case str():
            return str(value) if is_plain(value) else double_quoted(value)
        case _:
            raise TypeError(f"không ghi được {type(value).__name__} vào gói kế hoạch")


def is_plain(text: str) -> bool:
    """Whether the text can stand without quotes and still be read as that text."""
    return _PLAIN.fullmatch(text) is not None and text.lower() not in _YAML_WORDS


def double_quoted(text: str) -> str:
    """The text in double quotes, whatever is in it."""
    return '"' + "".join(map(_escaped, text)) + '"'


def folded(text: str, *, indent: str, first_width: int, width: int) -> list[str]:
    """The text in double quotes over several lines; YAML reads each line break as one space.

    ``first_width`` characters are left on the first line; the lines after it begin with ``indent`` and end before
    ``width`` where the words allow it.
    """
    lines: list[str] = []
    current, room = "", first_width
    for word in _BREAK.split(double_quoted(text)):
        if current and len(current) + 1 + len(word) > room:
            lines.append(current)
            current, room = indent + word, width
        else:
            current = f"{current} {word}" if current else word
    return [*lines, current]


def _escaped(character: str) -> str:
    if character in _NAMED_ESCAPES:
        return _NAMED_ESCAPES[character]
    if character.isprintable():
        return character
    # Python's escapes of the form \x85, \u2028, \U0001f600 are YAML's too.
    return character.encode("unicode_escape").decode("ascii")


def _decimal(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text

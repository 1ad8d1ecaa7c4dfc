"""Organisations that were supported more than once: how serious it is, over provinces and contents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nscl.text.folding import fold

# The first ten digits are the enterprise, three more after a hyphen its dependent unit (`nscl.text.tax_codes`).
_ENTERPRISE_DIGITS: Final = 10
_PERSONAL_DIGITS: Final = 12
_MARKS: Final = re.compile(r"\D")


class Twice(StrEnum):
    """What two grants of one organisation have in common; the first is what the once-only rule forbids."""

    SAME_CONTENT = "same_content"
    OTHER_PROVINCE = "other_province"
    OTHER_CONTENT = "other_content"

    @property
    def label(self) -> Promise:
        """In words."""
        return _WORDS[self]


_WORDS = {
    Twice.SAME_CONTENT: _("cùng một nội dung hơn một lần"),
    Twice.OTHER_PROVINCE: _("nội dung khác nhau, ở hơn một tỉnh"),
    Twice.OTHER_CONTENT: _("nội dung khác nhau, trong một tỉnh"),
}


@dataclass(frozen=True, slots=True)
class Granted:
    """A grant as it is compared. content: its code where there is one, else its words."""

    province: int
    content: str


def enterprise_code(tax_code: str) -> str:
    """The part of a tax code that is of the enterprise: a branch's support is the enterprise's."""
    if len(tax_code) in {_ENTERPRISE_DIGITS, _PERSONAL_DIGITS} and tax_code.isdigit():
        return tax_code
    digits = _MARKS.sub("", tax_code)
    return digits if len(digits) == _PERSONAL_DIGITS else digits[:_ENTERPRISE_DIGITS]


def content_key(code: str, words: str) -> str:
    """By what contents are compared: the code of the rules, where a package has none its words."""
    return code or fold(words)


def how_twice(grants: Collection[Granted]) -> Twice:
    """What two or more grants of one organisation are."""
    if max(Counter(one.content for one in grants).values()) > 1:
        return Twice.SAME_CONTENT
    return Twice.OTHER_PROVINCE if len({one.province for one in grants}) > 1 else Twice.OTHER_CONTENT

"""A quantity found in a text."""

from dataclasses import dataclass
from decimal import Decimal

from nscl.documents.pack.enums import MeasureOp, MeasureWhen


@dataclass(frozen=True, slots=True)
class Quantity:
    """How much of what: ``text[start:stop]`` is the phrase from its first word of comparison to the end of its unit.

    ``value`` and ``value_to`` (of a range) are as written: 55 for 55%. ``unit``: what is counted, as written (restored
    from the lexicon where the text lost its diacritics), "%" of shares ("%/năm" of
    yearly growth); None where no counted noun was found.
    ``of``: the denominator of a share, in words. ``by``: the milestone year ("đến năm 2025 có …").
    ``contradictory``: two words of comparison that exclude each other ("ít nhất 3 - 5", "khoảng trên 150").
    ``unit_known`` is False where the unit is no word of the lexicon, ``doubtful_number`` where the digits can be read
    in two ways ("1,000"), ``money`` of amounts of money. ``carried``: the comparison stands before the figure ahead of
    this one in a list ("ít nhất 02 phóng sự … và 03 bài viết").
    """

    start: int
    stop: int
    op: MeasureOp
    value: Decimal
    value_to: Decimal | None
    unit: str | None
    when: MeasureWhen
    of: str | None
    as_written: str
    contradictory: bool = False
    by: int | None = None
    unit_known: bool = True
    doubtful_number: bool = False
    money: bool = False
    carried: bool = False

    @property
    def is_share(self) -> bool:
        """Whether it is a percentage."""
        return self.unit is not None and self.unit.startswith("%")

    @property
    def upside_down(self) -> bool:
        """Whether the range ends below its beginning."""
        return self.value_to is not None and self.value_to < self.value

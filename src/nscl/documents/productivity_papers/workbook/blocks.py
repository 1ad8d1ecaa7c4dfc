"""What the block of a method on sheet "TFP" leaves for periods: its lines; and how parts of growth are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from nscl.documents.productivity_papers.accounts import AccountPaper, PartsOfGrowth
from nscl.documents.productivity_papers.workbook.frame import Line
from nscl.documents.productivity_papers.workbook.live import Live, either, ln, words

NO_SHARE: Final = "không nêu"


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of an account that periods are made of. output_level: the series whose growth `output` is."""

    account: AccountPaper
    output_level: Line
    output: Line
    capital: Line
    labour: Line
    capital_share: Line
    labour_share: Line
    from_capital: Line
    from_labour: Line
    from_intermediates: Line | None
    tfp: Line


def rates(account: AccountPaper, of: Line) -> dict[int, Live]:
    """Growth of a line in the account's years."""
    if account.in_logs:
        return {one.year: ln(of[one.year] / of[one.year - 1]) for one in account.years}
    return {one.year: of[one.year] / of[one.year - 1] - 1 for one in account.years}


def part_of(points: Live, output: Live, refused: Live) -> Live:
    """Points ÷ growth, or that no share is told."""
    return either(refused, words(NO_SHARE), points / output)


def kept_part(parts: PartsOfGrowth | None, refused: str, name: str) -> float | str:
    """A part of growth as it was kept, or why it was refused."""
    if parts is None:
        return refused or NO_SHARE
    return {"Vốn": parts.capital, "Lao động": parts.labour, "TFP": parts.tfp}.get(name, parts.intermediates)

"""What the reader asks about provinces. A higher package answers from reference data; `documents` holds none."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ProvinceName:
    """A province as named in a time: its statistical code, and the days between which name and code were in force."""

    name: str
    code: str
    valid_from: date | None
    valid_to: date | None


class Gazetteer(Protocol):
    """Names and codes of provinces over time."""

    def provinces(self) -> tuple[ProvinceName, ...]:
        """Every province of all times; one name may stand several times, with different days and codes."""
        ...

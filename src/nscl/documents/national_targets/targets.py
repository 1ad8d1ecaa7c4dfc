"""Reading `targets.yaml`: dated, cited data."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

from nscl.documents.pack.enums import MeasureOp

# Certain enough to be said without a remark: the text was read, or two sources agree.
_CERTAIN: Final = "H"


@dataclass(frozen=True, kw_only=True, slots=True)
class NationalTarget:
    """A target of the whole country.

    words: its level with the years, as a sentence says it ("khoảng 45% vào năm 2025"). indicators: of provinces' plans,
    beside which it stands; () where provinces have none. first, last: its years, first None for a milestone, both None
    where the document does not say which. text, blank: what a province's plan says of it ("" where nothing).
    source: the document; is_certain: False where the text itself has not been compared.
    """

    key: str
    name: str
    op: MeasureOp
    value: Decimal
    value_to: Decimal | None
    unit: str
    words: str
    indicators: tuple[str, ...]
    first: int | None
    last: int | None
    text: str
    blank: str
    source: str
    is_certain: bool

    def is_of(self, year: int) -> bool:
        """Whether it is a target of that year: within its years, up to its milestone, or of no year in particular."""
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)


@cache
def national_targets() -> tuple[NationalTarget, ...]:
    """All of them, in the order of the file."""
    text = files(__package__).joinpath("targets.yaml").read_text(encoding="utf-8")
    return tuple(_target(one) for one in yaml.safe_load(text)["targets"])


def _target(row: dict[str, Any]) -> NationalTarget:
    return NationalTarget(
        key=row["key"],
        name=row["name"],
        op=MeasureOp(row["op"]),
        value=Decimal(row["value"]),
        value_to=Decimal(row["value_to"]) if "value_to" in row else None,
        unit=row["unit"],
        words=row["national"],
        indicators=tuple(row.get("indicators", ())),
        first=row.get("from"),
        last=row.get("by") or row.get("to"),
        text=row.get("text", ""),
        blank=row.get("blank", ""),
        source=row["source"],
        is_certain=row["certain"] == _CERTAIN,
    )

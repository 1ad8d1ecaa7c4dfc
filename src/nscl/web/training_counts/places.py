"""What the address of the counts asks for, and the addresses of narrower and wider questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from nscl.training.queries.counts import Asked, By
from nscl.web.context_choice import territory

BY_FIELD: Final = "theo"
FIRST_FIELD: Final = "tu"
LAST_FIELD: Final = "den"
PLAN_FIELD: Final = "ke-hoach"
# What each breakdown is called in an address.
CODES: Final[Mapping[By, str]] = {
    By.YEAR: "nam",
    By.AGENCY: "co-quan",
    By.COMMUNE: "xa",
    By.KIND: "loai-hinh",
    By.SEX: "gioi-tinh",
    By.TOPIC: "linh-vuc",
}
# What stands in an address for what nobody said.
UNSAID: Final = "khong-ghi"
# As long as the longest plan.
YEARS: Final = 10
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_MOST_DIGITS: Final = 10


@dataclass(frozen=True)
class Question:
    """What a person asks of the counts, as it stands in the address."""

    by: By
    first: int
    last: int
    plan: int | None = None
    parts: Mapping[By, str] = field(default_factory=dict)

    @property
    def href(self) -> str:
        """The page that answers it."""
        return f"{reverse('training-counts')}?{self.query}"

    @property
    def query(self) -> str:
        """What follows the question mark."""
        return urlencode(self.fields)

    @property
    def fields(self) -> dict[str, str]:
        """Its fields in the address."""
        given = {BY_FIELD: CODES[self.by], FIRST_FIELD: str(self.first), LAST_FIELD: str(self.last)}
        if self.plan is not None:
            given[PLAN_FIELD] = str(self.plan)
        return given | self.part_fields

    @property
    def part_fields(self) -> dict[str, str]:
        """The fields of what it is narrowed to."""
        return {CODES[by]: key or UNSAID for by, key in self.parts.items()}

    def narrowed(self, key: str) -> Question:
        """The same of one row alone, told apart by what it is not narrowed to yet."""
        parts = {**self.parts, self.by: key}
        left = next((by for by in By if by not in parts), self.by)
        return replace(self, by=left, parts=parts)

    def without(self, by: By) -> Question:
        """The same, not narrowed to one of these."""
        return replace(self, parts={one: key for one, key in self.parts.items() if one is not by})

    def asked(self, request: HttpRequest) -> Asked:
        """As the query takes it: of the province that is chosen."""
        return Asked(
            first=self.first,
            last=self.last,
            on=timezone.localdate(),
            unit_ids=territory(request),
            plan=self.plan,
            parts=self.parts,
        )


def question_of(request: HttpRequest) -> Question:
    """What the address asks for; what it does not say, or says wrongly, is the usual: the last ten years, by year."""
    given = request.GET
    today = timezone.localdate()
    last = _year(given.get(LAST_FIELD, "")) or today.year
    first = _year(given.get(FIRST_FIELD, "")) or last - YEARS + 1
    by = next((one for one, code in CODES.items() if code == given.get(BY_FIELD)), By.YEAR)
    plan = given.get(PLAN_FIELD, "")
    return Question(
        by=by,
        first=min(first, last),
        last=max(first, last),
        plan=int(plan) if plan.isascii() and plan.isdigit() and len(plan) <= _MOST_DIGITS else None,
        parts={
            one: "" if given[code] == UNSAID else str(given[code]) for one, code in CODES.items() if given.get(code)
        },
    )


def _year(text: str) -> int | None:
    year = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(_LAST_YEAR)) else 0
    return year if _FIRST_YEAR <= year <= _LAST_YEAR else None

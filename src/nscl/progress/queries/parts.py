"""The parts of a measure's value, as its page shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from nscl.institutions.rules import label_of
from nscl.progress.catalogue.scope import Part
from nscl.progress.queries.rows import BreakdownRow, ParticipantRow
from nscl.work.enums import ParticipantKind
from nscl.work.queries.rows import unit_on


@dataclass(frozen=True, slots=True)
class Parts:
    """By agency and by commune, the largest first; by_participants: the most people first.

    No communes where no record names one. has_samples: whether made-up records are among what is counted.
    """

    by_agency: tuple[BreakdownRow, ...]
    by_commune: tuple[BreakdownRow, ...]
    by_participants: tuple[ParticipantRow, ...]
    has_samples: bool

    @classmethod
    def of(cls, parts: Iterable[Part], on: date) -> Parts:
        """Put together what the database gave; on: the day by which an agency is there or was."""
        agencies: dict[Any, BreakdownRow] = {}
        communes: dict[Any, BreakdownRow] = {}
        people: dict[str, ParticipantRow] = {}
        has_samples = False
        for part in parts:
            has_samples = has_samples or bool(part.samples)
            _take_part(people, part)
            value = Decimal(part.value or 0)
            _add(agencies, BreakdownRow(part.agency, value, part.agency_id, _unit(part, on)))
            _add(communes, BreakdownRow(part.commune or _("Không ghi"), value, part.commune_id))
        named = any(number is not None for number in communes)
        return cls(
            by_agency=_largest_first(agencies.values()),
            by_commune=_largest_first(communes.values()) if named else (),
            by_participants=tuple(sorted(people.values(), key=lambda row: (-row.people, row.label))),
            has_samples=has_samples,
        )


def _unit(part: Part, on: date) -> str:
    unit = label_of(part.unit_kind, part.unit) if part.unit_kind and part.unit else ""
    return unit_on(unit, part.since, part.until, on)


def _add(rows: dict[Any, BreakdownRow], part: BreakdownRow) -> None:
    known = rows.get(part.number)
    rows[part.number] = part if known is None else replace(known, value=known.value + part.value)


def _take_part(rows: dict[str, ParticipantRow], part: Part) -> None:
    if part.participants is None:
        return
    label = str(ParticipantKind(part.participants).label)
    known = rows.get(part.participants, ParticipantRow(label, 0, None, 0))
    women = known.women if part.women is None else (known.women or 0) + part.women
    rows[part.participants] = ParticipantRow(
        label, known.people + (part.people or 0), women, known.organisations + (part.organisations or 0)
    )


def _largest_first(rows: Iterable[BreakdownRow]) -> tuple[BreakdownRow, ...]:
    return tuple(sorted(rows, key=lambda row: (-row.value, row.label, row.note)))

"""What pages of the registry show of an organisation: typed rows, without the database behind them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from nscl.organisations.enums import (
    FlagKind,
    OrganisationKind,
    OrganisationState,
    RiskLevel,
    SuccessionKind,
    VsicEdition,
)
from nscl.organisations.rules.sizes import YearFigures
from nscl.rulebook.size import Sector, SizeClass, Sizing


class OrganisationMissing(LookupError):
    """No such organisation, or none that the viewer may see: the two are not told apart."""


@dataclass(frozen=True, slots=True)
class OrganisationLink:
    """An organisation as another's page names it."""

    number: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRow:
    """An organisation in a list. province, commune: as of the day asked for, in words ("phường Kép"); "" not known."""

    number: int
    name: str
    tax_code: str
    kind: OrganisationKind
    unit_id: int
    province: str
    commune: str
    state: OrganisationState
    size: SizeClass | None
    industry: str
    is_sample: bool


@dataclass(frozen=True, slots=True)
class SeatRow:
    """Where an organisation was: the commune as it was called when it was noted, and what it is today ("" the same).

    since None: from the beginning; until None: still.
    """

    province: str
    commune: str
    commune_today: str
    address: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class FormerNameRow:
    """What an organisation was called, and the last day of it."""

    name: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresRow(YearFigures):
    """Figures of a year with where they come from, and who stated them when."""

    source: str
    stated_at: datetime
    stated_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagRow:
    """Something noted of an organisation. is_in_force: on the day that the page is of."""

    number: int
    kind: FlagKind
    holds: bool
    product: str
    stars: int | None
    risk: RiskLevel | None
    since: date
    until: date | None
    basis: str
    ended_reason: str
    stated_at: datetime
    stated_by: str
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class FlagOwner:
    """The organisation of a flag, and what the flag is of."""

    organisation: int
    name: str
    unit_id: int
    kind: FlagKind
    is_sample: bool


@dataclass(frozen=True, slots=True)
class KinRow:
    """Another organisation that this one came of, or that came of it."""

    number: int
    name: str
    kind: SuccessionKind
    on: date
    basis: str


@dataclass(frozen=True, slots=True)
class MergedRow:
    """A row that turned out to be a double of this organisation: whose name it had, who merged it, when and why."""

    number: int
    name: str
    tax_code: str
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationDetail:
    """An organisation's page. phone, email: "" where the viewer may not see contacts (`sees_contacts`).

    unit_id: the province as stored, for permissions; province_id, province, commune_id, commune: those of the day.
    industry_words: section and title ("C – …"); sector: production or services, by the section. size: as stored on
    size_on (`explain_size` says how). lineage_head, lineage: who shares one history of support, itself not among them.
    merged_into: this row is a double of that one.
    """

    number: int
    version: int
    name: str
    kind: OrganisationKind
    tax_code: str
    unit_id: int
    province_id: int
    province: str
    commune_id: int | None
    commune: str
    address: str
    industry: str
    industry_edition: VsicEdition | None
    industry_words: str
    sector: Sector | None
    founded_on: date | None
    state: OrganisationState
    state_on: date | None
    size: SizeClass | None
    size_on: date | None
    representative: str
    phone: str
    email: str
    sees_contacts: bool
    may_edit: bool
    may_merge: bool
    parent: OrganisationLink | None
    branches: tuple[OrganisationLink, ...]
    predecessors: tuple[KinRow, ...]
    successors: tuple[KinRow, ...]
    lineage_head: int
    lineage: tuple[OrganisationLink, ...]
    merged_into: OrganisationLink | None
    merges: tuple[MergedRow, ...]
    former_names: tuple[FormerNameRow, ...]
    seats: tuple[SeatRow, ...]
    figures: tuple[FiguresRow, ...]
    flags: tuple[FlagRow, ...]
    created_at: datetime | None
    is_sample: bool


@dataclass(frozen=True, slots=True)
class OrganisationOn:
    """An organisation as of a day: its name then, where it was, its state then, and what was noted of it then."""

    on: date
    name: str
    seat: SeatRow
    state: OrganisationState
    flags: tuple[FlagRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeExplanation:
    """How the size of an organisation comes out on a day.

    year: the one whose figures decide; figures: those used, None where they are not declared. stored, stored_on: what
    lists show. older: the latest figures where they are of an earlier year than the law asks for.
    """

    on: date
    year: int
    sector: Sector | None
    figures: YearFigures | None
    sizing: Sizing
    stored: SizeClass | None
    stored_on: date | None
    older: YearFigures | None

"""A plan that nobody issued, as data: from it every layout of its document and the expected pack are made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from nscl.documents.pack.enums import DutyRole, MeasureOp, MeasureWhen, ReviewKind, ScheduleKind


class Slip(StrEnum):
    """A mistake put into a story on purpose, that reading and checking must bring to light."""

    STATED_THOUSANDFOLD = "a sum in digits lost its last three zeros"
    YEAR_SUM = "a year's grand total is not the sum of its lines"
    UNIT_COST = "a line's total is not its unit cost times its quantity"
    TARGET_WITHOUT_TASK = "a target that no task serves"
    DATE_BEFORE_ISSUE = "a task that is over before the plan was issued"


@dataclass(frozen=True)
class Body:
    """An agency: its key, its full name, and how tables write it."""

    key: str
    name: str
    short: str


@dataclass(frozen=True)
class Basis:
    number: str
    on: date
    issuer: str
    about: str


@dataclass(frozen=True)
class Figure:
    """What a target counts. ``phrase``: the words of its text that hold the figure."""

    indicator: str
    op: MeasureOp
    value: Decimal
    unit: str
    when: MeasureWhen
    phrase: str
    value_to: Decimal | None = None


@dataclass(frozen=True)
class Aim:
    text: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Phase:
    first: int
    last: int
    aims: tuple[Aim, ...]


@dataclass(frozen=True)
class When:
    kind: ScheduleKind
    text: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Yield:
    """A quantity in the cell of the product."""

    op: MeasureOp
    value: Decimal
    unit: str
    value_to: Decimal | None = None


@dataclass(frozen=True)
class Job:
    number: str
    title: str
    lead: tuple[Body, ...]
    coordinate: tuple[Body, ...]
    when: When
    product: str
    yields: tuple[Yield, ...]


@dataclass(frozen=True)
class JobGroup:
    number: str
    title: str
    jobs: tuple[Job, ...]


@dataclass(frozen=True)
class Cost:
    """A line of the estimate; ``years`` are its amounts by year and source, ``total`` the printed totals by source."""

    number: str
    title: str
    years: Mapping[int, Mapping[str, Decimal]]
    total: Mapping[str, Decimal]
    lead: tuple[Body, ...]
    coordinate: tuple[Body, ...]
    unit_cost: Decimal | None = None
    quantity: Decimal | None = None
    quantity_unit: str | None = None


@dataclass(frozen=True)
class CostGroup:
    number: str
    title: str
    years: Mapping[int, Mapping[str, Decimal]]
    total: Mapping[str, Decimal]
    lines: tuple[Cost, ...]


@dataclass(frozen=True)
class Stated:
    """A sum in the prose: its words are always the true ones, its digits those printed. ``year`` None: of all years."""

    label: str
    year: int | None
    source: str
    digits: int
    words: int | None


@dataclass(frozen=True)
class Estimate:
    unit_vnd: int
    unit_name: str
    years: tuple[int, ...]
    sources: Mapping[str, str]
    groups: tuple[CostGroup, ...]
    total: Mapping[str, Decimal]
    by_year: Mapping[int, Mapping[str, Decimal]]
    stated: tuple[Stated, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Keys of the amount columns under a year: the sources, or only "all" where the table does not split."""
        return tuple(self.sources) or ("all",)


@dataclass(frozen=True)
class Duty:
    body: Body
    sentences: tuple[tuple[DutyRole, str], ...]


@dataclass(frozen=True)
class Report:
    """A yearly report: who, to whom, the day and month, and whether one is also due when asked for."""

    senders: tuple[Body, ...]
    recipient: Body
    month: int
    day: int
    on_demand: bool
    sentence: str


@dataclass(frozen=True)
class Summing:
    kind: ReviewKind
    year: int
    sentence: str


@dataclass(frozen=True)
class Story:
    """The whole plan."""

    seed: int
    province: str
    unit: str
    code: str
    number: str
    issued: date
    first: int
    last: int
    title: str
    basis: tuple[Basis, ...]
    general: str
    phases: tuple[Phase, ...]
    groups: tuple[JobGroup, ...]
    numbers_restart: bool
    estimate: Estimate | None
    duties: tuple[Duty, ...]
    reports: tuple[Report, ...]
    reviews: tuple[Summing, ...]
    slips: frozenset[Slip] = frozenset()

    @property
    def committee(self) -> str:
        """The issuer's full name: "Ủy ban nhân dân tỉnh …"."""
        return f"Ủy ban nhân dân {self.unit} {self.province}"

    @property
    def period(self) -> str:
        """ "2023-2027"."""
        return f"{self.first}-{self.last}"

    def jobs(self) -> Iterator[tuple[str, str, Job]]:
        """All tasks with their key in the pack and the key of their group."""
        for group in self.groups:
            for job in group.jobs:
                key = f"{group.number}.{job.number}" if self.numbers_restart else job.number
                yield key, group.number, job

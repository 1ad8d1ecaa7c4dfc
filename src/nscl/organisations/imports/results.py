"""What taking in a file does, row by row: the same whether it is rehearsed or done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from nscl.organisations.enums import ImportOutcome, OrganisationKind
from nscl.organisations.imports.rows import ReadOrganisation
from nscl.records.spreadsheets.problems import ImportProblem


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of an organisation that is there, from one value to another, as the screen says them.

    is_contact: a way to reach somebody, which the trail does not keep.
    """

    label: str
    before: str
    after: str
    is_contact: bool = False

    def __str__(self) -> str:
        if not self.before:
            return _("thêm %(field)s: %(after)s") % {"field": self.label, "after": self.after}
        given = {"field": self.label, "before": self.before, "after": self.after}
        return _("%(field)s: %(before)s → %(after)s") % given


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row that makes an organisation. parent: the enterprise whose dependent unit it is, where that is there."""

    entry: ReadOrganisation
    parent: int | None
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A row of an organisation that is there, with what it would change; no changes: nothing. number: of it.

    columns: what its row would hold, by column; has_new_figures, new_flags (by place): what of the file's is new.
    kind, industry, edition, founded_on: what it is then, by which its size is found.
    """

    entry: ReadOrganisation
    number: int
    name: str
    version: int
    changes: tuple[FieldChange, ...]
    columns: Mapping[str, object]
    has_new_figures: bool
    new_flags: tuple[int, ...]
    kind: OrganisationKind
    industry: str
    edition: str
    founded_on: date | None
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DoubtfulRow:
    """A row that looks like an organisation that is there, or like a row above it (other None)."""

    entry: ReadOrganisation
    other: int | None
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRehearsal:
    """What taking in a file does: `new` rows become organisations, `changed` ones are brought up to date, `same` ones
    change nothing. Nothing is done while there are `problems` or `doubtful` rows, unless the sound rows alone are
    asked for.

    sha256: of the file. hidden: rows that say something and are hidden. unknown: headings of columns not read.
    """

    sha256: str
    rows: int
    new: tuple[NewRow, ...]
    changed: tuple[KnownRow, ...]
    same: tuple[KnownRow, ...]
    doubtful: tuple[DoubtfulRow, ...]
    problems: tuple[ImportProblem, ...]
    hidden: int
    unknown: tuple[str, ...]

    @property
    def wrong_rows(self) -> int:
        """How many rows have problems."""
        return len({problem.row for problem in self.problems})

    @property
    def is_sound(self) -> bool:
        """Whether every row can be taken in."""
        return not self.problems and not self.doubtful

    @property
    def count(self) -> int:
        """How many organisations it adds or changes."""
        return len(self.new) + len(self.changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRow:
    """What a rehearsal says of one row, flat: as a table shows it, whether it was worked out just now or stored."""

    outcome: ImportOutcome
    row: int
    name: str = ""
    tax_code: str = ""
    cell: str = ""
    heading: str = ""
    message: str = ""
    remedy: str = ""
    other: int | None = None


def previews(done: OrganisationRehearsal) -> Iterator[PreviewRow]:
    """Row by row: what is wrong, what is doubtful, what changes, what is new; each in the order of the file.

    Rows that change nothing are only counted.
    """
    for problem in done.problems:
        yield PreviewRow(
            outcome=ImportOutcome.WRONG,
            row=problem.row,
            cell=problem.cell,
            heading=problem.heading,
            message=problem.message,
            remedy=problem.remedy,
        )
    for doubt in done.doubtful:
        yield _row(ImportOutcome.DOUBTFUL, doubt.entry, doubt.message, doubt.other)
    for known in (*done.changed, *(one for one in done.same if one.doubts)):
        outcome = ImportOutcome.CHANGED if known.changes else ImportOutcome.SAME
        words = "; ".join((*map(str, known.changes), *known.doubts))
        yield _row(outcome, known.entry, words, known.number)
    for new in done.new:
        yield _row(ImportOutcome.NEW, new.entry, "; ".join(new.doubts), None)


def _row(outcome: ImportOutcome, entry: ReadOrganisation, message: str, other: int | None) -> PreviewRow:
    code = "" if entry.tax_code is None else entry.tax_code.text
    return PreviewRow(outcome=outcome, row=entry.row, name=entry.name, tax_code=code, message=message, other=other)

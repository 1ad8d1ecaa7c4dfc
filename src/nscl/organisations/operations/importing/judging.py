"""What becomes of each row of a file: new, there already with what it would change, likely a double, or refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from nscl.organisations.enums import OrganisationKind, OrganisationState
from nscl.organisations.imports.columns import CONTACTS, KIND_LABELS, ORGANISATIONS
from nscl.organisations.imports.communes import Communes
from nscl.organisations.imports.flag_cells import flag_words
from nscl.organisations.imports.results import DoubtfulRow, FieldChange, KnownRow, NewRow
from nscl.organisations.imports.rows import ReadFigures, ReadOrganisation
from nscl.organisations.operations.importing.registry import (
    Likeness,
    RegistryFacts,
    StoredFlag,
    StoredOrganisation,
    figures_of,
    open_flags_of,
)
from nscl.organisations.rules.names import core_name
from nscl.records.spreadsheets.problems import ImportProblem
from nscl.records.spreadsheets.reading import ImportSheet
from nscl.records.spreadsheets.rows import problem_at
from nscl.text.dates import format_date
from nscl.text.formats import format_number

# What a file brings up to date where it gives another value, and what it only fills in where nothing is known: a name,
# a kind or a seat changes on a day and leaves a trace, which a list does not tell.
_UPDATED: Final = ("representative", "phone", "email")
_FILLED: Final = ("address", "founded_on")


@dataclass(slots=True)
class Judged:
    """What became of the rows, each in the order of the file."""

    new: list[NewRow] = field(default_factory=list)
    known: list[KnownRow] = field(default_factory=list)
    doubtful: list[DoubtfulRow] = field(default_factory=list)
    problems: list[ImportProblem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Match:
    entry: ReadOrganisation
    stored: StoredOrganisation


class Judge:
    """Judges the rows of one sheet against the registry, and against one another."""

    def __init__(self, sheet: ImportSheet, registry: RegistryFacts, communes: Communes) -> None:
        self._sheet = sheet
        self._registry = registry
        self._communes = communes
        self._codes: dict[str, int] = {}
        self._numbers: dict[int, int] = {}
        self._rows: Likeness[int] = Likeness()
        self._matches: list[_Match] = []
        self._judged = Judged()

    def judge(self, entries: Sequence[ReadOrganisation]) -> Judged:
        """What becomes of the rows that could be read. Two questions for every 5,000 rows that are there already."""
        for entry in entries:
            self._sort(entry)
        figures = figures_of([one.stored.number for one in self._matches if one.entry.figures is not None])
        flags = open_flags_of([one.stored.number for one in self._matches if one.entry.flags])
        self._judged.known = [_compared(match, figures, flags, self._communes) for match in self._matches]
        return self._judged

    def _sort(self, entry: ReadOrganisation) -> None:
        code = None if entry.tax_code is None else entry.tax_code.text
        if code is not None and code in self._codes:
            message = _("trùng mã số thuế với dòng %(row)s") % {"row": self._codes[code]}
            self._refuse(entry, "tax_code", message, _("bỏ một trong hai dòng"))
            return
        if code is not None:
            self._codes[code] = entry.row
        stored = self._registry.by_code.get(code) if code else self._same_name(entry)
        if stored is not None:
            self._match(entry, stored)
        elif code is not None and code in self._registry.merged_codes:
            kept = self._registry.merged_codes[code]
            message = _("mã số thuế này trước đây ghi cho một dòng đã gộp vào %(name)s") % {"name": kept}
            self._refuse(entry, "tax_code", message, _("ghi mã đang dùng của %(name)s") % {"name": kept})
        else:
            self._add(entry, code)

    def _same_name(self, entry: ReadOrganisation) -> StoredOrganisation | None:
        """The one of that very name in that commune, where neither has a tax code."""
        return None if entry.is_apart else self._registry.named.get((entry.folded, entry.commune_id))

    def _match(self, entry: ReadOrganisation, stored: StoredOrganisation) -> None:
        above = self._numbers.setdefault(stored.number, entry.row)
        if above != entry.row:
            message = _("cùng một tổ chức với dòng %(row)s") % {"row": above}
            self._refuse(entry, "name", message, _("bỏ một trong hai dòng"))
        elif stored.unit_id not in self._registry.units:
            message = _("mã số thuế này đã có trong sổ của tỉnh khác")
            self._refuse(entry, "tax_code", message, _("nếu tổ chức đã chuyển trụ sở, nhờ tỉnh ấy ghi chuyển trước"))
        elif stored.state == OrganisationState.GONE:
            given = {"name": stored.name, "day": format_date(stored.state_on) if stored.state_on else ""}
            message = _("mã số thuế này là của %(name)s, đã chấm dứt từ %(day)s") % given
            remedy = _("xem lại mã; nếu đã khôi phục thì ghi hoạt động lại trên trang của tổ chức trước")
            self._refuse(entry, "tax_code", message, remedy)
        else:
            self._matches.append(_Match(entry, stored))

    def _add(self, entry: ReadOrganisation, code: str | None) -> None:
        """A row that nobody has; unless it looks like one that is there, or like a row above."""
        core = core_name(entry.folded)
        if not entry.is_apart:
            like = self._registry.likely.find(core, code, entry.commune_id)
            if like is not None:
                message = _("giống %(name)s đã có trong sổ") % {"name": _described(like)}
                self._judged.doubtful.append(DoubtfulRow(entry, like.number, message))
                return
            above = self._rows.find(core, code, entry.commune_id)
            if above is not None:
                message = _("giống dòng %(row)s của tệp") % {"row": above}
                self._judged.doubtful.append(DoubtfulRow(entry, None, message))
                return
        self._rows.add(core, code, entry.commune_id, entry.row)
        if entry.kind is None:
            self._refuse(entry, "kind", _("chưa rõ loại hình"), _("chọn trong danh sách của ô"))
            return
        parent = None if entry.tax_code is None or entry.tax_code.parent is None else entry.tax_code.parent.text
        known = self._registry.by_code.get(parent) if parent else None
        self._judged.new.append(NewRow(entry, None if known is None else known.number, entry.doubts))

    def _refuse(self, entry: ReadOrganisation, key: str, message: str, remedy: str) -> None:
        self._judged.problems.append(problem_at(self._sheet, entry.row, key, message, remedy))


def _described(stored: StoredOrganisation) -> str:
    return f"{stored.name} ({stored.tax_code})" if stored.tax_code else stored.name


def _label(key: str) -> str:
    heading = ORGANISATIONS.by_key[key].heading
    return heading[:1].lower() + heading[1:]


_Figures = dict[tuple[int, int], ReadFigures]
_Flags = dict[tuple[int, str, str], StoredFlag]


def _compared(match: _Match, figures: _Figures, flags: _Flags, communes: Communes) -> KnownRow:
    """What a row would change of the organisation that it means, and where the two differ without a change."""
    entry, stored = match.entry, match.stored
    changes: list[FieldChange] = []
    columns: dict[str, object] = {}
    for key in (*_UPDATED, *_FILLED):
        new, old = getattr(entry, key), getattr(stored, key)
        if new and new != old and (key in _UPDATED or not old):
            changes.append(FieldChange(_label(key), _shown(old), _shown(new), is_contact=key in CONTACTS))
            columns[key] = new
    if entry.commune_id is not None and stored.commune_id is None:
        changes.append(FieldChange(_label("commune"), "", communes.label_of(entry.commune_id)))
        columns["commune_id"] = entry.commune_id
    if entry.industry and (entry.industry, entry.edition) != (stored.industry, stored.industry_edition):
        before = f"{stored.industry} ({stored.industry_edition})" if stored.industry else ""
        changes.append(FieldChange(_label("industry"), before, f"{entry.industry} ({entry.edition})"))
        columns |= {"industry": entry.industry, "industry_edition": str(entry.edition or "")}
    number = stored.number
    stated = figures.get((number, entry.figures.year)) if entry.figures is not None else None
    of_year = _figure_changes(entry.figures, stated)
    new_flags, flag_changes, doubts = _flag_changes(entry, number, flags)
    return KnownRow(
        entry=entry,
        number=number,
        name=stored.name,
        version=stored.version,
        changes=(*changes, *of_year, *flag_changes),
        columns=columns,
        has_new_figures=bool(of_year),
        new_flags=new_flags,
        kind=OrganisationKind(stored.kind),
        industry=entry.industry or stored.industry,
        edition=str(entry.edition or "") if entry.industry else stored.industry_edition,
        founded_on=stored.founded_on or entry.founded_on,
        doubts=(*entry.doubts, *_differences(entry, stored, communes), *doubts),
    )


def _figure_changes(given: ReadFigures | None, stated: ReadFigures | None) -> list[FieldChange]:
    if given is None:
        return []
    changes = []
    for key, label in (("workers", "workers"), ("revenue_vnd", "revenue"), ("capital_vnd", "capital")):
        new, old = getattr(given, key), None if stated is None else getattr(stated, key)
        if new is not None and new != old:
            words = _("%(what)s năm %(year)s") % {"what": _label(label), "year": given.year}
            changes.append(FieldChange(words, _number(old), _number(new)))
    return changes


def _flag_changes(
    entry: ReadOrganisation, number: int, flags: _Flags
) -> tuple[tuple[int, ...], list[FieldChange], list[str]]:
    """Which flags of the row (by place) are new, what that changes, and which contradict one that is in force."""
    new, changes, doubts = [], [], []
    for place, flag in enumerate(entry.flags):
        there = flags.get((number, flag.kind.value, flag.product))
        if there is None:
            new.append(place)
            changes.append(FieldChange(_("đặc điểm"), "", flag_words(flag)))
        elif (there.holds, there.stars, there.risk) != (True, flag.stars, flag.risk.value if flag.risk else ""):
            words = _("%(flag)s: sổ đang ghi khác; hãy kết thúc cái cũ trên trang của tổ chức trước")
            doubts.append(words % {"flag": flag_words(flag)})
    return tuple(new), changes, doubts


def _differences(entry: ReadOrganisation, stored: StoredOrganisation, communes: Communes) -> list[str]:
    """What the file says otherwise, and does not change: that is for the organisation's own page."""
    told: list[str] = []

    def differ(key: str, there: str, *, is_other: bool) -> None:
        if is_other:
            words = _("%(field)s trong sổ là “%(there)s”, không đổi theo tệp")
            told.append(words % {"field": _label(key), "there": there})

    differ("name", stored.name, is_other=entry.folded != stored.folded)
    differ("kind", _kind_words(stored.kind), is_other=entry.kind is not None and entry.kind != stored.kind)
    there = communes.today_of(stored.commune_id)
    differ(
        "commune",
        communes.label_of(there) if there is not None else "",
        is_other=entry.commune_id is not None and there is not None and there != entry.commune_id,
    )
    for key in _FILLED:
        new, old = getattr(entry, key), getattr(stored, key)
        differ(key, _shown(old), is_other=bool(new) and bool(old) and new != old)
    return told


def _kind_words(kind: str) -> str:
    return KIND_LABELS[OrganisationKind(kind)]


def _number(value: int | Decimal | None) -> str:
    return "" if value is None else format_number(value)


def _shown(value: str | date | None) -> str:
    if isinstance(value, date):
        return format_date(value)
    return value or ""

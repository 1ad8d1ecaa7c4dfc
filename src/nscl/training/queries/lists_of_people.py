"""What a list of participants is compared with: who is in the class, which organisations and communes there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from nscl.institutions.enums import UnitLevel
from nscl.institutions.models import AdministrativeUnit
from nscl.institutions.queries.units import territories_today
from nscl.organisations.enums import OrganisationKind
from nscl.organisations.models import Organisation
from nscl.organisations.rules import Identity, is_same_person
from nscl.records.spreadsheets.names import Names
from nscl.text.folding import fold
from nscl.training.enums import AttendanceState, EnrolmentState
from nscl.training.imports.rows import NamedOrganisation, ReadPerson
from nscl.training.models import Attendance, Enrolment
from nscl.training.rules.kinds import organisation_kind


@dataclass(frozen=True, slots=True)
class KnownEnrolment:
    """Somebody on the list of a class, or of another row of the file (enrolment: then the row's number)."""

    enrolment: int
    name: str
    identity: Identity
    organisation: str
    state: EnrolmentState
    marks: Mapping[int, AttendanceState] = field(default_factory=dict)

    @property
    def is_withdrawn(self) -> bool:
        """Off the list: they may come again."""
        return self.state is EnrolmentState.WITHDRAWN


class Known:
    """People by what tells them from others.

    Within one list, one name in one organisation is one person, where no personal number, birth year or telephone
    number speaks against it: a list names the same person without contact again and again.
    """

    def __init__(self, people: Iterable[KnownEnrolment]) -> None:
        self._by_name: defaultdict[str, list[KnownEnrolment]] = defaultdict(list)
        self._by_hash: dict[str, KnownEnrolment] = {}
        for one in people:
            self._put(one)

    def find(self, one: ReadPerson, organisation: str) -> KnownEnrolment | None:
        """The enrolment of the person of a row; organisation: theirs, folded."""
        identity = one.entry.identity()
        if identity.national_id_hash in self._by_hash:
            return self._by_hash[identity.national_id_hash]
        for other in self._by_name[identity.folded]:
            if is_same_person(other.identity, identity):
                return other
            if other.organisation == organisation and not _differ(other.identity, identity):
                return other
        return None

    def add(self, one: ReadPerson, organisation: str) -> None:
        """Let the person of a row be found from now on."""
        identity = one.entry.identity()
        known = KnownEnrolment(one.row, one.entry.name, identity, organisation, EnrolmentState.ENROLLED)
        self._put(known)

    def _put(self, one: KnownEnrolment) -> None:
        self._by_name[one.identity.folded].append(one)
        if one.identity.national_id_hash:
            self._by_hash[one.identity.national_id_hash] = one


def known_people(training_class: int) -> Known:
    """Everybody who is or was on the list of a class, with their marks. Two queries."""
    marks: defaultdict[int, dict[int, AttendanceState]] = defaultdict(dict)
    stored = Attendance.objects.filter(training_class=training_class).order_by("pk")
    for enrolment, session, state in stored.values_list("enrolment_id", "session_id", "state"):
        marks[enrolment][session] = AttendanceState(state)
    rows = Enrolment.objects.filter(training_class=training_class).exclude(state=EnrolmentState.MERGED)
    return Known(
        KnownEnrolment(
            row.pk,
            row.person.name,
            Identity(
                row.person.folded,
                row.person.national_id_hash,
                row.person.phone,
                row.person.email,
                row.person.birth_year,
            ),
            row.organisation.folded if row.organisation else "",
            EnrolmentState(row.state),
            marks.get(row.pk, {}),
        )
        for row in rows.select_related("person", "organisation").order_by("pk")
    )


def communes_of(unit_id: int, on: date) -> tuple[tuple[str, int], ...]:
    """The communes of a province, with those of the provinces that went into it, on a day: name and number."""
    territory = territories_today([unit_id])[unit_id]
    rows = (
        AdministrativeUnit.objects.filter(parent__in=territory, valid_from__lte=on)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
        .exclude(level=UnitLevel.PROVINCE)
        .order_by("folded", "pk")
    )
    return tuple(rows.values_list("name", "pk"))


@dataclass(frozen=True, slots=True)
class _Match:
    numbers: tuple[int, ...]
    name: str


class Organisations:
    """The organisations that a file names: those that there are, and those to be registered. Two queries."""

    def __init__(self, named: Collection[NamedOrganisation], unit_id: int) -> None:
        self._unit = unit_id
        keys = {self.key(one): one for one in named}
        codes = {one.tax_code for one in keys.values() if one.tax_code}
        names = {fold(one.name) for one in keys.values() if one.name}
        by_code = {row.tax_code: row for row in Organisation.objects.filter(tax_code__in=codes).order_by("pk")}
        by_name: defaultdict[str, list[Organisation]] = defaultdict(list)
        territory = territories_today([unit_id])[unit_id]
        for row in Organisation.objects.filter(folded__in=names, unit__in=territory).order_by("pk"):
            by_name[row.folded].append(row)
        self._matches: dict[NamedOrganisation, _Match] = {}
        self._kinds: dict[NamedOrganisation, OrganisationKind | None] = {}
        for key, one in keys.items():
            found = [by_code[one.tax_code]] if one.tax_code in by_code else by_name.get(fold(one.name), [])
            if one.tax_code and one.tax_code not in by_code:
                found = [row for row in found if row.tax_code is None or row.tax_code == one.tax_code]
            self._matches[key] = _Match(tuple(row.pk for row in found), found[0].name if found else one.name)
            self._kinds[key] = one.kind or organisation_kind(one.name)

    @staticmethod
    def names(pairs: Iterable[tuple[str, int]]) -> Names:
        """Names to choose from."""
        return Names(pairs)

    @staticmethod
    def key(one: NamedOrganisation) -> NamedOrganisation:
        """One organisation, however its name is spaced and capitalised in other rows."""
        return NamedOrganisation(" ".join(one.name.split()), one.tax_code, one.kind)

    @property
    def to_register(self) -> tuple[tuple[NamedOrganisation, OrganisationKind, int], ...]:
        """What nobody knew yet: name, kind, province."""
        return tuple(
            (key, kind, self._unit)
            for key, match in self._matches.items()
            if not match.numbers and (kind := self._kinds[key]) is not None
        )

    def number(self, one: NamedOrganisation | None) -> int | None:
        """The organisation that is meant; None where it is to be registered."""
        if one is None:
            return None
        numbers = self._matches[self.key(one)].numbers
        return numbers[0] if len(numbers) == 1 else None

    def shown(self, one: NamedOrganisation) -> str:
        """As it is called here."""
        return self._matches[self.key(one)].name

    def problem(self, one: NamedOrganisation) -> tuple[str, str, str] | None:
        """Why it cannot be told which organisation is meant: column, message, remedy; None where it can."""
        key = self.key(one)
        match = self._matches[key]
        if len(match.numbers) > 1:
            message = _("có %(n)s đơn vị tên “%(name)s”") % {"n": len(match.numbers), "name": one.name[:80]}
            return "organisation", message, _("ghi mã số thuế của đơn vị")
        if match.numbers:
            return None
        if not one.name:
            message = _("chưa có đơn vị nào mang mã số thuế %(code)s") % {"code": one.tax_code}
            return "tax_code", message, _("ghi thêm tên đơn vị để thêm mới, hoặc xem lại mã số thuế")
        if self._kinds[key] is None:
            message = _("chưa có đơn vị “%(name)s”, và tên không rõ loại hình") % {"name": one.name[:80]}
            return "organisation", message, _("chọn “Loại hình đơn vị” để thêm mới, hoặc ghi mã số thuế")
        return None

    def doubts(self, one: NamedOrganisation) -> tuple[str, ...]:
        """What a person should look at."""
        key = self.key(one)
        match, kind = self._matches[key], self._kinds[key]
        if not match.numbers and kind is not None:
            return (_("đơn vị “%(name)s” chưa có, sẽ được thêm (%(kind)s)") % {"name": one.name, "kind": kind.label},)
        if one.name and fold(match.name) != fold(one.name):
            return (_("mã số thuế %(code)s là của “%(name)s”") % {"code": one.tax_code, "name": match.name},)
        return ()


def _differ(one: Identity, other: Identity) -> bool:
    """True where something that both have speaks against their being one person."""
    pairs = (
        (one.national_id_hash, other.national_id_hash),
        (one.birth_year, other.birth_year),
        (one.phone, other.phone),
        (one.email, other.email),
    )
    return any(mine and theirs and mine != theirs for mine, theirs in pairs)

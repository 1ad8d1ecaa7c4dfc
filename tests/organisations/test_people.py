"""People are registered once, known again, and never overwritten."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from nscl.institutions.queries import unit_by_code
from nscl.organisations.enums import OrganisationKind, Sex
from nscl.organisations.models import DistinctPersons, Person, PersonMerge
from nscl.organisations.operations import (
    MergeRefused,
    PersonEntry,
    find_or_register_people,
    find_or_register_person,
    merge_people,
    register_organisation,
    set_apart,
)
from nscl.organisations.queries import Likeness, find_doubles, find_people
from nscl.organisations.rules import Identity, is_same_person
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM
from nscl.text.personal_ids import parse_personal_id
from tests.factories.people import AT

pytestmark = pytest.mark.usefixtures("loaded")
ID = parse_personal_id("024185001234")
PHONE = "+84912345678"


@pytest.fixture
def unit() -> int:
    return unit_by_code("24", on=AT.date()).id


def register(unit: int, name: str = "Nguyễn Thị Thử", **given: Any) -> Person:
    found = find_or_register_person(entry=PersonEntry(name=name, **given), unit_id=unit, by=SYSTEM, at=AT)
    return Person.objects.get(pk=found.number)


def test_the_same_number_is_the_same_person_under_any_spelling(unit: int) -> None:
    first = register(unit, national_id=ID)
    assert register(unit, "NGUYEN THI THU", national_id=ID) == first
    assert (first.sex, first.birth_year) == (Sex.FEMALE, 1985)  # as the number tells
    assert ID.digits not in str(Person.objects.values().get())


def test_name_and_phone_or_address_make_a_person_known_again(unit: int) -> None:
    first = register(unit, phone=PHONE)
    assert register(unit, "Nguyen Thi Thu", phone=PHONE, email="thu@example.vn") == first
    assert register(unit, email="Thu@example.vn") == first  # what was added counts from then on
    assert register(unit) != first  # a name alone is no proof
    assert register(unit, "Trần Văn Khác", phone=PHONE) != first  # a phone that an office shares
    assert register(unit, phone=PHONE, birth_year=1990).birth_year == 1990


def test_what_is_known_is_kept_and_what_is_new_is_added(unit: int) -> None:
    firm = register_organisation(
        name="Công ty Thử", kind=OrganisationKind.ENTERPRISE, tax_code=None, unit_id=unit, by=SYSTEM, at=AT
    )
    register(unit, phone=PHONE, email="cu@example.vn")
    again = register(unit, phone=PHONE, email="moi@example.vn", organisation_id=firm, position="Tổ trưởng")
    assert (again.email, again.organisation_id, again.position) == ("cu@example.vn", firm, "Tổ trưởng")
    assert again.version == 2


def test_a_list_is_registered_at_once_with_one_event_and_each_person_once(
    unit: int, django_assert_max_num_queries: Any
) -> None:
    entries = [PersonEntry(name=f"Người {word}", phone=f"+8491234567{n}") for n, word in enumerate("abcde")]
    events = AuditEvent.objects.count()
    with django_assert_max_num_queries(14):
        found = find_or_register_people(
            entries=[*entries, entries[0], PersonEntry(name="Người A", phone=entries[0].phone, sex=Sex.MALE)],
            unit_id=unit,
            by=SYSTEM,
            at=AT,
        )
    assert len({one.number for one in found}) == 5
    assert [one.is_new for one in found] == [True] * 5 + [False] * 2
    assert Person.objects.get(pk=found[0].number).sex == Sex.MALE
    assert AuditEvent.objects.count() == events + 1
    again = find_or_register_people(entries=entries, unit_id=unit, by=SYSTEM, at=AT)
    assert [one.number for one in again] == [one.number for one in found[:5]]
    assert AuditEvent.objects.count() == events + 1


def test_people_are_found_by_folded_words_and_by_number(unit: int) -> None:
    register(unit, phone=PHONE)
    register(unit, "Trần Văn Đạt")
    assert [row.name for row in find_people("thi nguyen", None)] == ["Nguyễn Thị Thử"]
    assert [row.phone_end for row in find_people("0912 345 678", [unit])] == ["678"]
    assert [row.name for row in find_people("dat", None)] == ["Trần Văn Đạt"]
    assert find_people("  ", None) == ()


def test_who_is_the_same_is_decided_by_proof_alone() -> None:
    one = Identity("a b", phone=PHONE)
    assert is_same_person(one, Identity("a b", phone=PHONE))
    assert not is_same_person(one, Identity("a b"))
    assert not is_same_person(Identity("a b", "x" * 64, PHONE), Identity("a b", "y" * 64, PHONE))
    assert not is_same_person(Identity("a b", birth_year=1980, phone=PHONE), Identity("a b", None, PHONE, "", 1981))


def refused(constraint: str) -> Any:
    return pytest.raises(IntegrityError, match=f"(?i){constraint}")


def test_the_database_refuses_people_who_cannot_be(unit: int) -> None:
    one, other = register(unit, phone=PHONE, national_id=ID), register(unit, "Trần Văn Đạt")
    rows = Person.objects.filter(pk=one.pk)
    refusals: dict[str, dict[str, Any]] = {
        "organisations_person_named": {"name": ""},
        "organisations_person_sex": {"sex": "khác"},
        "organisations_person_not_into_itself": {"merged_into": one.pk, "national_id_hash": None, "phone": ""},
        "organisations_person_merged_bare": {"merged_into": other.pk},
        "organisations_person_contact_erased": {"contact_erased_at": AT},
    }
    for constraint, values in refusals.items():
        with refused(constraint), transaction.atomic():
            rows.update(**values)
    with refused("national_id_hash"), transaction.atomic():
        Person.objects.filter(pk=other.pk).update(national_id_hash=one.national_id_hash)


def test_the_database_refuses_merges_that_cannot_be(unit: int) -> None:
    one, other = register(unit), register(unit, "Trần Văn Đạt")
    with refused("organisations_merge_of_two"), transaction.atomic():
        PersonMerge.objects.create(kept=one, absorbed=one, at=AT, reason="x")
    with refused("organisations_merge_why"), transaction.atomic():
        PersonMerge.objects.create(kept=one, absorbed=other, at=AT, reason="")
    PersonMerge.objects.create(kept=one, absorbed=other, at=AT, reason="một người")
    with refused("organisations_merge_once|absorbed_id"), transaction.atomic():
        PersonMerge.objects.create(kept=one, absorbed=other, at=AT, reason="lần nữa")
    with refused("organisations_distinct_ordered"), transaction.atomic():
        DistinctPersons.objects.create(first=other, second=one, at=AT)
    DistinctPersons.objects.create(first=one, second=other, at=AT)
    with refused("organisations_distinct_once|first_id"), transaction.atomic():
        DistinctPersons.objects.create(first=one, second=other, at=AT)


# --- two rows of one person


def test_likely_doubles_are_proposed_with_what_speaks_for_it(unit: int) -> None:
    one = register(unit, "Nguyễn Thị Thu", phone=PHONE)
    other = register(unit, "Nguyễn Thu", phone=PHONE)
    register(unit, "Trần Văn Đạt", phone=PHONE)  # a colleague on the office's phone
    same_year = register(unit, "Nguyễn Thị Thu", birth_year=1985)
    register(unit, "Nguyen Thi Thu", birth_year=1985, email="thu@example.vn")
    pairs = find_doubles([unit])
    assert (pairs[0].first.number, pairs[0].second.number) == (one.pk, other.pk)
    assert pairs[0].likeness == (Likeness.PHONE,)
    assert (pairs[1].first.number, pairs[1].likeness) == (same_year.pk, (Likeness.BIRTH_YEAR,))
    assert len(pairs) == 2
    set_apart(one=other.pk, other=one.pk, by=SYSTEM, at=AT)
    assert len(find_doubles([unit])) == 1


def test_different_personal_numbers_prove_two_people(unit: int) -> None:
    one = register(unit, phone=PHONE, national_id=ID)
    other = register(unit, phone=PHONE, national_id=parse_personal_id("024185001235"))
    assert one != other
    assert find_doubles(None) == ()
    with pytest.raises(MergeRefused, match="hai số định danh"):
        merge_people(keep=one.pk, absorb=other.pk, reason="nhầm", by=SYSTEM, at=AT)


def test_a_merge_keeps_one_row_that_knows_all_and_leaves_a_trail(unit: int) -> None:
    kept, absorbed = register(unit, phone=PHONE), register(unit, national_id=ID, email="thu@example.vn")
    merge_people(keep=kept.pk, absorb=absorbed.pk, reason="cùng một người", by=SYSTEM, at=AT)
    kept.refresh_from_db()
    absorbed.refresh_from_db()
    assert (kept.phone, kept.email, kept.birth_year) == (PHONE, "thu@example.vn", 1985)
    assert (absorbed.merged_into_id, absorbed.national_id_hash, absorbed.email) == (kept.pk, None, "")
    assert PersonMerge.objects.get().absorbed_email == "thu@example.vn"
    assert register(unit, national_id=ID) == kept
    assert [row.number for row in find_people("thi thu", None)] == [kept.pk]
    with pytest.raises(MergeRefused, match="đã được gộp"):
        merge_people(keep=kept.pk, absorb=absorbed.pk, reason="lần nữa", by=SYSTEM, at=AT)


def test_a_merge_needs_two_people_and_a_reason(unit: int) -> None:
    one, other = register(unit), register(unit, "Trần Văn Đạt")
    with pytest.raises(MergeRefused, match="hai người khác nhau"):
        merge_people(keep=one.pk, absorb=one.pk, reason="x", by=SYSTEM, at=AT)
    with pytest.raises(MergeRefused, match="lý do"):
        merge_people(keep=one.pk, absorb=other.pk, reason=" ", by=SYSTEM, at=AT)
    assert not PersonMerge.objects.exists()


def test_what_a_stranger_types_changes_nothing_of_who_is_known(unit: int) -> None:
    known = register(unit, phone=PHONE)
    entry = PersonEntry(name="Nguyễn Thị Thử", phone=PHONE, email="ke-la@example.vn", position="Giám đốc")
    (found,) = find_or_register_people(entries=[entry], unit_id=unit, by=SYSTEM, at=AT, adds_to_known=False)
    known.refresh_from_db()
    assert (found.number, found.is_new) == (known.pk, False)
    assert (known.email, known.position, known.version) == ("", "", 1)

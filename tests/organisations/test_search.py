"""Finding organisations as somebody types, on both databases' own index."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nscl.institutions.enums import UnitLevel
from nscl.institutions.models import AdministrativeUnit
from nscl.organisations import search_index
from nscl.organisations.enums import OrganisationKind, OrganisationState
from nscl.organisations.models import FormerName, Organisation
from nscl.organisations.queries.search import search_organisations
from nscl.text.folding import fold

pytestmark = pytest.mark.django_db


def _units() -> list[int]:
    provinces = AdministrativeUnit.objects.filter(level=UnitLevel.PROVINCE).order_by("pk")
    return list(provinces.values_list("pk", flat=True)[:2])


def _add(name: str, unit: int, tax_code: str | None = None, state: str = OrganisationState.ACTIVE) -> int:
    row = Organisation.objects.create(
        name=name,
        folded=fold(name),
        kind=OrganisationKind.ENTERPRISE,
        unit_id=unit,
        tax_code=tax_code,
        state=state,
        state_on=None if state == OrganisationState.ACTIVE else date(2025, 1, 1),
    )
    return int(row.pk)


def _found(text: str, units: list[int] | None = None, limit: int = 20) -> list[str]:
    return [hit.name for hit in search_organisations(units, text, limit)]


def test_words_in_any_order_without_marks_and_the_last_as_far_as_typed() -> None:
    one, other = _units()
    _add("Công ty TNHH Đại Phát", one)
    _add("Hợp tác xã “Chè Đồng Hỷ”", other)
    assert _found("dai phat") == _found("PHÁT ĐẠ") == _found("tnhh phat dai") == ["Công ty TNHH Đại Phát"]
    assert _found("che dong") == _found("đồng hợp tá") == ["Hợp tác xã “Chè Đồng Hỷ”"]
    # Only the last word may be unfinished; a word is found from its beginning.
    assert _found("ph dai") == _found("hat dai") == []
    assert _found("đại", [other]) == [] == _found("đại", [])
    assert _found(" .,;' \" ") == [] == _found("dai", limit=0)


def test_the_marks_as_typed_come_first_then_the_words_one_after_another_then_what_still_exists() -> None:
    (unit, _) = _units()
    for name in ("Cơ khí Ban Mai", "Thủy sản Bàn Long", "Bán lẻ An Ban", "Long Bàn Gỗ"):
        _add(name, unit)
    _add("Bàn Long cũ", unit, state=OrganisationState.GONE)
    assert _found("bàn") == ["Long Bàn Gỗ", "Thủy sản Bàn Long", "Bàn Long cũ", "Bán lẻ An Ban", "Cơ khí Ban Mai"]
    assert _found("ban long") == ["Thủy sản Bàn Long", "Bàn Long cũ", "Long Bàn Gỗ"]
    # Where not all are read, those with the marks as typed are.
    assert _found("bàn", limit=1)[0] in {"Long Bàn Gỗ", "Thủy sản Bàn Long"}


def test_a_tax_code_from_its_beginning_however_it_is_grouped() -> None:
    (unit, _) = _units()
    _add("Một", unit, "0100233488")
    _add("Hai", unit, "0100233488-001")
    _add("Ba", unit, "0100109106")
    assert _found("0100233488") == ["Một", "Hai"] or _found("0100233488") == ["Hai", "Một"]
    assert _found("0100 233 488") == _found("0100233488")
    assert _found("0100233488-001") == _found("0100233488001") == ["Hai"]
    assert sorted(_found("01002")) == ["Hai", "Một"]
    assert sorted(_found("010")) == ["Ba", "Hai", "Một"]


def test_former_names_and_merged_rows_lead_to_the_organisation_of_today() -> None:
    one, other = _units()
    kept = _add("Công ty Ánh Dương", one)
    FormerName.objects.create(
        organisation_id=kept, name="Xí nghiệp Mặt Trời", folded="xi nghiep mat troi", until="2020-01-01"
    )
    merged = _add("Cty AD (ghi trùng)", other)
    Organisation.objects.filter(pk=merged).update(merged_into=kept)
    for text, found_as in (("mat tr", "Xí nghiệp Mặt Trời"), ("ghi trùng", "Cty AD (ghi trùng)"), ("ánh dương", "")):
        (hit,) = search_organisations(None, text)
        assert (hit.number, hit.name, hit.found_as) == (kept, "Công ty Ánh Dương", found_as)
    # Who may not see the province of the one that was kept does not see it by another's name either.
    assert search_organisations([other], "ghi trùng") == () == search_organisations([other], "mặt trời")
    assert len(search_organisations([one], "mặt trời")) == 1


def test_the_database_keeps_the_index_at_every_write_and_makes_it_anew_where_it_is_lost() -> None:
    one, other = _units()
    number = _add("Tên cũ", one)
    Organisation.objects.filter(pk=number).update(name="Tên mới hẳn", folded="ten moi han", version=F("version") + 1)
    assert _found("moi han") == ["Tên mới hẳn"]
    assert not _found("cũ")
    Organisation.objects.filter(pk=number).update(unit=other)
    assert not _found("moi", [one])
    assert _found("moi", [other])
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER organisations_search_added")
        _add("Tên vắng", one)
        assert not _found("vắng")
        search_index.install(connection)
        assert _found("vắng")
    Organisation.objects.filter(pk=number).delete()
    assert not _found("moi")


def test_a_search_asks_at_most_three_questions(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for number in range(3):
        _add(f"Doanh nghiệp {number}", _units()[0])
    with django_assert_max_num_queries(3):
        assert len(_found("doanh nghiệp")) == 3


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.text(max_size=40), st.from_regex(r"[0-9a-z'\"*:&|!()=@\- ]{0,20}", fullmatch=True)))
def test_whatever_is_typed_is_answered(text: str) -> None:
    search_organisations([1, 2], text)

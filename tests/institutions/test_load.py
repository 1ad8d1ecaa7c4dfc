"""Loading the reference data: whole, once, and again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.core.management.color import no_style
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nscl.institutions.models import AdministrativeUnit, Agency, AgencySuccession, UnitSuccession
from nscl.institutions.operations import ReferenceConflict, load_reference
from nscl.institutions.queries import unit_by_code
from nscl.institutions.reference import Reference
from nscl.records.models import AuditEvent, SearchEntry
from nscl.records.operations import SYSTEM
from tests.factories.people import AT


@pytest.fixture
def emptied(db: None) -> None:  # noqa: ARG001
    tables = [m._meta.db_table for m in (AdministrativeUnit, UnitSuccession, Agency, AgencySuccession, SearchEntry)]
    connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), tables, allow_cascade=True))


def counts() -> tuple[int, ...]:
    return tuple(m._default_manager.count() for m in (AdministrativeUnit, UnitSuccession, Agency, AgencySuccession))


@pytest.mark.usefixtures("emptied")
def test_everything_arrives_with_one_audit_event(reference: Reference) -> None:
    assert counts() == (0, 0, 0, 0)
    load_reference(reference=reference, by=SYSTEM, at=AT)
    assert counts() == (
        len(reference.units),
        len(reference.unit_successions),
        len(reference.agencies),
        len(reference.agency_successions),
    )
    assert SearchEntry.objects.count() == len(reference.units) + len(reference.agencies)
    event = AuditEvent.objects.get()
    assert (event.action, event.actor_name, event.at) == ("reference.loaded", "Hệ thống", AT)


def test_places_and_bodies_can_be_found(loaded: Reference) -> None:
    assert SearchEntry.objects.count() == len(loaded.units) + len(loaded.agencies)
    titles = SearchEntry.objects.filter(folded__contains="bo ha").order_by("object_id").values_list("title", "place")
    assert list(titles) == [
        ("Xã Bố Hạ", "tỉnh Bắc Ninh, 01/07/2025 – 19/09/2026"),
        ("Phường Bố Hạ", "thành phố Bắc Ninh"),
    ]


def test_second_load_writes_nothing(loaded: Reference) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        result = load_reference(reference=loaded, by=SYSTEM, at=AT)
    assert not result.changed
    sent = [query["sql"].split()[0] for query in queries.captured_queries]
    assert set(sent) <= {"SELECT", "SAVEPOINT", "RELEASE"}
    assert len(sent) <= 8
    assert AuditEvent.objects.count() == 0


def test_a_new_change_ends_a_unit_and_begins_another(loaded: Reference) -> None:
    """As when a later release makes Lạng Sơn a city: the old row ends before the new one takes its code."""
    old = next(unit for unit in loaded.provinces if unit.code == "20")
    on = date(2027, 1, 1)
    ended = replace(old, valid_to=date(2026, 12, 31))
    city = replace(old, valid_from=on, name="Lạng Sơn mới")
    template = loaded.unit_successions[0]
    succession = replace(template, predecessor=old.ref, successor=city.ref, on=on)
    newer = replace(
        loaded,
        units=(*(ended if unit is old else unit for unit in loaded.units), city),
        unit_successions=(*loaded.unit_successions, succession),
    )
    result = load_reference(reference=newer, by=SYSTEM, at=AT)
    assert (result.created, result.updated, result.removed) == (2, 1, 0)
    assert unit_by_code("20", date(2026, 12, 31)).name == "Lạng Sơn"
    assert unit_by_code("20", on).name == "Lạng Sơn mới"
    assert AuditEvent.objects.count() == 1


def test_a_corrected_name_and_a_withdrawn_succession_follow(loaded: Reference) -> None:
    first = replace(loaded.units[0], name="Tên sửa")
    newer = replace(loaded, units=(first, *loaded.units[1:]), agency_successions=loaded.agency_successions[1:])
    result = load_reference(reference=newer, by=SYSTEM, at=AT)
    assert (result.created, result.updated, result.removed) == (0, 1, 1)
    stored = AdministrativeUnit.objects.get(level=first.level, code=first.code, valid_from=first.valid_from)
    assert (stored.name, stored.folded) == ("Tên sửa", "ten sua")
    assert AgencySuccession.objects.count() == len(newer.agency_successions)


def test_nothing_is_forgotten(loaded: Reference) -> None:
    gone = loaded.units[-1]
    newer = replace(loaded, units=loaded.units[:-1])
    before = counts()
    with pytest.raises(ReferenceConflict, match=f"đơn vị hành chính.*{gone.name}.*Lịch sử không được xóa"):
        load_reference(reference=newer, by=SYSTEM, at=AT)
    assert counts() == before
    with pytest.raises(ReferenceConflict, match="cơ quan"):
        load_reference(reference=replace(loaded, agencies=loaded.agencies[:-1]), by=SYSTEM, at=AT)

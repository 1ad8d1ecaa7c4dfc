"""Acts on the registry: what is written, what is refused and with which words, what stays on record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from nscl.accounts.enums import Role
from nscl.accounts.rules import NotAllowed
from nscl.institutions.queries import unit_by_code
from nscl.organisations.enums import ORGANISATION, FlagKind, OrganisationKind, OrganisationState, RiskLevel, VsicEdition
from nscl.organisations.models import Organisation, OrganisationFlag
from nscl.organisations.operations import registry
from nscl.organisations.operations.registry import FiguresEntry, FlagEntry, InvalidEntry, OrganisationEntry
from nscl.organisations.queries import OrganisationMissing, find_organisation, organisation_history
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM
from tests.factories.people import AT, make_viewer
from tests.factories.registry import BILLION, SMALL, a_flag, commune_id, make_organisation, next_tax_code

pytestmark = pytest.mark.usefixtures("loaded")
TODAY = AT.date()
KEP = "07399"  # a commune of Bắc Ninh, a ward since 20 September 2026
BEFORE = datetime(2025, 12, 1, 1, 0, tzinfo=UTC)
DONE: dict[str, Any] = {"viewer": None, "by": SYSTEM, "at": AT}


def row(number: int) -> Organisation:
    return Organisation.objects.get(pk=number)


def entry_of(number: int, **changed: Any) -> OrganisationEntry:
    stored = row(number)
    entry = OrganisationEntry(
        name=stored.name,
        kind=OrganisationKind(stored.kind),
        tax_code=stored.tax_code or "",
        commune_id=stored.commune_id,
        address=stored.address,
        industry=stored.industry,
        industry_edition=VsicEdition(stored.industry_edition) if stored.industry_edition else None,
        phone=stored.phone,
        email=stored.email,
    )
    return replace(entry, **changed)


def problems_of(act: Callable[[], object]) -> dict[str, str]:
    with pytest.raises(InvalidEntry) as refused:
        act()
    return {problem.field: problem.message for problem in refused.value.problems}


def test_an_organisation_is_registered_as_it_is_read() -> None:
    events = AuditEvent.objects.count()
    number = make_organisation(
        "  Công ty TNHH  Thử ", commune=KEP, tax_code="0100-109-106", industry="C10.71", phone="0912 345 678"
    )
    stored = row(number)
    assert (stored.name, stored.folded) == ("Công ty TNHH Thử", "cong ty tnhh thu")
    assert (stored.tax_code, stored.industry, stored.industry_edition) == ("0100109106", "1071", VsicEdition.V2025)
    assert (stored.phone, stored.created_at, stored.version) == ("+84912345678", AT, 1)
    assert AuditEvent.objects.count() == events + 1


def test_every_problem_of_an_entry_is_told_at_once() -> None:
    entry = OrganisationEntry(
        name=" ",
        kind=OrganisationKind.ENTERPRISE,
        tax_code="0100109107",
        commune_id=commune_id("00004"),  # Hà Nội
        address="x" * 251,
        industry="45",
        founded_on=TODAY + timedelta(days=1),
        phone="abc",
        email="khong-phai",
    )
    unit = unit_by_code("24", on=TODAY).id
    problems = problems_of(lambda: registry.register(entry=entry, unit_id=unit, **DONE))
    fields = {"name", "tax_code", "commune", "address", "industry", "founded_on", "phone", "email"}
    assert problems.keys() == fields
    assert "số kiểm tra" in problems["tax_code"]
    assert problems["commune"].startswith("phường Ba Đình không thuộc thành phố Bắc Ninh")
    assert "VSIC 2018" in problems["industry"]


def test_a_tax_code_is_one_organisations() -> None:
    code = next_tax_code()
    first = make_organisation("Công ty Cũ", tax_code=code)
    with pytest.raises(registry.TaxCodeTaken, match=r"Công ty Cũ \(Bắc Ninh\)") as refused:
        make_organisation("Công ty Mới", tax_code=code)
    assert refused.value.holder.number == first
    other = make_organisation("Công ty Mới")
    with pytest.raises(registry.TaxCodeTaken):
        registry.edit(number=other, version=1, entry=entry_of(other, tax_code=code), on=TODAY, **DONE)
    assert registry.edit(number=first, version=1, entry=entry_of(first), on=TODAY, **DONE) == 1  # its own


def test_a_new_name_keeps_the_old_one_and_a_correction_of_marks_does_not() -> None:
    number = make_organisation("Công ty Dong Tam")
    corrected = entry_of(number, name="Công ty Đồng Tâm")
    assert registry.edit(number=number, version=1, entry=corrected, on=TODAY, **DONE) == 2
    renamed = replace(corrected, name="Công ty Đồng Lòng")
    assert registry.edit(number=number, version=2, entry=renamed, on=date(2026, 6, 1), **DONE) == 3
    (former,) = row(number).former_names.order_by("pk")
    assert (former.name, former.until) == ("Công ty Đồng Tâm", date(2026, 5, 31))
    again = replace(renamed, name="Công ty Đồng Sức")
    problems = problems_of(lambda: registry.edit(number=number, version=3, entry=again, on=date(2026, 6, 1), **DONE))
    assert "31/05/2026" in problems["on"]
    history = organisation_history(None, number)
    assert [event.action for event in history] == ["organisation.edited"] * 2 + ["organisation.registered"]
    assert (history[0].changes[0].before, history[0].changes[0].after) == ("Công ty Đồng Tâm", "Công ty Đồng Lòng")


def test_two_who_edit_see_what_the_other_wrote() -> None:
    number = make_organisation("Công ty Thử")
    registry.edit(number=number, version=1, entry=entry_of(number, address="Số 1"), on=TODAY, **DONE)
    mine = entry_of(number, address="Số 2")
    with pytest.raises(registry.RegistryConflict, match="Hệ thống vừa sửa") as refused:
        registry.edit(number=number, version=1, entry=mine, on=TODAY, **DONE)
    (field,) = refused.value.fields
    assert (field.field, field.mine, field.theirs, refused.value.current_version) == ("address", "Số 2", "Số 1", 2)
    assert row(number).address == "Số 1"


def test_a_move_keeps_where_it_was() -> None:
    number = make_organisation(commune=KEP, address="Số 1", at=BEFORE)
    there, day = unit_by_code("20", on=TODAY), date(2026, 2, 1)
    move: dict[str, Any] = {"number": number, "unit_id": there.id, "commune_id": None, "address": "Số 2"}
    assert registry.move_seat(**move, version=1, on=day, **DONE) == 2
    (seat,) = row(number).seats.order_by("pk")
    assert (seat.address, seat.since, seat.until, seat.unit.code) == ("Số 1", None, date(2026, 1, 31), "24")
    back = move | {"unit_id": unit_by_code("24", on=TODAY).id, "commune_id": seat.commune_id, "address": "Số 3"}
    problems = problems_of(lambda: registry.move_seat(**back, version=2, on=day, **DONE))
    assert "01/02/2026" in problems["on"]
    registry.move_seat(**back, version=2, on=date(2026, 10, 1), **DONE)
    kept = row(number)
    assert (kept.commune_id, kept.unit.code) == (commune_id(KEP), "24")  # the commune is a ward by now
    detail = find_organisation(None, number, on=TODAY)
    assert [(one.province, one.address, one.since) for one in detail.seats] == [
        ("tỉnh Bắc Ninh", "Số 1", None),
        ("tỉnh Lạng Sơn", "Số 2", day),
        ("thành phố Bắc Ninh", "Số 3", date(2026, 10, 1)),
    ]
    assert (detail.seats[0].commune, detail.seats[0].commune_today) == ("xã Kép", "phường Kép")


def test_a_move_to_a_day_to_come_or_another_provinces_commune_is_refused() -> None:
    number = make_organisation()
    there = unit_by_code("20", on=TODAY)
    problems = problems_of(
        lambda: registry.move_seat(
            number=number,
            version=1,
            unit_id=there.id,
            commune_id=commune_id(KEP),
            address="",
            on=TODAY + timedelta(days=1),
            **DONE,
        )
    )
    assert problems.keys() == {"commune", "on"}


def test_an_organisation_stops_goes_and_comes_back() -> None:
    number = make_organisation()
    act: dict[str, Any] = {"number": number, "reason": "theo thông báo", **DONE}
    assert registry.suspend(version=1, on=date(2026, 3, 1), **act) == 2
    assert row(number).state_on == date(2026, 3, 1)
    with pytest.raises(registry.StateRefused, match="tạm ngừng nên"):
        registry.suspend(version=2, on=TODAY, **act)
    with pytest.raises(registry.RegistryConflict):
        registry.end(version=1, on=TODAY, **act)
    problems = problems_of(lambda: registry.end(version=2, on=date(2026, 2, 1), **(act | {"reason": " "})))
    assert problems.keys() == {"reason", "on"}
    registry.end(version=2, on=date(2026, 4, 1), **act)
    assert row(number).state == OrganisationState.GONE
    registry.resume(version=3, on=date(2026, 5, 1), **act)
    stored = row(number)
    assert (stored.state, stored.state_on, stored.version) == (OrganisationState.ACTIVE, None, 4)
    said = AuditEvent.objects.filter(subject_kind=ORGANISATION, subject_id=number).order_by("-pk")[0]
    assert (said.action, said.comment) == ("organisation.resumed", "theo thông báo")


def test_figures_give_the_size_and_are_written_over_with_a_trail() -> None:
    number = make_organisation(industry="1071", figures=SMALL)
    assert (row(number).size, row(number).size_on) == ("small", TODAY)
    more = replace(SMALL, workers=Decimal("150.04"), revenue_vnd=60 * BILLION, capital_vnd=30 * BILLION)
    registry.state_figures(number=number, figures=more, **DONE)
    assert row(number).size == "medium"
    assert row(number).figures.get(year=2025).workers == Decimal("150.0")
    changes = {one.field: (one.before, one.after) for one in organisation_history(None, number)[0].changes}
    assert changes["Quy mô"] == ("doanh nghiệp nhỏ", "doanh nghiệp vừa")
    assert changes["Doanh thu 2025"] == ("30.000.000.000", "60.000.000.000")
    events = AuditEvent.objects.count()
    registry.state_figures(number=number, figures=more, **DONE)
    assert AuditEvent.objects.count() == events  # the same again writes nothing
    # Another line of business, another class.
    registry.edit(number=number, version=row(number).version, entry=entry_of(number, industry=""), on=TODAY, **DONE)
    assert (row(number).size, row(number).size_on) == ("", None)


@pytest.mark.parametrize(
    ("figures", "field"),
    [
        (FiguresEntry(2027, Decimal(1), None, None), "year"),
        (FiguresEntry(1999, Decimal(1), None, None), "year"),
        (FiguresEntry(2025, Decimal(-1), None, None), "workers"),
        (FiguresEntry(2025, None, 10**17, None), "revenue_vnd"),
        (FiguresEntry(2025, None, None, None), "workers"),
        (FiguresEntry(2025, None, None, 1, "x" * 201), "source"),
    ],
)
def test_figures_that_cannot_be_are_refused(figures: FiguresEntry, field: str) -> None:
    number = make_organisation()
    assert problems_of(lambda: registry.state_figures(number=number, figures=figures, **DONE)).keys() == {field}


def test_a_flag_is_noted_once_and_ends_with_a_reason() -> None:
    number = make_organisation()
    flag = registry.state_flag(number=number, flag=a_flag(FlagKind.OCOP, product="Cà phê bột"), **DONE)
    with pytest.raises(registry.FlagClash, match="21/11/2026") as refused:
        registry.state_flag(number=number, flag=a_flag(FlagKind.OCOP, product="CA PHE BOT", holds=False), **DONE)
    assert refused.value.number == flag
    registry.state_flag(number=number, flag=a_flag(FlagKind.OCOP, product="Chè"), **DONE)
    assert problems_of(
        lambda: registry.end_flag(flag=flag, until=TODAY - timedelta(days=1), reason=" ", **DONE)
    ).keys() == {"reason", "until"}
    registry.end_flag(flag=flag, until=TODAY, reason="hết hạn công nhận", **DONE)
    with pytest.raises(registry.FlagMissing):
        registry.end_flag(flag=flag, until=TODAY, reason="lần nữa", **DONE)
    later = replace(a_flag(FlagKind.OCOP, product="Cà phê bột"), since=TODAY)
    with pytest.raises(registry.FlagClash):  # the last day is a day of the old one
        registry.state_flag(number=number, flag=later, **DONE)
    shown = find_organisation(None, number, on=TODAY + timedelta(days=1)).flags
    assert [(one.product, one.is_in_force) for one in shown] == [("Chè", True), ("Cà phê bột", False)]
    assert shown[1].ended_reason == "hết hạn công nhận"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"basis": " "}, "basis"),
        ({"product": ""}, "product"),
        ({"stars": 6}, "stars"),
        ({"stars": None}, "stars"),
        ({"holds": False}, "stars"),
        ({"kind": FlagKind.RISK, "stars": None}, "risk"),
        ({"risk": RiskLevel.HIGH}, "risk"),
        ({"since": TODAY + timedelta(days=1)}, "since"),
        ({"until": TODAY - timedelta(days=1)}, "until"),
        ({"basis": "x" * 251}, "basis"),
    ],
)
def test_a_flag_that_cannot_be_is_refused(changed: dict[str, Any], field: str) -> None:
    number = make_organisation()
    flag: FlagEntry = replace(a_flag(FlagKind.OCOP), **changed)
    assert field in problems_of(lambda: registry.state_flag(number=number, flag=flag, **DONE))
    assert not OrganisationFlag.objects.exists()


def test_who_may_not_keep_the_registry_writes_nothing() -> None:
    number = make_organisation()
    elsewhere = make_viewer(Role.PROVINCE_OFFICER, province="20")
    leader = make_viewer(Role.PROVINCE_LEADER)
    focal_point = make_viewer(Role.AGENCY_FOCAL_POINT)
    act: dict[str, Any] = {"number": number, "figures": SMALL, "by": SYSTEM, "at": AT}
    with pytest.raises(OrganisationMissing):  # not told apart from one that is not there
        registry.state_figures(**act, viewer=elsewhere)
    with pytest.raises(NotAllowed):
        registry.state_figures(**act, viewer=leader)
    with pytest.raises(NotAllowed):
        registry.register(entry=entry_of(number), unit_id=row(number).unit_id, viewer=elsewhere, by=SYSTEM, at=AT)
    registry.state_figures(**act, viewer=focal_point)
    with pytest.raises(NotAllowed):  # doubles and kin are the officer's
        registry.end_branch(branch=number, reason="x", viewer=focal_point, by=SYSTEM, at=AT)

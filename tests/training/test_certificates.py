"""Certificates as they are kept: earned, numbered, signed, issued again, revoked; and what the database refuses."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from nscl.accounts.rules import NotAllowed, Viewer
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM, Actor
from nscl.training.enums import CertificateState
from nscl.training.models import Certificate, Result, TrainingClass
from nscl.training.operations.certificates import (
    CertificateRefused,
    issue_certificates,
    reissue_certificate,
    revoke_certificate,
)
from nscl.training.operations.certificates.reminding import remind_of_ending
from nscl.training.operations.errors import Refused
from nscl.training.queries.access import find_class
from nscl.training.queries.certificates.expiring import ending_certificates
from nscl.training.queries.certificates.lists import (
    CertificateMissing,
    class_certificates_to_print,
    find_certificate,
    list_certificates,
)
from nscl.training.queries.certificates.of_class import class_certificates
from nscl.training.queries.certificates.public import find_by_statement, find_public_certificate, own_certificate
from nscl.training.rules.certificates import Lack
from nscl.training.signing import Verdict, code_of, read_code, verify
from tests.factories.certificates import a_signer, certificates_of, issue
from tests.factories.people import AT
from tests.factories.training import World, finish

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 21)


def give(world: World, viewer: Viewer | None = None) -> int:
    return issue_certificates(training_class=world.number, viewer=viewer, by=SYSTEM, at=AT, signer=a_signer()).count


def reissue(row: Certificate, **changes: Any) -> int:
    values: dict[str, Any] = {"holder": row.holder, "reason": "Sai tên", "viewer": None, "at": AT, **changes}
    return reissue_certificate(number=row.pk, by=SYSTEM, signer=a_signer(), **values)


def revoke(row: Certificate, **changes: Any) -> None:
    values: dict[str, Any] = {"reason": "Cấp nhầm", "viewer": None, "at": AT, **changes}
    revoke_certificate(number=row.pk, by=SYSTEM, **values)


def test_all_who_earned_it_get_it_once(world: World, officer: Viewer, actor: Actor) -> None:
    finish(world)
    before = AuditEvent.objects.count()
    first = issue_certificates(training_class=world.number, viewer=officer, by=actor, at=AT, signer=a_signer())
    rows = certificates_of(world)
    # Numbers follow the names: Lê, Nguyễn, Trần.
    assert [row.number for row in rows] == [2, 3, 1]
    assert (first.count, first.first, first.last) == (3, "24-2026-000001", "24-2026-000003")
    assert AuditEvent.objects.count() == before + 1
    # Run again: nothing, and no event.
    assert give(world, officer) == 0
    assert AuditEvent.objects.count() == before + 1


def test_what_it_says_is_what_was_signed(world: World) -> None:
    TrainingClass.objects.filter(pk=world.number).update(validity_months=24)
    (row, *_others) = issue(world)
    assert (row.issued_on, row.valid_to) == (ON, date(2028, 11, 21))
    # The province of today, and its body, whoever held the class in 2024.
    assert row.issuer == "Sở Khoa học và Công nghệ thành phố Bắc Ninh"
    code = read_code(code_of(row.signed_text, row.signature))
    assert verify(code, a_signer().public_key, on=ON) is Verdict.VALID
    assert (code.statement.serial, code.statement.holder, code.statement.course) == (row.serial, row.holder, row.course)


def test_who_lacks_what_is_told(world: World, officer: Viewer, focal: Viewer) -> None:
    header = find_class(officer, world.number)
    before = class_certificates(officer, header, on=ON)
    assert {one.missing[0].lack for one in before.learners} == {Lack.NOT_DONE}
    finish(world)
    TrainingClass.objects.filter(pk=world.number).update(min_test_percent=50)
    Result.objects.create(enrolment_id=world.people[0].number, percent=80, source="entered", at=AT)
    found = class_certificates(officer, find_class(officer, world.number), on=ON)
    lacks = {one.enrolment: [missing.lack for missing in one.missing] for one in found.learners}
    assert lacks == {
        world.people[0].number: [],
        world.people[1].number: [Lack.NO_RESULT],
        world.people[2].number: [Lack.NO_RESULT],
        world.people[3].number: [Lack.ATTENDANCE, Lack.NO_RESULT],
    }
    assert (found.awaiting, found.may_issue) == (1, True)
    assert not class_certificates(focal, find_class(focal, world.number), on=ON).may_issue


def test_nothing_is_issued_before_the_end_or_without_right(world: World, focal: Viewer) -> None:
    with pytest.raises(CertificateRefused, match="chưa kết thúc"):
        give(world)
    finish(world)
    with pytest.raises(NotAllowed):
        give(world, focal)
    TrainingClass.objects.filter(pk=world.number).update(gives_certificate=False)
    with pytest.raises(CertificateRefused, match="không cấp"):
        give(world)


def test_a_corrected_name_is_a_new_certificate(world: World, officer: Viewer) -> None:
    (old, *_others) = issue(world)
    new = find_certificate(officer, reissue(old, holder="  Nguyễn Thị   Ân ", viewer=officer), on=ON)
    assert (new.holder, new.serial, new.replaces) == ("Nguyễn Thị Ân", "24-2026-000004", old.serial)
    public = find_public_certificate(old.token, on=ON)
    assert (public.state, public.replaced_by) == (CertificateState.REPLACED, new.serial)
    with pytest.raises(CertificateRefused, match="đã được cấp lại"):
        reissue(old)
    with pytest.raises(CertificateRefused, match="thu hồi chứng nhận mới"):
        revoke(old)
    printed = own_certificate(world.people[0].token)
    assert printed is not None
    assert printed.serial == new.serial
    header = find_class(officer, world.number)
    assert [one.serial for one in class_certificates_to_print(header)] == [
        "24-2026-000001",
        "24-2026-000003",
        "24-2026-000004",
    ]


def test_a_revoked_one_is_not_given_again_by_the_class(world: World, officer: Viewer, focal: Viewer) -> None:
    (row, *_others) = issue(world)
    with pytest.raises(NotAllowed):
        revoke(row, viewer=focal)
    with pytest.raises(Refused, match="chưa ghi lý do"):
        revoke(row, reason="  ")
    revoke(row, viewer=officer)
    assert find_public_certificate(row.token, on=ON).state is CertificateState.REVOKED
    with pytest.raises(CertificateRefused, match="đã được thu hồi"):
        revoke(row)
    assert give(world) == 0
    assert own_certificate(world.people[0].token) is None
    # A mistake is put right for this one person.
    new = find_certificate(officer, reissue(row), on=ON)
    assert (new.state, new.replaces) == (CertificateState.VALID, row.serial)
    assert find_certificate(officer, row.pk, on=ON).state is CertificateState.REVOKED


def test_an_ended_one_is_not_issued_again(world: World) -> None:
    TrainingClass.objects.filter(pk=world.number).update(validity_months=1)
    (row, *_others) = issue(world)
    later = AT + timedelta(days=40)
    assert find_public_certificate(row.token, on=later.date()).state is CertificateState.EXPIRED
    with pytest.raises(CertificateRefused, match="hết hiệu lực"):
        reissue(row, at=later)
    for changes, says in (({"holder": " "}, "họ tên"), ({"holder": "A" * 151}, "ngắn lại"), ({"reason": ""}, "lý do")):
        with pytest.raises(Refused, match=says):
            reissue(row, **changes)


def test_numbers_begin_anew_each_year(world: World) -> None:
    next_year = AT.replace(year=2027)
    (row, *_others) = issue(world)
    revoke(row)
    new = Certificate.objects.get(pk=reissue(row, at=next_year))
    assert new.serial == "24-2027-000001"


def test_only_who_may_see_the_province_sees_them(world: World, officer: Viewer, reader: Viewer) -> None:
    (row, *_others) = issue(world)
    assert len(list_certificates(officer, unit_ids=[world.unit_id], year=2026, on=ON)) == 3
    assert len(list_certificates(reader, unit_ids=None, year=2026, on=ON)) == 3
    assert list_certificates(reader, unit_ids=None, year=2025, on=ON) == ()
    nobody = Viewer(number=1, name="Ai đó", grants=())
    with pytest.raises(CertificateMissing):
        find_certificate(nobody, row.pk, on=ON)
    with pytest.raises(CertificateMissing):
        find_public_certificate("x" * 22, on=ON)


def test_a_code_finds_what_is_kept(world: World) -> None:
    (row, *_others) = issue(world)
    found = find_by_statement(row.serial, row.signed_text, on=ON)
    assert found is not None
    assert found.serial == row.serial
    assert find_by_statement(row.serial, "{}", on=ON) is None


def test_who_is_reminded_that_it_ends(world: World) -> None:
    TrainingClass.objects.filter(pk=world.number).update(validity_months=1)
    (row, *_others) = issue(world)
    person = row.enrolment.person
    person.email = "an@thu.example"
    person.save(update_fields=["email"])
    assert ending_certificates(on=ON + timedelta(days=31)) == ()
    (ending,) = ending_certificates(on=ON)
    assert (ending.email, ending.serial, ending.valid_to) == ("an@thu.example", row.serial, date(2026, 12, 21))
    sent: list[str] = []

    def refuse(_one: object) -> None:
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        remind_of_ending(certificate=ending, post=refuse, at=AT)
    assert remind_of_ending(certificate=ending, post=lambda one: sent.append(one.email), at=AT)
    # Once: another run finds nothing, and one that had read the list before sends nothing.
    assert ending_certificates(on=ON) == ()
    assert not remind_of_ending(certificate=ending, post=lambda one: sent.append(one.email), at=AT)
    assert sent == ["an@thu.example"]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("training_certificate_says", {"holder": ""}),
        ("training_certificate_validity", {"valid_to": date(2026, 11, 20)}),
        ("training_certificate_revoked_why", {"revoked_at": AT}),
        ("training_certificate_revoked_why", {"revoke_reason": "không có ngày"}),
        ("training_certificate_number", {"number": 2}),
        ("training_certificate_one_in_force", {}),
    ],
)
def test_the_database_refuses(world: World, name: str, values: dict[str, Any]) -> None:
    (row, *_others) = issue(world)
    if name != "training_certificate_one_in_force":
        values = {"replaced_at": AT, **values}
    row.pk, row.serial, row.token, row.number = None, "24-2026-000009", "t" * 22, 9
    for field, value in values.items():
        setattr(row, field, value)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        row.save()
    # SQLite names the columns of a unique constraint, not the constraint.
    assert name in str(refused.value) or "UNIQUE" in str(refused.value)


@pytest.mark.parametrize("field", ["serial", "token", "holder", "course", "issuer", "signed_text", "signature"])
def test_what_it_says_is_never_changed(world: World, field: str) -> None:
    (row, *_others) = issue(world)
    with pytest.raises(DatabaseError), transaction.atomic():
        Certificate.objects.filter(pk=row.pk).update(**{field: "khác"})
    with pytest.raises(DatabaseError), transaction.atomic():
        Certificate.objects.filter(pk=row.pk).update(valid_to=date(2099, 1, 1))

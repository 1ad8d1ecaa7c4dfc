"""Keys of other deployments: trusted for a province, revoked for good."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from nscl.accounts.rules import NotAllowed
from nscl.institutions.queries import communes_of, unit_by_code
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM
from nscl.records.signing import Signer, public_pem
from nscl.reporting.operations.keys import add_key, revoke_key
from nscl.reporting.operations.package_errors import KeyKnown, KeyMissing, KeyRefused
from nscl.reporting.queries.packages import list_keys
from tests.documents.province_package.making import SIGNER
from tests.factories.people import AT
from tests.reporting.packages.conftest import Ministry

OTHER = public_pem(Signer(Ed25519PrivateKey.generate()).public_key)


def _add(ministry: Ministry, pem: str = OTHER, name: str = "Sở KH&CN Hưng Yên", unit: int = 0) -> int:
    unit = unit or unit_by_code("33", on=AT.date()).id
    return add_key(pem=pem, name=name, unit_id=unit, viewer=ministry.nation, by=SYSTEM, at=AT)


def test_a_key_is_trusted_and_revoked(ministry: Ministry) -> None:
    before = AuditEvent.objects.count()
    number = _add(ministry, f"  {OTHER}\n\n")
    keys = {one.number: one for one in list_keys(ministry.nation)}
    assert keys[number].province == "tỉnh Hưng Yên"
    assert keys[ministry.key].key_id == SIGNER.key_id
    revoke_key(number=number, reason="Đổi khóa", viewer=ministry.nation, by=SYSTEM, at=AT)
    assert [one.number for one in list_keys(ministry.nation)] == [ministry.key, number], "revoked ones come last"
    assert AuditEvent.objects.count() == before + 2
    with pytest.raises(KeyRefused, match="đã được thu hồi"):
        revoke_key(number=number, reason="Lần nữa", viewer=ministry.nation, by=SYSTEM, at=AT)
    with pytest.raises(KeyKnown):
        _add(ministry)


def test_what_is_no_key_is_refused_with_its_field(ministry: Ministry) -> None:
    commune = communes_of(unit_by_code("24", on=AT.date()).id, AT.date())[0].id
    for field, values in {
        "pem": {"pem": "không phải khóa"},
        "name": {"name": "  "},
        "unit": {"unit": commune},
    }.items():
        with pytest.raises(KeyRefused) as refused:
            _add(ministry, **values)  # type: ignore[arg-type]
        assert refused.value.field == field
    with pytest.raises(KeyKnown) as known:
        _add(ministry, public_pem(SIGNER.public_key))
    assert known.value.number == ministry.key
    with pytest.raises(KeyRefused) as refused:
        revoke_key(number=ministry.key, reason=" ", viewer=ministry.nation, by=SYSTEM, at=AT)
    assert refused.value.field == "reason"
    with pytest.raises(KeyMissing):
        revoke_key(number=0, reason="x", viewer=ministry.nation, by=SYSTEM, at=AT)


def test_only_the_country_trusts(ministry: Ministry) -> None:
    unit = unit_by_code("24", on=AT.date()).id
    for ask in (
        lambda: add_key(pem=OTHER, name="x", unit_id=unit, viewer=ministry.officer, by=SYSTEM, at=AT),
        lambda: revoke_key(number=ministry.key, reason="x", viewer=ministry.officer, by=SYSTEM, at=AT),
        lambda: list_keys(ministry.officer),
    ):
        with pytest.raises(NotAllowed):
            ask()

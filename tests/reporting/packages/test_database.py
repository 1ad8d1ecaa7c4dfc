"""What the database itself refuses of keys and packages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from nscl.reporting.models import ReceivedMeasure, ReceivedPackage, ReceivedSupport, ReceivedTimeliness, TrustedKey
from tests.documents.province_package.making import made, manifest
from tests.factories.packages import LATER, received, taken
from tests.factories.people import AT
from tests.reporting.packages.conftest import Ministry


def test_keys_are_named_and_revoked_with_a_reason(ministry: Ministry) -> None:
    key = TrustedKey.objects.filter(pk=ministry.key)
    wrong: dict[str, dict[str, Any]] = {
        "reporting_key_named": {"name": ""},
        "reporting_key_revoked_why": {"revoked_at": AT},
    }
    for name, changes in wrong.items():
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            key.update(**changes)
    with pytest.raises(IntegrityError, match="reporting_key_revoked_why"), transaction.atomic():
        key.update(revoked_why="vì sao")


def test_one_package_stands_in_a_place(ministry: Ministry) -> None:  # noqa: ARG001
    received()
    done = received(manifest(edition=2))
    with pytest.raises(IntegrityError), transaction.atomic():
        ReceivedPackage.objects.exclude(pk=done.number).update(superseded_at=None)


def test_timeliness_is_within_what_was_asked(ministry: Ministry) -> None:  # noqa: ARG001
    # Of a sample everything may change, so that it can be taken away.
    done = taken(made(manifest(is_sample=True)), accept_sample=True)
    rows = ReceivedTimeliness.objects.filter(package=done.number)
    with pytest.raises(IntegrityError, match="reporting_received_timeliness_within"), transaction.atomic():
        rows.update(on_time=11, submitted=11)
    ReceivedPackage.objects.filter(pk=done.number).delete()
    assert not rows.exists()


WRITES: dict[str, Callable[[int], object]] = {
    "changed": lambda number: ReceivedMeasure.objects.filter(package=number).update(value=1),
    "added": lambda number: ReceivedTimeliness.objects.create(
        package_id=number, year=2020, asked=1, submitted=1, on_time=1
    ),
    "removed": lambda number: ReceivedSupport.objects.filter(package=number).delete(),
}


@pytest.mark.parametrize("what", WRITES)
def test_rows_of_a_package_never_change(ministry: Ministry, what: str) -> None:  # noqa: ARG001
    done = received()
    with pytest.raises(DatabaseError, match="frozen_reporting_received"), transaction.atomic():
        WRITES[what](done.number)
    assert ReceivedPackage.objects.get(pk=done.number).sealed_at == LATER

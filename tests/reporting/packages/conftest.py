"""The country's viewer and officer, and a key that may send Lạng Sơn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from nscl.accounts.enums import Role
from nscl.accounts.queries import viewer_of
from nscl.accounts.rules import Viewer
from tests.factories.packages import trusted
from tests.factories.people import make_person


@dataclass(frozen=True)
class Ministry:
    """Who takes in packages, who may not, and the number of the trusted key."""

    nation: Viewer
    officer: Viewer
    key: int


@pytest.fixture(scope="module")
def _ministry(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Ministry]:  # noqa: ARG001
    with django_db_blocker.unblock(), transaction.atomic():
        yield Ministry(
            nation=viewer_of(make_person(Role.NATIONAL_VIEWER)),
            officer=viewer_of(make_person(Role.PROVINCE_OFFICER)),
            key=trusted(),
        )
        transaction.set_rollback(True)


@pytest.fixture
def ministry(_ministry: Ministry, db: None) -> Ministry:  # noqa: ARG001  (what a test writes is taken back)
    return _ministry

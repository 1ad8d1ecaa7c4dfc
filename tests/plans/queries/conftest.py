from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from pytest_django import DjangoDbBlocker

from nscl.accounts.enums import Role
from nscl.accounts.queries import viewer_of
from nscl.accounts.rules import Viewer
from nscl.finance.operations.editions import issue_edition
from nscl.finance.operations.intake import load_pack
from nscl.records.operations import SYSTEM
from tests.factories.people import AT, make_viewer
from tests.factories.plans import SMALL_TEXT, accept_all_findings, load_small_plan, published_packs
from tests.factories.world import built_world

QUANG_TRI = "44"


@dataclass(frozen=True)
class Shelf:
    """Two plans of what is Bắc Ninh today: the small one as a draft with its text, Bắc Giang's own one issued.

    today: Bắc Ninh's own, issued. officer: of Bắc Ninh, sees all three; neighbour: an officer of Quảng Trị; reader:
    the Ministry's, sees what is issued.
    """

    draft: int
    issued: int
    today: int
    officer: Viewer
    neighbour: Viewer
    reader: Viewer


@pytest.fixture(scope="module")
def _shelf(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Shelf]:  # noqa: ARG001
    with django_db_blocker.unblock(), built_world() as world:
        (pack,) = [pack for pack in published_packs() if pack.plan.slug == "bac-giang-2021-2025"]
        issued = load_pack(pack=pack, viewer=None, by=SYSTEM, at=AT).edition_id
        accept_all_findings(issued)
        issue_edition(edition_id=issued, viewer=None, by=SYSTEM, at=AT)
        yield Shelf(
            draft=load_small_plan(text=SMALL_TEXT),
            issued=issued,
            today=world.edition_id,
            officer=viewer_of(world.people[Role.PROVINCE_OFFICER]),
            neighbour=make_viewer(Role.PROVINCE_OFFICER, province=QUANG_TRI),
            reader=viewer_of(world.people[Role.NATIONAL_VIEWER]),
        )


@pytest.fixture
def shelf(_shelf: Shelf, db: None) -> Shelf:  # noqa: ARG001  (what a test writes is taken back; the shelf stays)
    """The shelf, for one test."""
    return _shelf

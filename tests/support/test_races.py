"""Several people at the same moment, on connections of their own: a content, a paper, a number is taken once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import IntegrityError

from nscl.organisations.models import Organisation
from nscl.records.operations import SYSTEM
from nscl.support.enums import CaseState
from nscl.support.models import SupportCase, SupportSlot
from nscl.support.operations.cases import submit_case
from nscl.support.operations.errors import AlreadySupported, PaperUsed
from nscl.support.operations.kinship import unite_lineages
from nscl.support.operations.links import open_link, send_link
from nscl.support.queries.checking import check_support
from nscl.support.rules.values import CaseValues
from tests.factories.support import MOMENT, World, a_branch, a_certificate, a_draft, a_firm, an_application, make_world
from tests.factories.support_rules import LIFE, MANY, SUBJECT, under
from tests.factories.together import in_a_thread, in_threads, real_database

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


@pytest.fixture(autouse=True)
def _real_database(transactional_db: None, own_rules: None, tmp_path: Path) -> Iterator[None]:  # noqa: ARG001
    with real_database(tmp_path):
        yield


def submit(number: int) -> Callable[[], object]:
    return lambda: submit_case(number=number, version=None, viewer=None, by=SYSTEM, at=MOMENT)


def draft(firm: int, values: CaseValues) -> int:
    return a_draft(firm, values)


def two_branches_take_a_content_once(world: World) -> None:
    """Life against life, and life against a part."""
    for item in (LIFE, SUBJECT, MANY, LIFE, SUBJECT):
        head = a_firm(world.unit_id)
        cases = [draft(head, under(LIFE)), draft(a_branch(head), under(item, subject="ISO 9001"))]
        late = in_threads([submit(number) for number in cases])
        assert [type(one) for one in late] == [AlreadySupported], late
        assert SupportSlot.objects.filter(lineage=head, holds=True).count() == 1


def bare_rows_meet_the_trigger(world: World) -> None:
    """Without the operations, which would wait for each other."""
    for scope in ["", "iso 9001", "2024", "", "iso 9001"]:
        head = a_firm(world.unit_id)
        pairs = [(draft(head, under(LIFE)), ""), (draft(a_branch(head), under(MANY)), scope)]

        def insert(case: int, scope: str, head: int = head) -> Callable[[], object]:
            return lambda: SupportSlot.objects.create(case_id=case, lineage_id=head, content="x", scope=scope)

        late = in_threads([insert(*pair) for pair in pairs])
        assert [type(one) for one in late] == [IntegrityError], late
        SupportSlot.objects.filter(lineage=head).delete()


def a_certificate_serves_one_of_two_strangers(world: World) -> None:
    for _round in range(ROUNDS):
        shared = a_certificate()
        cases = [draft(a_firm(world.unit_id), an_application(certificate=shared)) for _ in range(2)]
        late = in_threads([submit(number) for number in cases])
        assert [type(one) for one in late] == [PaperUsed], late


def numbers_leave_no_gap(world: World) -> None:
    before = SupportCase.objects.filter(number__isnull=False).count()
    cases = [draft(a_firm(world.unit_id), under(LIFE)) for _ in range(ROUNDS)]
    assert in_threads([submit(number) for number in cases]) == []
    numbers = SupportCase.objects.filter(pk__in=cases).order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(before + 1, before + 1 + ROUNDS))


def kin_that_are_found_while_both_apply_hold_a_content_once(world: World) -> None:
    for _round in range(ROUNDS):
        one, other = a_firm(world.unit_id), a_firm(world.unit_id)
        cases = [draft(one, under(LIFE)), draft(other, under(LIFE))]

        def unite(one: int = one, other: int = other) -> None:
            unite_lineages(keep=one, absorb=other, by=SYSTEM, at=MOMENT)
            Organisation.objects.filter(pk=other).update(lineage=one)

        late = in_threads([unite, *map(submit, cases)])
        assert all(isinstance(error, AlreadySupported) for error in late), late
        unite_lineages(keep=one, absorb=other, by=SYSTEM, at=MOMENT)  # what slipped in between
        assert SupportSlot.objects.filter(case__in=cases, holds=True).count() == 1


def a_link_opens_in_one_of_two_browsers(world: World) -> None:
    link = send_link(case=draft(world.firm, under(LIFE)), email="a@b.example", viewer=None, by=SYSTEM, at=MOMENT)
    keys = [f"khóa {browser}" for browser in range(4)]
    late = in_threads([lambda key=key: open_link(token=link.token, browser_key=key, at=MOMENT) for key in keys])  # type: ignore[misc]
    assert len(late) == len(keys) - 1


def test_at_the_same_moment() -> None:
    def test() -> None:
        world = make_world()
        two_branches_take_a_content_once(world)
        bare_rows_meet_the_trigger(world)
        a_certificate_serves_one_of_two_strangers(world)
        numbers_leave_no_gap(world)
        kin_that_are_found_while_both_apply_hold_a_content_once(world)
        a_link_opens_in_one_of_two_browsers(world)
        assert check_support().problems == ()
        assert SupportCase.objects.filter(state=CaseState.SUBMITTED).exists()

    in_a_thread(test)

"""Several people at the same moment, each with a connection of their own: one succeeds, the others are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nscl.finance.models import Estimate, EstimateLine, LedgerAccount
from nscl.finance.operations.estimates import Start, appraise_as_proposed, set_amounts
from nscl.finance.operations.estimates.errors import CellsConflict, OpenEstimate, StepRefused
from nscl.finance.rules.line_values import CellChange
from nscl.records.operations import SYSTEM
from tests.factories.estimates import MILLION, STATE, approve, started, submitted
from tests.factories.people import AT
from tests.factories.together import in_a_thread, in_threads, real_database
from tests.factories.work import issue_small_plan

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


@pytest.fixture(autouse=True)
def _real_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:  # noqa: ARG001
    with real_database(tmp_path):
        yield


def all_but_one(acts: list[Callable[[], object]], told: type[Exception]) -> None:
    late = in_threads(acts)
    assert len(late) == len(acts) - 1
    assert all(isinstance(one, told) for one in late), late


def test_one_of_those_who_do_the_same_at_once_succeeds() -> None:
    """From the start to the approval: no second estimate, no lost figure, no second account."""

    def test() -> None:
        plan = issue_small_plan().pk
        all_but_one([lambda: started(plan, Start.PLAN)] * AT_ONCE, OpenEstimate)
        estimate = Estimate.objects.get(plan=plan).pk
        line = EstimateLine.objects.get(estimate=estimate, key="II").pk

        def typed(vnd: int) -> Callable[[], object]:
            cell = CellChange(line, 2022, STATE, vnd, 50 * MILLION)
            return lambda: set_amounts(estimate=estimate, cells=[cell], viewer=None, by=SYSTEM, at=AT)

        all_but_one([typed(number) for number in range(1, AT_ONCE + 1)], CellsConflict)
        submitted(estimate)
        appraise_as_proposed(estimate=estimate, viewer=None, by=SYSTEM, at=AT)
        all_but_one([lambda: approve(estimate)] * AT_ONCE, StepRefused)
        assert LedgerAccount.objects.filter(plan=plan).count() == 5

    in_a_thread(test)

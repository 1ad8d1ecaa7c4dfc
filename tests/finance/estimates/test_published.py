"""The published plans' money opens as estimates at the figures they print."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from nscl.accounts.rules import Viewer
from nscl.documents.pack.reader import read_pack_file
from nscl.finance.enums import MoneySource
from nscl.finance.models import Estimate, LedgerAccount
from nscl.finance.operations.estimates import Start, take_over_signed
from nscl.finance.operations.estimates.errors import CannotStart, ReasonMissing
from nscl.finance.operations.intake import load_published
from nscl.finance.queries.estimates import EstimateGrid, estimate_grid, plan_money
from nscl.finance.rules.problems import Reason
from nscl.plans.models import Plan
from nscl.records.operations import SYSTEM
from nscl.text.numbers import read_words
from tests.factories.estimates import MILLION, started
from tests.factories.people import AT
from tests.finance.conftest import Site

PLANS = Path(__file__).parents[3] / "data" / "plans"
BAC_GIANG, BAC_NINH, LANG_SON = "bac-giang-2021-2025", "bac-ninh-2026-2030", "lang-son-2026-2030"
ON = date(2026, 11, 21)
WHOLE = (None, None)


@pytest.fixture(scope="module")
def built_plans(built_site: Site, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, int]]:  # noqa: ARG001
    """Three published plans in force: with money by source, by year alone, and with a stated sum alone."""
    with django_db_blocker.unblock(), transaction.atomic():
        packs = [(read_pack_file(PLANS / slug / "plan.yaml"), None) for slug in (BAC_GIANG, BAC_NINH, LANG_SON)]
        load_published(packs=packs, by=SYSTEM, at=AT)
        yield {plan.slug: plan.pk for plan in Plan.objects.order_by("pk")}
        transaction.set_rollback(True)


@pytest.fixture
def plans(built_plans: dict[str, int], site: Site) -> dict[str, int]:  # noqa: ARG001
    return built_plans


def opened(plan: int, viewer: Viewer) -> EstimateGrid:
    return estimate_grid(viewer, started(plan, Start.PLAN), on=ON)


def of_source(grid: EstimateGrid, *sources: MoneySource) -> int:
    return sum(grid.whole.planned.get((None, source), 0) for source in sources)


def test_bac_giang_by_source_with_the_health_facilities_own_funds_told_apart(
    plans: dict[str, int], reader: Viewer
) -> None:
    grid = opened(plans[BAC_GIANG], reader)
    assert len(grid.lines) == 29
    assert grid.years == (2022, 2023, 2024, 2025)
    assert grid.total_vnd == 14_767_550_000 == 11_855_550_000 + 2_912_000_000
    assert grid.total_words.startswith("Mười bốn tỷ bảy trăm")
    assert read_words(grid.total_words.removesuffix(" đồng")) == grid.total_vnd
    assert of_source(grid, MoneySource.STATE) == 11_855_550_000
    assert of_source(grid, MoneySource.ENTERPRISE, MoneySource.OWN_FUNDS) == 2_912_000_000
    assert of_source(grid, MoneySource.OWN_FUNDS) == (628 + 1_256) * MILLION
    own = [line.key for line in grid.lines if (None, MoneySource.OWN_FUNDS) in line.sums.planned]
    assert own == ["IV", "IV.4", "IV.5"]
    # Nothing differs from what is printed, headings and the bottom row included.
    assert not any(line.differs for line in grid.lines)
    assert not any(one.difference_vnd for one in grid.printed)
    assert grid.whole.planned[2024, None] == 3_926 * MILLION


def test_bac_giang_may_be_submitted_and_says_where_its_text_is_wrong(plans: dict[str, int], reader: Viewer) -> None:
    grid = opened(plans[BAC_GIANG], reader)
    assert grid.blocking == ()
    assert [(problem.reason, problem.place) for problem in grid.problems] == [
        (Reason.EMPTY, "V.3 Hỗ trợ lập ít nhất 01 đơn vị đánh giá sự phù hợp; tăng cường thử nghiệm"),
        (Reason.STATED, ""),
    ]
    assert "3.926.000 đồng" in str(grid.problems[1])


def test_bac_ninh_by_year_unsplit(plans: dict[str, int], reader: Viewer) -> None:
    grid = opened(plans[BAC_NINH], reader)
    assert (len(grid.lines), grid.total_vnd, grid.sources) == (10, 20_410 * MILLION, (MoneySource.UNSPLIT,))
    assert [grid.whole.planned[year, None] // MILLION for year in grid.years] == [4_130, 4_130, 4_130, 4_130, 3_890]
    assert not any(line.differs for line in grid.lines)


def test_lang_son_states_a_sum_and_no_line_is_invented(plans: dict[str, int], reader: Viewer) -> None:
    with pytest.raises(CannotStart):
        take_over_signed(plan=plans[LANG_SON], viewer=None, by=SYSTEM, at=AT)
    assert plan_money(reader, LANG_SON).stated_vnd == 7_866_000_000
    grid = opened(plans[LANG_SON], reader)
    (stated,) = grid.stated
    assert (grid.lines, grid.years, stated.vnd, stated.words_vnd) == (
        (),
        (2026, 2027, 2028, 2029, 2030),
        7_866_000_000,
        7_866_000_000,
    )


def test_a_plan_is_taken_over_as_it_was_signed(plans: dict[str, int]) -> None:
    # The published text bears no number: whoever takes it over has the paper.
    with pytest.raises(ReasonMissing):
        take_over_signed(plan=plans[BAC_GIANG], viewer=None, by=SYSTEM, at=AT)
    number = take_over_signed(plan=plans[BAC_GIANG], document="1/KH-UBND", viewer=None, by=SYSTEM, at=AT)
    estimate = Estimate.objects.get(pk=number)
    accounts = LedgerAccount.objects.filter(plan=estimate.plan_id)
    assert estimate.state == "approved"
    assert sum(accounts.values_list("appraised_vnd", flat=True)) == 14_767_550_000
    assert set(accounts.values_list("source", flat=True)) == {"state", "enterprise", "own_funds"}

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nscl.accounts.rules import Viewer
from nscl.documents.pack.reader import read_pack
from nscl.documents.pack.schema import PlanPack
from nscl.documents.pack.writer import write_pack
from nscl.finance.operations.intake import load_pack
from nscl.finance.queries.pack import pack_for, pack_of
from nscl.plans.models import LegalBasis, Review
from nscl.plans.queries.access import EditionNotFound
from nscl.plans.queries.pack import PackIncomplete
from nscl.records.operations import SYSTEM
from tests.factories.people import AT
from tests.factories.plans import published_packs, small_pack


@pytest.mark.parametrize("pack", published_packs(), ids=lambda pack: pack.plan.slug)
def test_a_published_plan_comes_out_and_is_written_as_it_was_read(site: object, pack: PlanPack) -> None:  # noqa: ARG001
    edition = load_pack(pack=pack, viewer=None, by=SYSTEM, at=AT).edition_id
    with CaptureQueriesContext(connection) as queries:
        exported = pack_of(edition)
    assert exported == pack
    assert len(queries) <= 22
    assert read_pack(write_pack(exported).encode(), name="plan.yaml") == pack


def test_figures_come_out_as_the_document_prints_them(draft: int) -> None:
    exported = pack_of(draft)
    assert exported.budget is not None
    by_key = {line.key: line for line in exported.budget.lines}
    assert str(by_key["I"].total["all"]) == "300.5"
    assert str(by_key["I.2"].quantity) == "2.5"
    assert by_key["I.2"].by_year[2022]["enterprise"] == 0
    assert 2021 not in by_key["I.2"].by_year
    assert list(by_key["II"].by_year[2022]) == ["all", "state", "enterprise"]
    assert str(exported.targets[0].measures[1].value_to) == "35.5"


def test_computed_findings_are_not_exported(draft: int) -> None:
    assert pack_of(draft).findings == small_pack().findings


def test_no_such_edition(officer: Viewer, draft: int) -> None:
    with pytest.raises(EditionNotFound):
        pack_of(draft + 1)
    with pytest.raises(EditionNotFound):
        pack_for(officer, draft + 1)


def test_an_item_without_its_lines_cannot_be_exported(draft: int) -> None:
    LegalBasis.objects.filter(edition=draft, position=1).update(first_line=None, last_line=None)
    with pytest.raises(PackIncomplete, match=r"1322/QĐ-TTg.*chưa ghi dòng"):
        pack_of(draft)


def test_a_review_without_its_lead_cannot_be_exported(draft: int) -> None:
    Review.objects.filter(edition=draft).update(lead=None)
    with pytest.raises(PackIncomplete, match="chưa có đơn vị chủ trì"):
        pack_of(draft)

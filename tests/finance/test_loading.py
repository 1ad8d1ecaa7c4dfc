from __future__ import annotations

import pytest

from nscl.finance.queries.pack import pack_of
from tests.factories.plans import load_small_plan, published_packs, small_pack
from nscl.finance.operations.intake import load_pack
from nscl.records.operations import SYSTEM
from tests.factories.people import AT


def test_a_pack_comes_out_as_it_went_in(draft: int) -> None:
    assert pack_of(draft) == small_pack()


@pytest.mark.parametrize("place", range(5))
def test_the_published_packs_come_out_as_they_went_in(site: object, place: int) -> None:
    pack = published_packs()[place]
    outcome = load_pack(pack=pack, viewer=None, by=SYSTEM, at=AT)
    assert pack_of(outcome.edition_id) == pack

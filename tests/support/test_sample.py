"""The sample of support: filled once by real acts in the province of the sample accounts, taken away exactly."""

from __future__ import annotations

from collections import Counter

import pytest
from django.apps import apps
from django.db.models import Model

from nscl.accounts.models import User
from nscl.accounts.operations import create_sample_accounts
from nscl.accounts.queries import viewer_of
from nscl.organisations.models import Organisation
from nscl.records.models import Evidence
from nscl.records.operations import SYSTEM
from nscl.support.models import Council, SupportCase
from nscl.support.operations.sample import fill_support, remove_support_sample
from nscl.support.queries.checking import check_support
from nscl.support.queries.hearings import sheets_due
from nscl.training.operations.sample import remove_training_sample
from tests.factories.councils import DAY
from tests.factories.work import issue_small_plan

pytestmark = pytest.mark.django_db


def rows() -> Counter[str]:
    """How many rows there are of support, and of what it shares with others."""
    models: list[type[Model]] = [Evidence]
    for label in ("support", "organisations"):
        models += apps.get_app_config(label).get_models()
    return Counter({model.__name__: model._default_manager.count() for model in models})


def test_a_sample_is_filled_once_and_taken_away_exactly() -> None:
    plan = issue_small_plan()
    assert not fill_support(plan=plan.pk, year=2025, by=SYSTEM, at=DAY).cases  # nobody could look at it
    create_sample_accounts(at=DAY)
    before = rows()
    done = fill_support(plan=plan.pk, year=2025, by=SYSTEM, at=DAY)
    assert (done.organisations, done.cases) == (10, 12)
    assert not fill_support(plan=plan.pk, year=2025, by=SYSTEM, at=DAY).cases
    assert not fill_support(plan=plan.pk, year=2024, by=SYSTEM, at=DAY).cases
    states = Counter(SupportCase.objects.filter(is_sample=True).values_list("state", flat=True))
    assert states == {
        "draft": 1,
        "submitted": 2,
        "supplement": 1,
        "eligible": 3,
        "refused": 1,
        "rejected": 1,
        "appraised": 2,
        "withdrawn": 1,
    }
    own = viewer_of(User.objects.get(username="doanhnghiep")).own_organisations
    assert SupportCase.objects.filter(organisation__in=own).count() == 3
    member = User.objects.get(username="daumoi")
    assert len(sheets_due(member.pk)) == 2
    assert Council.objects.get().is_sample
    assert Organisation.objects.filter(is_sample=True).count() == 9
    assert check_support().problems == ()
    remove_support_sample()
    remove_training_sample()
    assert rows() == before

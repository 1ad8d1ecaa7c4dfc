"""`nscl remind` before the certificate of an expert ends: the province's officers, 90 and 30 days before, each once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail

from nscl.training.models import Expert, ExpertCertificate
from tests.cli.test_remind import SITE, remind, turned_on
from tests.factories import register_entries as entries
from tests.training.conftest import built, site, world
from tests.work.conftest import Site

__all__ = ["built", "site", "turned_on", "world"]
pytestmark = pytest.mark.django_db
ENDS = date(2028, 6, 30)


def letters(left: int) -> list[str]:
    mail.outbox.clear()
    assert remind(on=ENDS - timedelta(days=left)).exit_code == 0
    return [str(one.body) for one in mail.outbox if "chuyên gia" in one.body]


def a_holder(site: Site, *, is_sample: bool = False) -> tuple[Expert, ExpertCertificate]:
    expert = entries.expert(site.plan, date(2025, 2, 1), is_sample=is_sample)
    paper = entries.certified(site.plan, expert, date(2025, 6, 30))
    ExpertCertificate.objects.filter(pk=paper.pk).update(valid_to=ENDS)
    return expert, paper


def test_officers_are_told_ninety_and_thirty_days_before(site: Site) -> None:
    expert, paper = a_holder(site)
    a_holder(site, is_sample=True)
    assert not letters(91)
    (body, *more) = letters(90)
    assert not more
    assert expert.person.name in body
    assert paper.number in body
    assert f"{SITE}/dao-tao/chuyen-gia/{expert.pk}/" in body
    assert not letters(89)
    assert letters(30)
    assert not letters(29)


def test_late_rather_than_never_and_nothing_of_what_was_renewed(site: Site) -> None:
    a_holder(site)
    assert len(letters(3)) == 1  # one letter, not the quarter's and the month's
    assert not letters(2)
    other, _paper = a_holder(site)
    newer = entries.certified(site.plan, other, date(2026, 6, 30))
    ExpertCertificate.objects.filter(pk=newer.pk).update(valid_to=None)
    retired, _paper = a_holder(site)
    Expert.objects.filter(pk=retired.pk).update(retired_at=entries.LONG_AGO, retire_reason="chuyển tỉnh")
    assert not letters(60)

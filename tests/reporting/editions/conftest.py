"""A round in which one body's report was accepted and the others have not begun; the draft of the province's report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from pytest_django import DjangoDbBlocker

from nscl.records.operations import SYSTEM
from nscl.reporting.enums import Section
from nscl.reporting.models import ReportingRound
from nscl.reporting.operations.editions import start_edition
from nscl.reporting.operations.submissions import accept
from nscl.reporting.queries.editions import edition_page
from tests.factories.reporting_desk import IN_TIME, Desk, a_desk, opened, report_of, submitted, write

AT = datetime(2024, 11, 28, 2, 0, tzinfo=UTC)
TODAY = AT.date()


@dataclass(frozen=True)
class Drafted:
    """Numbers of everything; offers: paragraphs of Sở Y tế's accepted report by section."""

    desk: Desk
    round: int
    health: int
    offers: Mapping[Section, int]
    edition: int

    @property
    def held(self) -> ReportingRound:
        return ReportingRound.objects.get(pk=self.round)


def confirmed(edition: int) -> list[str]:
    """Keys of all that whoever issues it is asked."""
    return [one.key for one in edition_page(None, edition, today=TODAY).questions]


@pytest.fixture(scope="module")
def _drafted(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Drafted]:  # noqa: ARG001
    with django_db_blocker.unblock(), a_desk() as desk:
        number = opened(desk)
        health = report_of(number).pk
        offers = {
            Section.DIFFICULTIES: write(health, "Thiếu cán bộ chuyên trách.", section=Section.DIFFICULTIES).number
        }
        version = submitted(health)  # writes its result
        accept(number=health, version=version, viewer=None, by=SYSTEM, at=IN_TIME)
        results = report_of(number).paragraphs.get(section=Section.RESULTS).pk
        edition = start_edition(round_number=number, viewer=None, by=SYSTEM, at=AT).number
        yield Drafted(desk, number, health, {**offers, Section.RESULTS: results}, edition)


@pytest.fixture
def drafted(_drafted: Drafted, db: None) -> Drafted:  # noqa: ARG001  (what a test writes is taken back)
    return _drafted

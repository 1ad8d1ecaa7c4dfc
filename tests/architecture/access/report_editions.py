"""The province's report: the staff read it, the officer writes, the leader issues; agencies see what was issued."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from nscl.accounts.enums import Permission
from nscl.plans.models import Plan
from nscl.reporting.enums import RoundKind, Section, TemplatePurpose
from nscl.reporting.models import ReportEdition, ReportingRound, ReportTemplate
from nscl.reporting.queries.editions import edition_page
from tests.architecture.access_matrix import Address, with_permission
from tests.factories.people import AT
from tests.factories.report_editions import YEAR, an_empty_round, make_editions
from tests.factories.world import World

VIEWERS = with_permission(Permission.VIEW_REPORTS)
READERS = VIEWERS | with_permission(Permission.WRITE_REPORTS)
WRITERS = with_permission(Permission.VIEW_REPORTS, Permission.RUN_ROUNDS)
LEADERS = with_permission(Permission.VIEW_REPORTS, Permission.ISSUE_REPORTS)


def prepare(world: World) -> None:
    plan = Plan.objects.get(slug=world.slug)
    make_editions(plan)
    an_empty_round(plan)


def _draft() -> ReportEdition:
    return ReportEdition.objects.get(state="draft", round__kind=RoundKind.YEARLY)


def draft(_world: World) -> Mapping[str, object]:
    return {"number": _draft().pk}


def issued(_world: World) -> Mapping[str, object]:
    return {"number": ReportEdition.objects.get(state="issued", round__kind=RoundKind.INTERIM).pk}


def held(_world: World, kind: RoundKind = RoundKind.YEARLY) -> Mapping[str, object]:
    return {"number": ReportingRound.objects.get(year=YEAR, kind=kind).pk}


def paragraph(_world: World) -> Mapping[str, object]:
    return {"number": _draft().pk, "paragraph": _draft().paragraphs.get(section=Section.ASSESSMENT).pk}


def picked(_world: World) -> Mapping[str, object]:
    source = _draft().paragraphs.get(picked_from__isnull=False).picked_from_id
    return {"number": _draft().pk, "source": source}


def file(world: World) -> Mapping[str, object]:
    return {**issued(world), "form": "docx"}


def template(_world: World) -> Mapping[str, object]:
    return {"number": ReportTemplate.objects.get().pk}


def standard(_world: World) -> Mapping[str, object]:
    return {"purpose": TemplatePurpose.AGENCY.value}


def words(_world: World) -> Mapping[str, object]:
    return {"phan": Section.RESULTS.value, "doan": "", "noi-dung": "Kết quả khác.", "phien-ban": "0"}


def stamp(_world: World) -> Mapping[str, object]:
    return {"dau": edition_page(None, _draft().pk, today=AT.date()).stamp}


def number(_world: World) -> Mapping[str, object]:
    return {"number": "12/BC-UBND", "issued_on": "20/11/2026"}


ADDRESSES = (
    Address("report-editions", who=READERS, by_thing=True, kwargs=held),
    Address("report-start", who=WRITERS, methods="GET POST", kwargs=partial(held, kind=RoundKind.ON_DEMAND)),
    *(
        Address(name, who=READERS, by_thing=True, kwargs=issued)
        for name in ("report-edition", "report-figures", "report-settled", "report-files", "report-compare")
    ),
    Address("report-file", who=READERS, by_thing=True, kwargs=file),
    Address("report-history", who=VIEWERS, kwargs=issued),
    Address("report-ready", who=VIEWERS, kwargs=draft),
    Address("report-issue", who=LEADERS, methods="POST", kwargs=draft, data=stamp),
    Address("report-write", who=WRITERS, kwargs=draft),
    Address("report-paragraph-save", who=WRITERS, methods="POST", kwargs=draft, data=words),
    Address("report-paragraph-move", who=WRITERS, methods="POST", kwargs=paragraph),
    Address("report-paragraph-remove", who=WRITERS, methods="GET POST", kwargs=paragraph),
    Address("report-redraft", who=WRITERS, methods="POST", kwargs=draft),
    Address("report-pick", who=WRITERS, methods="GET POST", kwargs=draft),
    Address("report-unpick", who=WRITERS, methods="POST", kwargs=picked),
    Address("report-front", who=WRITERS, methods="GET POST", kwargs=draft),
    Address("report-discard", who=WRITERS, methods="GET POST", kwargs=draft),
    Address("report-number", who=WRITERS, methods="GET POST", kwargs=issued, data=number),
    Address("report-templates", who=VIEWERS),
    Address("report-template-upload", who=WRITERS, methods="GET POST"),
    Address("report-template-standard", who=VIEWERS, kwargs=standard),
    Address("report-template-file", who=VIEWERS, kwargs=template),
    Address("report-template-retire", who=WRITERS, methods="GET POST", kwargs=template),
)

"""Every page and file that shows made-up figures says so: walked through by the links, as people reach them.

The world has one plan in force and nothing but a sample year of it; the site is no sample site, so that nothing but the
pages themselves can say it.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client, override_settings
from django.urls import Resolver404, resolve
from pytest_django import DjangoDbBlocker

from nscl.accounts.enums import Role
from nscl.accounts.models import User
from nscl.plans.models import Plan
from nscl.records.operations import SYSTEM
from nscl.reporting.operations.sample import fill_sample
from tests.factories.people import AT
from tests.factories.world import World, built_world

MARK = "số liệu mẫu"
STARTS = (
    *("/", "/hoat-dong/", "/tien-do/", "/vuong-mac/", "/khen-thuong/", "/bao-cao/"),
    "/tim-kiem/?q=nang suat",
)
WALKERS = (Role.PROVINCE_OFFICER, Role.AGENCY_FOCAL_POINT, Role.PROVINCE_LEADER, Role.NATIONAL_VIEWER)
# What shows no figure of the year's work, by the folder of `nscl.web` and why.
OF_THE_PLAN = "the plan as it was signed: its lines, not the work on them"
OF_PLACES = "provinces and bodies"
OF_ACCOUNTS = "the person's own account"
ASKS = "a form for something new: it shows no row that is there"
SENDS_ON = "sends on to another page"
UNMARKED = {
    **dict.fromkeys(("plan-list", "plan", "plan-check", "plan-load", "plan-read", "edition-pack"), OF_THE_PLAN),
    **dict.fromkeys(("edition", "edition-budget", "edition-chart", "edition-document", "edition-duties"), OF_THE_PLAN),
    **dict.fromkeys(("edition-findings", "edition-legal-basis", "edition-support", "edition-targets"), OF_THE_PLAN),
    **dict.fromkeys(("edition-tasks", "edition-amend", "item", "item-edit", "item-review"), OF_THE_PLAN),
    **dict.fromkeys(("findings-accept", "finding-decide", "edition-text"), OF_THE_PLAN),
    "edition-history": "acts of people on the plan; the act of filling a sample says what it was",
    **dict.fromkeys(("province-list", "unit-detail", "unit-successions", "agency-detail"), OF_PLACES),
    **dict.fromkeys(("account_change_password", "mfa_index", "account_logout", "language"), OF_ACCOUNTS),
    **dict.fromkeys(("difficulty-raise", "commendation-propose", "annual-plan-open", "stated-value-add"), ASKS),
    "person-doubles": "nobody of a sample has a phone number or is entered twice: it shows no pair",
    **dict.fromkeys(("expert-add", "club-add", "school-programme-add", "course-add", "class-open"), ASKS),
    **dict.fromkeys(("support-new", "council-new", "fund-new"), ASKS),
    "fund-list": "what is booked cannot be taken away again: the sample has no ceilings",
    **dict.fromkeys(("organisation-add", "organisation-import", "organisation-export-contacts"), ASKS),
    **dict.fromkeys(("needs-survey-open", "needs-survey-pick", "visit-pick"), ASKS),
    **dict.fromkeys(("policy-list", "policy", "policy-file", "policy-trial"), "rules that ship: no case is shown"),
    "needs-survey-definition": "forms of questions that ship: no answers to them",
    "support-document-file": "the paper itself as it was handed in",
    "organisation-doubles": "nothing of a sample is entered twice: it shows no pair",
    "organisation-import-template": "an empty table to fill",
    "certificate-check": "a form for what a phone read",
    **dict.fromkeys(("questionnaire-list", "questionnaire-choose"), "forms of questions that ship: no answers to them"),
    **dict.fromkeys(("budget", "progress", "targets", "tasks", "item-door"), SENDS_ON),
    **dict.fromkeys(("activity-feed-address", "activity-feed-renew"), "the address of the calendar, not its content"),
    **dict.fromkeys(("activity-import-template", "class-import-template"), "an empty table to fill"),
    "questionnaire-template": "an empty table to fill",
    **dict.fromkeys(("statistics-entry-new", "statistics-import", "run-start", "study-choose"), ASKS),
    "study-list": "the sample has no survey of firms",
    "statistics-template": "an empty table to fill",
    "statistics-questions": "nothing is asked about the figures of a sample",
    "statistics-takings": "the figures of a sample come from no file",
    **dict.fromkeys(("package-take-in", "package-key-add", "round-open", "report-template-upload"), ASKS),
    **dict.fromkeys(("report-templates", "report-template-standard"), "forms of reports, without figures"),
    "package-list": "nobody sends a package to a sample",
    "package-keys": "the keys of other deployments: no figure",
    "package-send": "which reports may be sent, none is issued for this year; the file itself says what is in it",
    "report-nation-twice": "the sample supports nobody twice for one thing, nor in two provinces",
}
# Folders of `nscl.web` of which the sample year has nothing.
UNMARKED_FOLDERS = {
    "estimates": "money is asked for and appraised for real alone: the sample year has no estimates",
    "ledger": "what is booked cannot be taken away again: the sample year has no vouchers",
    "ledger_import": "the same",
}
# Of one role alone: the first page of who looks at the country has its plans, no figure of the work; the agency of the
# focal point has nothing in the month that the calendar opens with.
# The visits of a sample are no agency's, so its focal point sees none.
UNMARKED_FOR = {
    Role.NATIONAL_VIEWER: {"home"},
    Role.AGENCY_FOCAL_POINT: {"activity-calendar", "outreach", "outreach-stage", "visit-list"},
}


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the files of the sample year are."""
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker, var: Path) -> Iterator[World]:  # noqa: ARG001
    with django_db_blocker.unblock(), built_world() as built:
        User.objects.update(is_sample=True)  # cases of support are a sample's where sample accounts can see them
        plan = Plan.objects.get(slug=built.slug).pk
        with override_settings(VAR_DIR=var):
            fill_sample(plan=plan, year=AT.year, seed=1, by=SYSTEM, at=AT)
        yield built


def name_of(address: str) -> str:
    """What the address is called, a download apart from the page."""
    asked = urlsplit(address)
    return f"{resolve(asked.path).view_name}{' (file)' if 'tai-ve' in asked.query else ''}"


def folder_of(address: str) -> str:
    """The folder of `nscl.web` that answers the address; "" for one that is not ours."""
    module = resolve(urlsplit(address).path).func.__module__
    return module.removeprefix("nscl.web.").split(".")[0] if module.startswith("nscl.web.") else ""


def links(page: str, address: str) -> Iterator[str]:
    for href in re.findall(r'href="([^"#]+)', page):
        target = html.unescape(href)
        target = f"{urlsplit(address).path}{target}" if target.startswith("?") else target
        if target.startswith("/") and not target.startswith(("/static/", "//")):
            try:
                resolve(urlsplit(target).path)
            except Resolver404:
                continue
            yield target


def text_of(response: Any) -> str:
    """Everything that a person would read of a page, or of a file of Excel or Word."""
    body: bytes = response.getvalue()
    kind = response.headers["Content-Type"]
    if "officedocument" in kind:
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            parts = [book.read(name).decode() for name in book.namelist() if name.endswith(".xml")]
        return "".join(parts)
    return body.decode() if kind.startswith("text/") or "yaml" in kind else ""


@pytest.mark.django_db
@pytest.mark.parametrize("role", WALKERS, ids=lambda role: role.value)
def test_every_page_that_shows_a_sample_says_so(world: World, role: Role, var: Path, settings: Any) -> None:
    settings.SAMPLE, settings.VAR_DIR = False, var
    client = Client()
    client.force_login(world.people[role])
    waiting, seen, unmarked = list(STARTS), set(map(name_of, STARTS)), {}
    excepted = UNMARKED.keys() | UNMARKED_FOR.get(role, set())
    pages = 0
    while waiting:
        address = waiting.pop(0)
        response = client.get(address)
        assert response.status_code < 400, address
        if response.status_code == HTTPStatus.FOUND and "tai-ve" in address:  # a file that has an address of its own
            waiting.append(response.headers["Location"])
            continue
        text, pages = text_of(response), pages + 1
        where = name_of(address).removesuffix(" (file)")
        is_picture = response.headers["Content-Type"].startswith(("image/", "application/pdf"))
        is_excepted = where in excepted or folder_of(address) in UNMARKED_FOLDERS
        if MARK not in text.lower() and not is_picture and not is_excepted:
            unmarked[where] = address
        if response.headers["Content-Type"].startswith("text/html"):
            for link in links(text, address):
                if name_of(link) not in seen:
                    seen.add(name_of(link))
                    waiting.append(link)
    assert not unmarked, "\n".join(f"{name}: {address}" for name, address in sorted(unmarked.items()))
    assert pages > 20

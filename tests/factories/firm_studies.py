"""A study of firms at the end of its way: a made-up survey of known truth, computed as the worker does."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import datetime
from typing import Any

from nscl.accounts.models import User
from nscl.accounts.queries import viewer_of
from nscl.productivity.operations.studies import publish_study, start_study
from nscl.productivity.rules.studies import StudyValues
from nscl.records.operations import Actor
from nscl.web.firm_studies.worker import WORK
from nscl.web.plan_editing import uploads
from tests.economics.firms.simulation import simulated
from tests.factories.people import AT

HEADS = ("ma", "nam", "va", "lao_dong", "von", "nguyen_lieu", "nganh")
FILE = "dieu-tra.csv"


def survey(firms: int = 60, years: int = 6) -> bytes:
    """A CSV file of made-up firms in two branches, and one of two firms; a row without capital and one twice."""
    panel = simulated(firms, years)
    rows: list[list[object]] = []
    for row in range(len(panel)):
        firm = int(panel.names[panel.firms[row]])
        branch = "nhỏ" if firm < 2 else "A" if firm % 2 else "B"
        figures = [f"{2.718281828 ** panel.column(name)[row]:.8f}" for name in ("y", "l", "k", "m")]
        rows.append([f"DN{firm:04}", 2018 + int(panel.years[row]), *figures, branch])
    rows += [["DN9999", 2018, "5.25", "1.125", "", "1.25", "A"], rows[5]]
    out = io.StringIO()
    csv.writer(out).writerows([HEADS, *rows])
    return out.getvalue().encode()


def values(**changed: Any) -> StudyValues:
    """The choices for `survey`."""
    given = StudyValues(
        title="Điều tra thử",
        firm="ma",
        year="nam",
        output="va",
        labour=("lao_dong",),
        capital=("von",),
        proxy="nguyen_lieu",
        group="nganh",
        estimators=("ols", "fe"),
    )
    return replace(given, **changed)


def asked_study(
    owner: User, unit_id: int, *, at: datetime = AT, data: bytes = b"", choices: StudyValues | None = None
) -> int:
    """A study that waits for its process."""
    token = uploads.keep(owner=owner.pk, name=FILE, pack=data or survey(), text=None, at=at)
    return start_study(
        unit_id=unit_id,
        token=token,
        file_name=FILE,
        columns=HEADS,
        values=choices or values(),
        viewer=viewer_of(owner),
        by=Actor(owner.pk, owner.full_name),
        at=at,
    )


def done_study(
    owner: User, unit_id: int, *, at: datetime = AT, data: bytes = b"", choices: StudyValues | None = None
) -> int:
    """A study with its results."""
    number = asked_study(owner, unit_id, at=at, data=data, choices=choices)
    WORK.work_on(number, sign_every=0)
    return number


def published_study(
    owner: User, leader: User, unit_id: int, *, at: datetime = AT, choices: StudyValues | None = None
) -> int:
    """A study that a leader published."""
    number = done_study(owner, unit_id, at=at, choices=choices)
    by = Actor(leader.pk, leader.full_name)
    publish_study(number=number, version=None, viewer=viewer_of(leader), by=by, at=at)
    return number

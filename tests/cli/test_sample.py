"""`nscl sample` against a real database."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.utils import timezone

from nscl.cli import main
from nscl.documents.pack.reader import read_pack_file
from nscl.finance.operations.intake import load_published
from nscl.records.operations import SYSTEM, Actor, Reference, record_event
from nscl.work.enums import WorkKind
from nscl.work.models import AnnualPlan
from tests.factories.people import make_person

SMALL = Path(__file__).resolve().parents[1] / "data" / "small-plan.yaml"

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> None:
    load_published(packs=[(read_pack_file(SMALL), None)], by=SYSTEM, at=timezone.now())


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["sample", *arguments])


@pytest.mark.usefixtures("plan")
def test_a_year_is_filled_once_and_removed() -> None:
    filled = run("--province", "Bắc Ninh", "--year", "2024", "--seed", "3")
    assert filled.exit_code == 0, filled.output
    assert "Kế hoạch Bắc Giang 2021–2025, năm 2024" in filled.output
    assert "minh chứng" in filled.output
    assert "3 khen thưởng (số liệu mẫu)" in filled.output
    assert "đã có số liệu mẫu" in run("--province", "Bắc Giang", "--year", "2024").output
    assert "3 khen thưởng mẫu" in run("--remove").output
    assert "Không có số liệu mẫu nào" in run("--remove").output


@pytest.mark.usefixtures("plan")
def test_the_work_of_people_is_taken_away_only_when_asked() -> None:
    run("--province", "Bắc Ninh", "--year", "2024")
    person = make_person(full_name="Nguyễn Thị Thật")
    annual = AnnualPlan.objects.order_by("pk")[0]
    record_event(
        action="annual_plan.changed",
        by=Actor(person.pk, person.full_name),
        at=timezone.now(),
        subject=Reference(WorkKind.ANNUAL_PLAN, annual.pk),
    )
    refused = run("--remove")
    assert refused.exit_code == 1
    assert "Nguyễn Thị Thật (1 lần)" in refused.stderr
    assert "nscl sample --remove --with-edits" in refused.stderr
    assert AnnualPlan.objects.filter(pk=annual.pk).exists()
    assert "Đã gỡ" in run("--remove", "--with-edits").output


@pytest.mark.usefixtures("plan")
def test_a_province_without_a_plan_is_told_so() -> None:
    refused = run("--province", "Bắc Ninh", "--year", "2031")
    assert refused.exit_code == 1
    assert "Không có kế hoạch đang có hiệu lực của “Bắc Ninh” cho năm 2031" in refused.stderr


@pytest.mark.parametrize("arguments", [(), ("--year", "2024"), ("--remove", "--year", "2024"), ("--with-edits",)])
def test_options_that_do_not_go_together_are_refused(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2

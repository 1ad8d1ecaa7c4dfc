"""An activity of the world's plan, and evidence of it, made by the real operations."""

from __future__ import annotations

from datetime import date

from nscl.plans.models import Plan, Task
from nscl.records.operations import SYSTEM
from nscl.records.operations.evidence import EvidenceSubject, add_file, add_link
from nscl.work.enums import WorkKind
from nscl.work.models import Activity
from tests.factories import files
from tests.factories.people import AT
from tests.factories.work import a_plan, add, open_year
from tests.factories.world import World

YEAR = 2026
DAY = date(YEAR, 5, 10)
LINK = "https://baobacninh.vn/hoi-nghi"
TITLE = "Hội nghị minh chứng"


def activity_of(world: World, *, agency: str = "so-gddt", is_sample: bool = False) -> int:
    """An activity of 2026 under the world's issued plan; by default of the agency whose focal point the world has."""
    found = Activity.objects.filter(title=TITLE).order_by("pk").values_list("pk", flat=True).first()
    if found is not None:
        return found
    plan = Plan.objects.get(slug=world.slug)
    task = Task.objects.filter(edition=world.edition_id).order_by("position", "pk")[0].pk
    annual = open_year(plan, agency=agency, year=YEAR, on=DAY, is_sample=is_sample)
    return add(annual, a_plan(task, title=TITLE, starts_on=DAY, costs=())).number


def subject_of(activity: int) -> EvidenceSubject:
    """An activity as evidence belongs to it."""
    row = Activity.objects.select_related("plan", "annual_plan").get(pk=activity)
    return EvidenceSubject(
        kind=WorkKind.ACTIVITY,
        number=row.pk,
        label=row.title,
        unit_id=row.plan.unit_id,
        agency_id=row.annual_plan.agency_id,
        is_sample=row.is_sample,
    )


def a_photograph(activity: int, *, data: bytes | None = None, name: str = "khai-mac.jpg") -> int:
    """A photograph of an activity that says where it was taken. Returns the evidence's number."""
    file = files.received(data or files.photograph((1200, 900)))
    return add_file(subject=subject_of(activity), file=file, name=name, caption="Khai mạc", by=SYSTEM, at=AT)


def a_document(activity: int) -> int:
    """A Word file of an activity."""
    file = files.received(files.docx())
    return add_file(subject=subject_of(activity), file=file, name="bien-ban.docx", by=SYSTEM, at=AT)


def a_link(activity: int) -> int:
    """An article about an activity."""
    return add_link(subject=subject_of(activity), link=LINK, name="Bài báo", by=SYSTEM, at=AT)

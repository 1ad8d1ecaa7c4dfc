from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nscl.accounts.rules import NotAllowed, Viewer
from nscl.documents.pack.schema import PlanPack, Province, Source
from nscl.documents.pack.values import Span
from nscl.finance.operations.editions import issue_edition, open_amendment
from nscl.finance.operations.intake import (
    LoadResult,
    PreviewState,
    load_as_amendment,
    load_pack,
    load_published,
    preview,
)
from nscl.finance.queries.pack import pack_of
from nscl.plans.enums import EditionState, FindingOrigin, FindingState, ItemKind
from nscl.plans.models import EditionAgency, EditionText, Finding, Plan, PlanEdition, Task
from nscl.plans.operations.errors import DraftDiffers, DraftExists, EditionIssued, LoadRefused, TextRefused
from nscl.records.enums import Audience
from nscl.records.models import AuditEvent, SearchEntry
from nscl.records.operations import SYSTEM, Actor
from tests.factories.people import AT
from tests.factories.plans import (
    SMALL_LINES,
    SMALL_TEXT,
    accept_all_findings,
    edition_of,
    load_small_plan,
    published_packs,
    small_pack,
)

WRITES = ("INSERT", "UPDATE", "DELETE")


def writes(act: Callable[[], object]) -> list[str]:
    """The writing statements of an act."""
    with CaptureQueriesContext(connection) as queries:
        act()
    return [query["sql"] for query in queries.captured_queries if query["sql"].startswith(WRITES)]


def retitled(pack: PlanPack) -> PlanPack:
    """The pack with another title of its first task."""
    task = pack.tasks[0].model_copy(update={"title": "Mở lớp về TPM"})
    return pack.model_copy(update={"tasks": (task, *pack.tasks[1:])})


def in_province(pack: PlanPack, name: str, code: str) -> PlanPack:
    header = pack.plan.model_copy(update={"province": Province(name=name, code=code)})
    return pack.model_copy(update={"plan": header})


def issued(edition: int) -> int:
    accept_all_findings(edition)
    issue_edition(edition_id=edition, viewer=None, by=SYSTEM, at=AT)
    return edition


# --- a new plan


def test_a_pack_comes_out_as_it_went_in(draft: int) -> None:
    assert pack_of(draft) == small_pack()


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("place", range(5))
def test_the_published_packs_come_out_as_they_went_in(place: int) -> None:
    pack = published_packs()[place]
    outcome = load_pack(pack=pack, viewer=None, by=SYSTEM, at=AT)
    assert outcome.result is LoadResult.CREATED
    assert pack_of(outcome.edition_id) == pack


def test_loading_is_one_event_by_the_person(officer: Viewer, actor: Actor) -> None:
    before = AuditEvent.objects.count()
    outcome = load_pack(pack=small_pack(), viewer=officer, by=actor, at=AT)
    event = AuditEvent.objects.latest("pk")
    assert AuditEvent.objects.count() == before + 1
    assert (event.action, event.actor_id, event.subject_id) == ("edition.loaded", officer.number, outcome.edition_id)
    assert edition_of(outcome.edition_id).created_by_id == officer.number


def test_bodies_are_those_of_the_day_of_issue(draft: int) -> None:
    named = dict(EditionAgency.objects.filter(edition=draft).order_by("position").values_list("key", "agency__key"))
    assert named == {
        "so-khcn": "so-khcn",
        "so-khdt": "so-khdt",
        "so-y-te": "so-y-te",
        "cac-so-nganh": None,
        "ubnd-tinh": "ubnd-tinh",
    }
    units = EditionAgency.objects.filter(edition=draft, agency__isnull=False).values_list("agency__unit__name")
    assert {name for (name,) in units} == {"Bắc Giang"}


def test_a_draft_is_found_by_those_who_write_it(draft: int) -> None:
    entries = SearchEntry.objects.filter(owner_kind=ItemKind.HEADER, owner_id=draft)
    assert set(entries.values_list("audience", flat=True)) == {Audience.PROVINCE_STAFF}
    task = Task.objects.get(edition=draft, key="1.1")
    entry = entries.get(kind=ItemKind.TASK, object_id=task.pk)
    assert entry.place == "Kế hoạch Bắc Giang 2021–2025 · Nhiệm vụ"
    assert "so y te" in entry.folded
    assert entry.unit_id == edition_of(draft).plan.unit_id


def test_what_a_person_read_and_the_check_found_is_one_finding(draft: int) -> None:
    rows = Finding.objects.filter(edition=draft, kind="digits-vs-words").order_by("position")
    assert [(row.origin, row.rule, row.says) for row in rows] == [
        (FindingOrigin.READ, "stated.words", "Năm 2021 in 100.000 đồng")
    ]
    assert Finding.objects.filter(edition=draft, origin=FindingOrigin.COMPUTED).exists()


def test_who_may_not_edit_does_not_load(reader: Viewer, leader: Viewer, actor: Actor) -> None:
    for viewer in (reader, leader):
        with pytest.raises(NotAllowed):
            load_pack(pack=small_pack(), viewer=viewer, by=actor, at=AT)
        with pytest.raises(NotAllowed):
            preview(pack=small_pack(), viewer=viewer)
    assert not Plan.objects.exists()


def test_an_officer_loads_only_plans_of_their_province(officer: Viewer, actor: Actor) -> None:
    pack = in_province(small_pack(), "Lạng Sơn", "20")
    with pytest.raises(NotAllowed):
        load_pack(pack=pack, viewer=officer, by=actor, at=AT)


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("name", "code", "said"), [("Bắc Ninh", "24", "Bắc Giang"), ("Bắc Giang", "99", "99"), ("Bắc Giang", "27", "27")]
)
def test_a_province_of_another_day_is_refused(name: str, code: str, said: str) -> None:
    pack = in_province(small_pack(), name, code)
    with pytest.raises(LoadRefused, match=said):
        load_pack(pack=pack, viewer=None, by=SYSTEM, at=AT)
    assert preview(pack=pack, viewer=None).state is PreviewState.REFUSED


@pytest.mark.usefixtures("site")
def test_a_pack_that_no_reader_saw_is_judged_here() -> None:
    pack = small_pack()
    task = pack.tasks[0].model_copy(update={"lead": ("so-la",), "title": "\0"})
    line = pack.tasks[1].model_copy(update={"at": Span(61, 61)})
    with pytest.raises(LoadRefused, match="so-la"):
        load_pack(pack=pack.model_copy(update={"tasks": (task, line)}), viewer=None, by=SYSTEM, at=AT)
    unfit = pack.tasks[0].model_copy(update={"title": "\0"})
    with pytest.raises(LoadRefused) as refusal:
        load_pack(pack=pack.model_copy(update={"tasks": (unfit, line)}), viewer=None, by=SYSTEM, at=AT)
    assert [problem.split(":")[0] for problem in refusal.value.problems] == ["tasks[1.1].title", "tasks[2.1].at"]
    assert not Plan.objects.exists()
    assert not SearchEntry.objects.filter(owner_kind=ItemKind.HEADER).exists()


# --- again


def test_the_same_pack_again_writes_nothing(draft: int) -> None:
    def again() -> None:
        assert load_pack(pack=small_pack(), viewer=None, by=SYSTEM, at=AT).result is LoadResult.UNCHANGED

    assert writes(again) == []
    assert preview(pack=small_pack(), viewer=None).state is PreviewState.SAME
    assert edition_of(draft).version == 1


def test_a_changed_pack_over_a_draft_shows_the_difference_first(draft: int) -> None:
    pack = retitled(small_pack())
    seen = preview(pack=pack, viewer=None)
    assert (seen.state, seen.edition_id) == (PreviewState.DRAFT_DIFFERS, draft)
    with pytest.raises(DraftDiffers) as refusal:
        load_pack(pack=pack, viewer=None, by=SYSTEM, at=AT)
    assert refusal.value.difference == seen.difference
    assert [change.key for change in refusal.value.difference.changes] == ["1.1"]
    assert pack_of(draft) == small_pack()
    outcome = load_pack(pack=pack, viewer=None, by=SYSTEM, at=AT, confirm_difference=True)
    assert (outcome.result, outcome.edition_id) == (LoadResult.REPLACED, draft)
    assert pack_of(draft) == pack
    event = AuditEvent.objects.latest("pk")
    assert event.action == "edition.reloaded"
    assert [change.after for change in event.changes.order_by("pk")] == ["Mở lớp về TPM"]


def test_decisions_stay_when_the_draft_is_loaded_anew(draft: int) -> None:
    Finding.objects.filter(edition=draft, says="Trang cuối mờ").update(
        state=FindingState.WAIVED, reason="Bản chụp", decided_at=AT
    )
    load_pack(pack=retitled(small_pack()), viewer=None, by=SYSTEM, at=AT, confirm_difference=True)
    assert Finding.objects.get(edition=draft, says="Trang cuối mờ").reason == "Bản chụp"


def test_an_issued_plan_is_not_loaded_over(draft: int) -> None:
    issued(draft)
    pack = retitled(small_pack())
    assert preview(pack=pack, viewer=None).state is PreviewState.ISSUED_DIFFERS
    with pytest.raises(EditionIssued) as refusal:
        load_pack(pack=pack, viewer=None, by=SYSTEM, at=AT, confirm_difference=True)
    assert refusal.value.ordinal == 1
    assert pack_of(draft) == small_pack()
    assert load_pack(pack=small_pack(), viewer=None, by=SYSTEM, at=AT).result is LoadResult.UNCHANGED


def test_a_changed_pack_becomes_an_amendment(draft: int, officer: Viewer, actor: Actor) -> None:
    issued(draft)
    pack = retitled(small_pack())
    with pytest.raises(NotAllowed):
        load_as_amendment(pack=pack, viewer=officer, by=actor, at=AT)
    outcome = load_as_amendment(pack=pack, viewer=None, by=SYSTEM, at=AT)
    assert (outcome.result, outcome.ordinal) == (LoadResult.AMENDED, 2)
    assert pack_of(outcome.edition_id) == pack
    for task in Task.objects.filter(edition=outcome.edition_id).order_by("position"):
        assert task.continues is not None
        assert (task.continues.key, task.continues.edition_id) == (task.key, draft)
    with pytest.raises(DraftExists):
        load_as_amendment(pack=retitled(pack).model_copy(update={"reviews": ()}), viewer=None, by=SYSTEM, at=AT)


def test_the_pack_in_force_is_no_news_beside_an_open_amendment(draft: int) -> None:
    issued(draft)
    amendment = open_amendment(edition_id=draft, viewer=None, by=SYSTEM, at=AT)
    outcome = load_pack(pack=small_pack(), viewer=None, by=SYSTEM, at=AT)
    assert (outcome.result, outcome.edition_id) == (LoadResult.UNCHANGED, draft)
    assert edition_of(amendment).state == EditionState.DRAFT


def test_another_province_or_period_is_another_plan(draft: int) -> None:
    pack = small_pack()
    other = in_province(pack, "Lạng Sơn", "20")
    with pytest.raises(LoadRefused, match="Bắc Giang"):
        load_pack(pack=other, viewer=None, by=SYSTEM, at=AT)
    period = pack.plan.period.model_copy(update={"end": 2026})
    longer = pack.model_copy(update={"plan": pack.plan.model_copy(update={"period": period})})
    load_pack(pack=longer, viewer=None, by=SYSTEM, at=AT, confirm_difference=True)
    assert edition_of(draft).plan.period_end == 2026
    issued(draft)
    with pytest.raises(LoadRefused, match="2021–2026"):
        load_as_amendment(pack=pack, viewer=None, by=SYSTEM, at=AT)


# --- the published plans


@pytest.mark.usefixtures("site")
def test_published_plans_are_issued_as_of_their_day_and_then_left_alone() -> None:
    packs = [(pack, None) for pack in published_packs()]
    first = load_published(packs=packs, by=SYSTEM, at=AT)
    assert {outcome.result for outcome in first} == {LoadResult.CREATED}
    editions = PlanEdition.objects.filter(state=EditionState.ISSUED).order_by("plan__slug")
    days = {edition.plan.slug: edition.frozen_at for edition in editions}
    assert len(days) == 5
    giang = days["bac-giang-2021-2025"]
    assert giang is not None
    assert giang.isoformat() == "2021-07-31T17:00:00+00:00"  # 1 August 2021 in Việt Nam: the day itself is blank
    assert days["lang-son-2026-2030"] == AT
    assert set(SearchEntry.objects.filter(kind=ItemKind.TASK).values_list("audience", flat=True)) == {"province"}
    assert Finding.objects.filter(edition__plan__slug="bac-giang-2021-2025", severity="error", state="open").exists()

    again: list[LoadResult] = []
    assert writes(lambda: again.extend(one.result for one in load_published(packs=packs, by=SYSTEM, at=AT))) == []
    assert set(again) == {LoadResult.UNCHANGED}
    changed = [(retitled(packs[0][0]), None)]
    assert writes(lambda: again.extend(one.result for one in load_published(packs=changed, by=SYSTEM, at=AT))) == []
    assert again[-1] is LoadResult.DIFFERS


# --- the text


@pytest.mark.usefixtures("site")
def test_the_text_is_kept_with_the_plan() -> None:
    edition = load_small_plan(text=SMALL_TEXT)
    text = EditionText.objects.get(edition=edition)
    assert (text.lines, text.text) == (SMALL_LINES, SMALL_TEXT)


@pytest.mark.usefixtures("site")
def test_a_text_gives_the_pack_its_lines() -> None:
    pack = small_pack().model_copy(update={"source": None})
    outcome = load_pack(pack=pack, viewer=None, by=SYSTEM, at=AT, text=SMALL_TEXT)
    assert edition_of(outcome.edition_id).source_lines == SMALL_LINES
    assert load_pack(pack=pack, viewer=None, by=SYSTEM, at=AT).result is LoadResult.UNCHANGED
    other = pack.model_copy(update={"plan": pack.plan.model_copy(update={"slug": "khac"})})
    with pytest.raises(LoadRefused, match="50"):
        load_pack(pack=other, viewer=None, by=SYSTEM, at=AT, text="dòng\n" * 49)


@pytest.mark.usefixtures("site")
def test_another_text_is_refused() -> None:
    with pytest.raises(TextRefused, match=f"59 dòng.*{SMALL_LINES} dòng"):
        load_small_plan(text=SMALL_TEXT[:-8])
    assert not Plan.objects.exists()


@pytest.mark.usefixtures("site")
def test_a_draft_loaded_anew_from_another_document_loses_the_old_text() -> None:
    edition = load_small_plan(text=SMALL_TEXT)
    source = Source(lines=SMALL_LINES, sha256="0" * 64)
    pack = small_pack().model_copy(update={"source": source})
    load_pack(pack=pack, viewer=None, by=SYSTEM, at=AT, confirm_difference=True)
    assert not EditionText.objects.filter(edition=edition).exists()

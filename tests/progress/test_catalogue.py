"""The catalogue: every code of the pack format is counted or says what will give it; each counts what it says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from nscl.documents.pack.labels import INDICATOR_LABELS
from nscl.progress.catalogue import Scope, catalogue, find
from nscl.progress.catalogue.registry import awaited, indicator
from nscl.progress.catalogue.scope import Counted
from nscl.progress.enums import ValueSource
from nscl.progress.queries.counts import cells_of
from nscl.progress.queries.parts import Parts
from nscl.work.enums import ActivityKind, OutputKind, ParticipantKind
from nscl.work.models import AnnualPlan
from nscl.work.rules.kinds import KIND_RULES
from tests.architecture.source import PACKAGE
from tests.factories.plans import published_packs
from tests.progress.conftest import Country, Recorder

HUNG_YEN = "hung-yen-2021-2030"
Recorders = Callable[[str], Recorder]
WHOLE = Scope(first=date(2021, 1, 1), last=date(2030, 12, 31))
# architecture.md: the packages between `work` and `progress`.
SIBLINGS = {"training", "support", "improvement", "standards", "research", "productivity"}


@pytest.mark.parametrize("code", sorted(INDICATOR_LABELS))
def test_every_code_in_use_is_counted_or_says_what_will_give_it(code: str) -> None:
    one = find(code)
    assert one is not None, f"{code} is neither counted nor awaited"
    assert one.unit
    assert str(one.counts).endswith(".")
    given = ValueSource.COMPUTED if one.figure else ValueSource.COUNTED
    assert one.source is (given if one.is_counted else ValueSource.AWAITED)
    assert bool(one.package) != one.is_counted


@pytest.mark.parametrize("package", sorted({one.package for one in catalogue().values()} - {""}))
def test_records_are_awaited_of_a_package_that_is_not_there_yet(package: str) -> None:
    """Once it is there, its codes are counted: an indicator that waits on for its records would be forgotten."""
    assert package in SIBLINGS
    assert not (PACKAGE / package).exists(), f"{package} is here: register what its records give"


def test_every_code_of_the_five_plans_is_known() -> None:
    used = {m.indicator for pack in published_packs() for target in pack.targets for m in target.measures}
    assert used <= catalogue().keys()


def test_a_code_is_registered_once() -> None:
    with pytest.raises(ValueError, match="conferences"):
        awaited("conferences", unit="", package="work", given_by="")
    with pytest.raises(ValueError, match="clubs"):
        indicator("clubs", unit="", counts="")(lambda scope: Counted(scope, find("conferences").count(scope).tally))  # type: ignore[union-attr,misc]


@pytest.mark.parametrize("code", [code for code, one in catalogue().items() if one.count is not None])
def test_what_is_counted_can_be_recorded(code: str) -> None:
    """A quantity that no form offers for any of the kinds would never be there."""
    count = catalogue()[code].count
    assert count is not None
    tally = count(WHOLE).tally
    assert tally.kinds
    if tally.output is not None:
        rules = [KIND_RULES[kind] for kind in tally.kinds]
        assert any(tally.output in (*rule.outputs, *rule.tallied) for rule in rules)


def test_two_indicators_never_take_the_same_thing_of_a_record() -> None:
    """Else every record would have to be declared in a plan that has both."""
    taken: dict[tuple[str, str], str] = {}
    for code, one in catalogue().items():
        if one.count is None:
            continue
        tally = one.count(WHOLE).tally
        for kind in tally.kinds:
            key = (kind.value, tally.output or "")
            assert key not in taken, f"{code} and {taken[key]} both count {key}"
            taken[key] = code


CASES: list[tuple[str, ActivityKind, dict[OutputKind, int], int | None]] = [
    ("conferences", ActivityKind.CONFERENCE, {}, 1),
    ("conferences", ActivityKind.WORKSHOP, {}, 1),
    ("conferences", ActivityKind.CAMPAIGN, {}, None),
    ("communication_events", ActivityKind.CAMPAIGN, {OutputKind.ARTICLES: 5}, 1),
    ("contests", ActivityKind.CONTEST, {OutputKind.ENTRIES: 200}, 1),
    ("study_visits", ActivityKind.STUDY_VISIT, {}, 1),
    ("tv_reports", ActivityKind.TV_REPORT, {}, 1),
    ("tv_reports", ActivityKind.TV_REPORT, {OutputKind.REPORTS: 4}, 4),
    ("press_articles", ActivityKind.ARTICLE, {OutputKind.ARTICLES: 3}, 3),
    ("press_articles", ActivityKind.BULLETIN, {OutputKind.ARTICLES: 3}, None),
    ("enterprises_innovation_supported", ActivityKind.INNOVATION, {OutputKind.ORGANISATIONS_SUPPORTED: 7}, 7),
    ("enterprises_innovation_supported", ActivityKind.INNOVATION, {}, None),
    ("enterprises_innovation_supported", ActivityKind.STARTUP, {OutputKind.ORGANISATIONS_SUPPORTED: 2}, 2),
    ("enterprises_innovation_supported", ActivityKind.MISSION, {OutputKind.ORGANISATIONS_SUPPORTED: 3}, 3),
    ("innovation_centres", ActivityKind.STARTUP, {OutputKind.CENTRES: 1}, 1),
    ("hightech_research_zones_supported", ActivityKind.STARTUP, {OutputKind.ZONES: 2}, 2),
    ("bulletins", ActivityKind.BULLETIN, {OutputKind.COPIES: 500}, 1),
    ("handbooks", ActivityKind.HANDBOOK, {OutputKind.COPIES: 500}, 1),
    ("surveys", ActivityKind.SURVEY, {OutputKind.QUESTIONNAIRES_SENT: 300}, 1),
    ("organisations_inspected", ActivityKind.INSPECTION, {OutputKind.ORGANISATIONS_INSPECTED: 12}, 12),
    ("missions_accepted", ActivityKind.MISSION, {OutputKind.MISSIONS: 2}, 2),
    ("people_trained", ActivityKind.TRAINING, {OutputKind.PEOPLE_TRAINED: 30}, 30),
    ("people_trained", ActivityKind.CONFERENCE, {}, None),
    ("training_courses", ActivityKind.TRAINING, {OutputKind.PEOPLE_TRAINED: 30}, 1),
    ("cooperation_agreements", ActivityKind.COOPERATION, {OutputKind.AGREEMENTS: 1}, 1),
]


def test_every_counted_indicator_has_a_case() -> None:
    assert {code for code, *_ in CASES} == {code for code, one in catalogue().items() if one.count is not None}


@pytest.mark.parametrize("code", [code for code, one in catalogue().items() if one.register is not None])
def test_what_a_register_gives_says_what_to_enter(code: str) -> None:
    one = catalogue()[code]
    assert one.count is None
    assert str(one.remedy).endswith(".")


@pytest.mark.parametrize("case", CASES)
def test_what_a_record_adds(
    country: Country,  # noqa: ARG001  (the plans must be there)
    recorder: Recorders,
    case: tuple[str, ActivityKind, dict[OutputKind, int], int | None],
) -> None:
    code, kind, outputs, expected = case
    recorder(HUNG_YEN).done(kind, date(2024, 3, 1), outputs=outputs)
    count = catalogue()[code].count
    assert count is not None
    counted = count(WHOLE)
    assert counted.total() == expected
    assert counted.by_year() == ({} if expected is None else {2024: Decimal(expected)})
    assert counted.rows.count() == (expected is not None)
    # The batch by which tables are made says the same.
    cells = cells_of(WHOLE, [counted.tally])
    amounts = [cell.amount(counted.tally) for cell in cells.values()]
    assert [amount for amount in amounts if amount is not None] == ([] if expected is None else [expected])


def test_what_is_only_planned_counts_nowhere(country: Country, recorder: Recorders) -> None:  # noqa: ARG001
    recorder(HUNG_YEN).planned(ActivityKind.CONFERENCE, date(2024, 3, 1))
    count = catalogue()["conferences"].count
    assert count is not None
    assert count(WHOLE).total() is None


def test_parts_add_up_to_the_value(country: Country, recorder: Recorders) -> None:  # noqa: ARG001
    ours = recorder(HUNG_YEN)
    for day, number in ((1, 2), (2, 5)):
        ours.done(
            ActivityKind.TV_REPORT,
            date(2024, 3, day),
            outputs={OutputKind.REPORTS: number},
            people={ParticipantKind.SCHOOL: 10 * day},
        )
    count = catalogue()["tv_reports"].count
    assert count is not None
    counted = count(WHOLE)
    assert counted.total() == 7
    (part,) = counted.parts(counted.rows)
    assert (part.agency_id, part.commune, part.value, part.samples) == (ours_agency(ours), None, 7, 0)
    # Of women nothing is said, which is not none.
    assert (part.participants, part.people, part.women, part.organisations) == ("school", 30, None, 2)


def test_a_record_with_participants_of_several_kinds_has_its_value_once(country: Country, recorder: Recorders) -> None:
    ours = recorder(HUNG_YEN)
    several = {ParticipantKind.SCHOOL: 10, ParticipantKind.ENTERPRISE: 20, ParticipantKind.HEALTH: 5}
    unit = country.header(HUNG_YEN).unit_id
    ours.done(ActivityKind.TV_REPORT, date(2024, 3, 1), outputs={OutputKind.REPORTS: 4}, people=several)
    ours.done(ActivityKind.TV_REPORT, date(2024, 3, 2), people={ParticipantKind.SCHOOL: 1}, commune=unit)
    ours.done(ActivityKind.TV_REPORT, date(2024, 3, 3), commune=unit)
    count = catalogue()["tv_reports"].count
    assert count is not None
    counted = count(WHOLE)
    found = Parts.of(counted.parts(counted.rows), date(2024, 12, 31))
    assert [row.value for row in found.by_agency] == [counted.total()] == [6]
    assert {row.number: row.value for row in found.by_commune} == {None: 4, unit: 2}
    assert [(row.label, row.people) for row in found.by_participants] == [
        ("doanh nghiệp", 20),
        ("cơ sở giáo dục", 11),
        ("cơ sở y tế", 5),
    ]


def ours_agency(recorder: Recorder) -> int:
    return AnnualPlan.objects.get(plan=recorder.edition.plan).agency_id


def test_only_what_is_expected_is_missed(country: Country, recorder: Recorders) -> None:  # noqa: ARG001
    """Co-operation without an agreement is whole; an inspection of nobody is not."""
    ours = recorder(HUNG_YEN)
    for kind in (ActivityKind.COOPERATION, ActivityKind.STARTUP, ActivityKind.MISSION, ActivityKind.INSPECTION):
        ours.done(kind, date(2024, 3, 1))
    missed = {}
    for code in ("cooperation_agreements", "innovation_centres", "missions_accepted", "organisations_inspected"):
        count = catalogue()[code].count
        assert count is not None
        missed[code] = count(WHOLE).candidates.filter(count(WHOLE).lacks()).count()
    assert {code for code, number in missed.items() if number} == {"organisations_inspected"}

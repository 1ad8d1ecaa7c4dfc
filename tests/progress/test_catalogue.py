"""The catalogue: every code of the pack format is counted or says what will give it; each counts what it says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from nscl.documents.pack.labels import INDICATOR_LABELS
from nscl.progress.catalogue import Dimension, Scope, catalogue, find
from nscl.progress.catalogue.registry import awaited, indicator
from nscl.progress.catalogue.scope import Counted
from nscl.progress.enums import ValueSource
from nscl.progress.queries.counts import cells_of
from nscl.work.enums import ActivityKind, OutputKind, ParticipantKind
from nscl.work.rules.kinds import KIND_RULES
from tests.factories.plans import published_packs
from tests.progress.conftest import Country, Recorder

HUNG_YEN = "hung-yen-2021-2030"
Recorders = Callable[[str], Recorder]
WHOLE = Scope(first=date(2021, 1, 1), last=date(2030, 12, 31))


@pytest.mark.parametrize("code", sorted(INDICATOR_LABELS))
def test_every_code_in_use_is_counted_or_says_what_will_give_it(code: str) -> None:
    one = find(code)
    assert one is not None, f"{code} is neither counted nor awaited"
    assert one.unit
    assert str(one.counts).endswith(".")
    assert one.is_counted == (one.source is ValueSource.COUNTED)


def test_every_code_of_the_five_plans_is_known() -> None:
    used = {m.indicator for pack in published_packs() for target in pack.targets for m in target.measures}
    assert used <= catalogue().keys()


def test_a_code_is_registered_once() -> None:
    with pytest.raises(ValueError, match="conferences"):
        awaited("conferences", unit="", given_by="")
    with pytest.raises(ValueError, match="clubs"):
        indicator("clubs", unit="", counts="")(lambda scope: Counted(scope, find("conferences").count(scope).tally))  # type: ignore[union-attr,misc]


@pytest.mark.parametrize("code", [code for code, one in catalogue().items() if one.is_counted])
def test_what_is_counted_can_be_recorded(code: str) -> None:
    """A quantity that no form offers for any of the kinds would never be there."""
    count = catalogue()[code].count
    assert count is not None
    tally = count(WHOLE).tally
    assert tally.kinds
    if tally.output is not None:
        assert any(tally.output in KIND_RULES[kind].outputs for kind in tally.kinds)


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
    ("innovation_centres", ActivityKind.STARTUP, {OutputKind.CENTRES: 1}, 1),
    ("hightech_research_zones_supported", ActivityKind.STARTUP, {OutputKind.ZONES: 2}, 2),
    ("bulletins", ActivityKind.BULLETIN, {OutputKind.COPIES: 500}, 1),
    ("handbooks", ActivityKind.HANDBOOK, {OutputKind.COPIES: 500}, 1),
    ("surveys", ActivityKind.SURVEY, {OutputKind.QUESTIONNAIRES_SENT: 300}, 1),
    ("organisations_inspected", ActivityKind.INSPECTION, {OutputKind.ORGANISATIONS_INSPECTED: 12}, 12),
    ("missions_accepted", ActivityKind.MISSION, {OutputKind.MISSIONS: 2}, 2),
    ("cooperation_agreements", ActivityKind.COOPERATION, {OutputKind.AGREEMENTS: 1}, 1),
]


def test_every_counted_indicator_has_a_case() -> None:
    assert {code for code, *_ in CASES} == {code for code, one in catalogue().items() if one.is_counted}


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
    assert sum(counted.by(Dimension.AGENCY).values()) == counted.total() == 7
    assert counted.by(Dimension.COMMUNE) == {None: 7}
    assert counted.by(Dimension.PARTICIPANTS) == {"school": 30}
    assert [value for _place, value in counted.by_place(counted.rows)] == [7]

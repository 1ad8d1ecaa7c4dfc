"""Who earned a certificate, to the figure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from nscl.training.enums import CertificateState
from nscl.training.rules.certificates import CertificateRule, Lack, last_day, missing_for, serial_of, state_on
from nscl.training.rules.results import Step, distribution, is_open, mean, percent_right, percent_words, share
from nscl.work.enums import ActivityStatus

RULE = CertificateRule(gives_certificate=True, is_done=True, sessions=3, min_attendance_percent=67, min_test_percent=50)
ON = date(2026, 11, 21)


def lacks(rule: CertificateRule, attended: int, percent: str | None) -> list[Lack]:
    found = missing_for(rule, attended=attended, percent=None if percent is None else Decimal(percent))
    return [one.lack for one in found]


@pytest.mark.parametrize(
    ("attended", "percent", "missing"),
    [
        (3, "50", []),
        # 2 of 3 is 66.67 per cent: not 67, whatever rounding would make of it.
        (2, "100", [Lack.ATTENDANCE]),
        (3, "49.99", [Lack.RESULT]),
        (3, None, [Lack.NO_RESULT]),
        (0, None, [Lack.ATTENDANCE, Lack.NO_RESULT]),
    ],
)
def test_attendance_and_result_decide(attended: int, percent: str | None, missing: list[Lack]) -> None:
    assert lacks(RULE, attended, percent) == missing


def test_two_thirds_are_enough_for_66() -> None:
    assert lacks(replace(RULE, min_attendance_percent=66), 2, "50") == []


def test_without_a_test_none_is_asked_for() -> None:
    assert lacks(replace(RULE, min_test_percent=None), 3, None) == []


@pytest.mark.parametrize(
    ("rule", "lack"),
    [
        (replace(RULE, gives_certificate=False), Lack.NOT_GIVEN),
        (replace(RULE, is_done=False), Lack.NOT_DONE),
        (replace(RULE, sessions=0), Lack.NO_SESSION),
    ],
)
def test_what_the_class_lacks_comes_first(rule: CertificateRule, lack: Lack) -> None:
    assert lacks(rule, 3, "100") == [lack]


def test_the_reason_has_its_figures() -> None:
    (attendance, result) = missing_for(RULE, attended=2, percent=Decimal("33.33"))
    assert attendance.sentence == "dự 2/3 buổi (66%), cần 67%"
    assert result.sentence == "kiểm tra đạt 33,33%, cần 50%"


@pytest.mark.parametrize(
    ("issued", "months", "last"),
    [
        (ON, None, None),
        (ON, 24, date(2028, 11, 21)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
    ],
)
def test_the_last_day(issued: date, months: int | None, last: date | None) -> None:
    assert last_day(issued, months) == last


def test_the_serial() -> None:
    assert serial_of("24", 2026, 42) == "24-2026-000042"


@pytest.mark.parametrize(
    ("valid_to", "is_replaced", "is_revoked", "state"),
    [
        (None, False, False, CertificateState.VALID),
        (ON, False, False, CertificateState.VALID),
        (date(2026, 11, 20), False, False, CertificateState.EXPIRED),
        (date(2026, 11, 20), True, False, CertificateState.REPLACED),
        (None, True, True, CertificateState.REVOKED),
    ],
)
def test_what_it_is_worth(valid_to: date | None, is_replaced: bool, is_revoked: bool, state: CertificateState) -> None:
    assert state_on(on=ON, valid_to=valid_to, is_replaced=is_replaced, is_revoked=is_revoked) is state


def test_a_percent_is_cut_never_rounded_up() -> None:
    assert percent_right(2, 3) == Decimal("66.66")
    assert [percent_words(one) for one in (percent_right(2, 3), percent_right(17, 20), percent_right(3, 3))] == [
        "66,66%",
        "85%",
        "100%",
    ]


def test_results_lie_in_steps() -> None:
    found = distribution([Decimal(one) for one in ("0", "49.99", "50", "89.99", "90", "100")])
    assert found == (
        Step(0, 50, 2),
        Step(50, 60, 1),
        Step(60, 70, 0),
        Step(70, 80, 0),
        Step(80, 90, 1),
        Step(90, 100, 2),
    )
    assert mean([Decimal("66.66"), Decimal("100")]) == Decimal("83.3")
    assert (mean([]), share(1, 0), share(2, 3)) == (None, None, 66)


@pytest.mark.parametrize(
    ("status", "on", "open_"),
    [
        (ActivityStatus.PLANNED, date(2026, 11, 20), False),
        (ActivityStatus.PLANNED, ON, True),
        (ActivityStatus.RUNNING, date(2026, 11, 20), True),
        (ActivityStatus.DONE, ON, True),
        (ActivityStatus.CANCELLED, ON, False),
    ],
)
def test_when_forms_are_open(status: ActivityStatus, on: date, open_: bool) -> None:
    assert is_open(status=status, starts_on=ON, on=on) is open_

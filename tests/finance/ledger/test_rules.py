"""The pure rules of the ledger: what accounts bear, the counterpart rule, days, the forecast."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from nscl.finance.enums import BOOKED, MoneySource, Stage, VoucherKind
from nscl.finance.rules.counterpart import Shares, SourceSum, shares_until
from nscl.finance.rules.forecast import LEAST_DAYS, LEAST_PAYMENTS, Method, PastYear, outlook
from nscl.finance.rules.ledger import BOUND_BY, Balance, Booking, granted, in_booking_order, judge
from nscl.finance.rules.voucher_dates import closing_of, judge_day

amounts = st.integers(-50, 50).filter(bool)
bookings = st.lists(st.tuples(st.sampled_from([1, 2]), st.sampled_from(BOOKED), amounts, st.booleans()), max_size=40)


def holds(balance: Balance) -> bool:
    """What the check constraints of the table say, written anew."""
    stages = {Stage.APPRAISED: balance.appraised, **balance.vnd}
    return all(
        stages[stage] >= 0 and balance.beyond[stage] >= 0 and stages[stage] <= stages[bound] + balance.beyond[stage]
        for stage, bound in BOUND_BY.items()
    )


@given(st.integers(0, 60), bookings)
@settings(max_examples=200, deadline=None)
def test_whatever_is_booked_the_ledger_holds_and_taking_all_back_leaves_nought(
    appraised: int, sent: list[tuple[int, Stage, int, bool]]
) -> None:
    balances = {1: Balance(appraised), 2: Balance(60 - appraised)}
    taken: list[Booking] = []
    for account, stage, vnd, beyond in sent:
        booking = Booking(account, stage, vnd)
        if beyond:
            booking = granted(booking, balances[account])
        before = {number: balance.copy() for number, balance in balances.items()}
        excesses = judge([booking], balances)
        assert all(map(holds, balances.values()))
        if excesses:
            assert balances == before
            (excess,) = excesses
            assert abs(excess.asked_vnd) > excess.left_vnd >= 0
            if excess.left_vnd:  # so much of it could be borne
                part = Booking(account, stage, excess.left_vnd if vnd > 0 else -excess.left_vnd)
                assert judge([part], before) == ()
        else:
            taken.append(booking)
    for booking in reversed(taken):
        assert judge([booking.reversed], balances) == ()
        assert all(map(holds, balances.values()))
    assert all(
        not balance.vnd[stage] and not balance.beyond[stage] for balance in balances.values() for stage in BOOKED
    )


def test_money_leaves_the_latest_stage_first_and_comes_to_the_earliest_first() -> None:
    sent = [
        Booking(2, Stage.COMMITTED, 5),
        Booking(1, Stage.ALLOCATED, -5),
        Booking(2, Stage.ALLOCATED, 5),
        Booking(1, Stage.COMMITTED, -5),
    ]
    assert [(one.account, one.stage) for one in in_booking_order(sent)] == [
        (1, Stage.COMMITTED),
        (1, Stage.ALLOCATED),
        (2, Stage.ALLOCATED),
        (2, Stage.COMMITTED),
    ]


@given(
    st.integers(1, 10**12), st.integers(0, 10**12), st.integers(1, 10**12), st.integers(0, 10**12), st.integers(0, 100)
)
def test_the_state_share_never_passes_the_counterpart_share_by_a_dong(
    state: int, spent: int, counterpart: int, paid: int, ahead: int
) -> None:
    shares = Shares(state, spent, counterpart, paid, ahead)
    bound = Fraction(paid, counterpart) + Fraction(ahead, 100)
    most = shares.most_state
    assert most is not None
    assert Fraction(most, state) <= bound < Fraction(most + 1, state)
    assert shares.is_ahead == (Fraction(spent, state) > bound)
    assert shares.allowed_now == max(0, most - spent)


def test_shares_are_of_the_years_until_then_and_of_money_that_can_be_told_apart() -> None:
    sums = [
        SourceSum(2024, MoneySource.STATE, 100, 40),
        SourceSum(2025, MoneySource.STATE_CENTRAL, 50, 10),
        SourceSum(2025, MoneySource.OWN_FUNDS, 20, 5),
        SourceSum(2025, MoneySource.UNSPLIT, 900, 900),
        SourceSum(2026, MoneySource.ENTERPRISE, 70, 70),
    ]
    assert shares_until(sums, 2024, 0) == Shares(100, 40, 0, 0)
    assert shares_until(sums, 2024, 0).allowed_now is None
    assert shares_until(sums, 2025, 10) == Shares(150, 50, 20, 5, 10)
    # A quarter and ten per cent of 150.
    assert shares_until(sums, 2025, 10).most_state == 52


def test_the_days_that_a_voucher_may_bear() -> None:
    closing = closing_of(2025, 31, "Luật", verified=True)
    unread = closing_of(2025, 31, "Luật", verified=False)
    today = date(2026, 11, 21)

    def judged(kind: VoucherKind, on: date, rule: object = closing, *, state: bool = True) -> str:
        found = judge_day(kind, on, 2025, today=today, closing=rule, state_money=state)  # type: ignore[arg-type]
        assert not (found.refusal and found.warning)
        return "refused" if found.refusal else "warned" if found.warning else "taken"

    pay, give, carry = VoucherKind.DISBURSEMENT, VoucherKind.ALLOCATION, VoucherKind.CARRY_OVER
    assert (
        judged(pay, date(2024, 12, 31)) == judged(pay, date(2026, 2, 1)) == judged(pay, date(2026, 11, 22)) == "refused"
    )
    assert judged(pay, date(2025, 1, 1)) == judged(pay, date(2026, 1, 31)) == "taken"
    assert judged(pay, date(2026, 2, 1), unread) == judged(pay, date(2026, 2, 1), state=False) == "warned"
    assert judged(pay, date(2026, 2, 1), None) == "taken"
    assert judged(give, date(2024, 12, 10)) == judged(carry, date(2025, 12, 31)) == judged(carry, today) == "taken"
    assert judged(give, date(2023, 12, 31)) == judged(carry, date(2025, 12, 30)) == "refused"


def test_the_forecast_says_how_it_was_reckoned_and_stays_within_the_allocation() -> None:
    past = [PastYear(2024, 200, 150), PastYear(2023, 0, 0), PastYear(2022, 100, 90)]
    found = outlook(2025, date(2025, 7, 2), allocated=1000, disbursed=300, payments=5, past=past)
    assert [(one.method, one.vnd) for one in found.forecasts] == [
        (Method.PACE, 300 * 365 // 183),
        (Method.SAME_SHARE, 800),
    ]
    assert found.left_over == (200, 1000 - 300 * 365 // 183)
    assert "183 ngày" in found.forecasts[0].sentence
    assert "2024, 2022 đã giải ngân 80% dự toán giao" in found.forecasts[1].sentence
    fast = outlook(2025, date(2025, 7, 2), allocated=1000, disbursed=900, payments=5, past=past)
    assert [one.vnd for one in fast.forecasts] == [1000, 900]


def test_the_forecast_is_silent_before_it_has_something_to_speak_from() -> None:
    def silent(
        on: date, *, allocated: int = 100, disbursed: int = 10, payments: int = LEAST_PAYMENTS
    ) -> tuple[str, ...]:
        found = outlook(2025, on, allocated=allocated, disbursed=disbursed, payments=payments, past=())
        assert not found.forecasts or found.left_over is not None
        return found.silent

    assert LEAST_DAYS == 90
    assert len(silent(date(2025, 3, 30))) == 2
    assert len(silent(date(2025, 3, 31))) == 1  # the ninetieth day: no past year yet
    assert len(silent(date(2025, 6, 1), payments=LEAST_PAYMENTS - 1)) == 2
    assert silent(date(2026, 1, 5)) == ("Chỉ dự báo cho năm đang thực hiện.",)
    assert silent(date(2025, 6, 1), allocated=0) == ("Năm 2025 chưa giao dự toán.",)
    assert silent(date(2025, 6, 1), disbursed=100) == ("Đã giải ngân hết dự toán giao.",)

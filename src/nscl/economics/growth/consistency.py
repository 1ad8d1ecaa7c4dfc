"""Published figures held against each other: a share that its own growth rates cannot give is told, not repeated."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from nscl.economics.series import percent, plain

# Printed to two decimals of a per cent, each figure may be off by half of the last one.
PRINTED_ROUNDING: Final = 0.005


@dataclass(frozen=True)
class Printed:
    """Figures of a period as a publication prints them, in per cent; None where it does not.

    output, capital, labour, tfp: growth a year; …_share: parts of growth.
    """

    output: float | None = None
    capital: float | None = None
    labour: float | None = None
    tfp: float | None = None
    capital_share: float | None = None
    labour_share: float | None = None
    tfp_share: float | None = None
    weight_of_capital: float | None = None
    weight_of_labour: float | None = None


def contradictions(printed: Printed) -> tuple[str, ...]:
    """What cannot be true of the printed figures together, one sentence each; none where they agree.

    Held: weights sum to 1, shares sum to 100, a share has the sign of its growth where output grew, the output that a
    share implies (its points ÷ the share) is the printed one, and lets the weight of capital stay within 0…1.
    """
    found = [*_sums(printed), *_signs(printed)]
    implied = implied_output(printed)
    if implied is None or printed.tfp is None or printed.tfp_share is None:
        return tuple(found)
    says = f"TFP {plain(printed.tfp)} % chiếm {plain(printed.tfp_share)} % thì GRDP tăng {percent(implied / 100)}"
    if printed.output is not None:
        if abs(implied - printed.output) > _slack(printed.tfp, printed.tfp_share) + PRINTED_ROUNDING:
            found.append(f"{says}, trong khi ghi {plain(printed.output)} %.")
    elif printed.capital is not None and printed.labour is not None:
        low, high = sorted((printed.capital, printed.labour))
        if not low - PRINTED_ROUNDING <= implied - printed.tfp <= high + PRINTED_ROUNDING:
            found.append(
                f"{says}; với vốn tăng {plain(printed.capital)} % và lao động {plain(printed.labour)} %, không hệ số "
                "nào của vốn giữa 0 và 1 cho ra mức ấy."
            )
    return tuple(found)


def implied_output(printed: Printed) -> float | None:
    """Growth of output, in per cent, that TFP's growth and its share give together; None where one is missing."""
    if printed.tfp is None or not printed.tfp_share:
        return None
    return printed.tfp / printed.tfp_share * 100


def _sums(printed: Printed) -> Sequence[str]:
    found = []
    shares = (printed.capital_share, printed.labour_share, printed.tfp_share)
    if all(share is not None for share in shares):
        total = math.fsum(share for share in shares if share is not None)
        if abs(total - 100) > len(shares) * PRINTED_ROUNDING:
            found.append(f"Ba tỷ trọng cộng lại là {plain(total)} %, không phải 100 %.")
    if printed.weight_of_capital is not None and printed.weight_of_labour is not None:
        total = printed.weight_of_capital + printed.weight_of_labour
        if abs(total - 1) > PRINTED_ROUNDING:
            found.append(f"Hai hệ số cộng lại là {plain(total)}, không phải 1.")
    return found


def _signs(printed: Printed) -> Sequence[str]:
    """Where output grows, what grew has a share above nought and what fell one below."""
    if printed.output is not None and printed.output <= 0:
        return ()
    names = (("TFP", printed.tfp, printed.tfp_share),)
    return [
        f"{name} {'tăng' if rate > 0 else 'giảm'} {plain(abs(rate))} % mà tỷ trọng lại là {plain(share)} %: trái dấu."
        for name, rate, share in names
        if rate is not None and share is not None and rate * share < 0
    ]


def _slack(points: float, share: float) -> float:
    """How far the implied growth may be off by the rounding of both figures, in points."""
    least = abs(share) - PRINTED_ROUNDING
    if least <= 0:
        return math.inf
    return (abs(points) + PRINTED_ROUNDING) / least * 100 - abs(points / share) * 100

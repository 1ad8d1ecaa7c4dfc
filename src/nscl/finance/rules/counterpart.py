"""State money is spent in step with the other sources of the same line (Circular 35/2021/TT-BTC, articles 3 and 4).

The share of the state money of a line that is disbursed may not run ahead of the share of its counterpart money that
is, beyond what the approved plan of sources allows. Both shares are of what was appraised for the years up to the one
in which is paid: a plan that puts the counterpart into later years has fixed that order itself. Money that the plan
does not split by source can be held against nothing and is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from nscl.finance.enums import COUNTERPART_SOURCES, STATE_SOURCES, MoneySource

# Key of the rule in `data/norms`, with the days from which it holds and its article.
RULE: Final = "counterpart.state-ahead"
_WHOLE = 100  # per cent


@dataclass(frozen=True, slots=True)
class SourceSum:
    """What was appraised and disbursed of a line in one year from one source, in VND."""

    year: int
    source: MoneySource
    appraised: int
    disbursed: int


@dataclass(frozen=True, slots=True)
class Shares:
    """State and counterpart money of a line up to a year, in VND; by how many per cent the state may run ahead."""

    state_appraised: int
    state_disbursed: int
    counterpart_appraised: int
    counterpart_disbursed: int
    ahead_percent: int = 0

    @property
    def is_bound(self) -> bool:
        """True where there is counterpart money to keep in step with."""
        return self.state_appraised > 0 and self.counterpart_appraised > 0

    @property
    def most_state(self) -> int | None:
        """How much state money may have been disbursed in all by now, whole đồng; None where nothing binds it.

        state ÷ state appraised ≤ counterpart ÷ counterpart appraised + ahead_percent ÷ 100, computed in whole numbers.
        """
        if not self.is_bound:
            return None
        share = _WHOLE * self.counterpart_disbursed + self.ahead_percent * self.counterpart_appraised
        return self.state_appraised * share // (_WHOLE * self.counterpart_appraised)

    @property
    def allowed_now(self) -> int | None:
        """How much more state money may be disbursed now; None where nothing binds it."""
        return None if self.most_state is None else max(0, self.most_state - self.state_disbursed)

    @property
    def is_ahead(self) -> bool:
        """True where more state money was disbursed than is in step."""
        return self.most_state is not None and self.state_disbursed > self.most_state


def shares_until(sums: Iterable[SourceSum], year: int, ahead_percent: int) -> Shares:
    """The shares of a line from what stands on its accounts of that year and the years before."""
    figures = {"state_appraised": 0, "state_disbursed": 0, "counterpart_appraised": 0, "counterpart_disbursed": 0}
    for one in sums:
        side = "state" if one.source in STATE_SOURCES else "counterpart" if one.source in COUNTERPART_SOURCES else ""
        if side and one.year <= year:
            figures[f"{side}_appraised"] += one.appraised
            figures[f"{side}_disbursed"] += one.disbursed
    return Shares(**figures, ahead_percent=ahead_percent)

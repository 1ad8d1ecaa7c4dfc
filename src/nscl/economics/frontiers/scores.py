"""What envelopment says of each unit: its score, whether it could be had, its peers and slacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from nscl.economics.frontiers.units import Flags, Floats, Ints, Orientation, Returns
from nscl.economics.problems import DataProblem

# A score this near to 1 counts as efficient.
EFFICIENT: Final = 1e-8


@dataclass(frozen=True)
class Peer:
    """A unit of the frontier that another is compared with, and its weight."""

    name: str
    weight: float


@dataclass(frozen=True)
class Scores:
    """The scores of units, in their order: θ ≤ 1 for inputs, φ ≥ 1 for outputs (super-efficiency: beyond 1).

    reached: False where no combination of the reference reaches the unit; its score is then 0 and means nothing.
    frontier: the places in the reference that its frontier needs. slack_in, slack_out: what a unit could still save or
    add at its scaled point, in the columns' own units; None where slacks were not asked for.
    """

    names: tuple[str, ...]
    orientation: Orientation
    returns: Returns
    values: Floats
    reached: Flags
    peer_places: Ints
    peer_weights: Floats
    reference_names: tuple[str, ...]
    frontier: Ints
    slack_in: Floats | None = None
    slack_out: Floats | None = None

    @property
    def technical(self) -> Floats:
        """Technical efficiency between 0 and 1 whatever the orientation: θ, or 1/φ."""
        if self.orientation is Orientation.INPUT:
            return self.values
        return np.divide(1.0, self.values, out=np.zeros_like(self.values), where=self.values > 0)

    @property
    def efficient(self) -> Ints:
        """The places of units with a score of 1."""
        return np.flatnonzero(self.reached & (np.abs(self.values - 1) <= EFFICIENT))

    def score(self, name: str) -> float:
        """The score of a unit. Raises DataProblem where the reference does not reach it."""
        place = self.names.index(name)
        if not self.reached[place]:
            raise DataProblem(
                name,
                "không tổ hợp nào của các đơn vị khác đạt tới, nên không có điểm siêu hiệu quả.",
                "Hãy dùng hiệu suất không đổi theo quy mô (crs), hoặc bỏ qua đơn vị này.",
            )
        return float(self.values[place])

    def peers(self, place: int) -> tuple[Peer, ...]:
        """The units that the one at this place is compared with, the heaviest first."""
        pairs = zip(self.peer_places[place], self.peer_weights[place], strict=True)
        found = [
            Peer(self.reference_names[who], float(weight)) for who, weight in pairs if who >= 0 and weight > EFFICIENT
        ]
        return tuple(sorted(found, key=lambda peer: (-peer.weight, peer.name)))

"""A run from prepared figures to rows of results: every method that the figures carry, the others in words."""

from nscl.productivity.rules.computing.given import Given
from nscl.productivity.rules.computing.whole import Computed, FigureRow, compute

__all__ = ["Computed", "FigureRow", "Given", "compute"]

"""A run as plain values for its pages and its files: one path, so that both show the same figures."""

from nscl.productivity.queries.papers.cells import RunNotComputed
from nscl.productivity.queries.papers.whole import paper_of, run_paper

__all__ = ["RunNotComputed", "paper_of", "run_paper"]

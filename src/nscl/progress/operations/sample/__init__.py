"""A whole sample year: the year's work, made to suit the targets, and the values that nobody can count."""

from nscl.progress.operations.sample.whole import (
    FilledSample,
    PeoplesWork,
    fill_sample,
    fill_sample_of_all,
    remove_whole_sample,
)

__all__ = [
    "FilledSample",
    "PeoplesWork",
    "fill_sample",
    "fill_sample_of_all",
    "remove_whole_sample",
]

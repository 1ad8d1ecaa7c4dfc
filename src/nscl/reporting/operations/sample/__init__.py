"""A sample year with its reports: filled over the sample of the year's work, taken away with it."""

from nscl.progress.operations.sample import PeoplesWork
from nscl.reporting.operations.sample.removing import RemovedReports
from nscl.reporting.operations.sample.rounds import FilledReports
from nscl.reporting.operations.sample.whole import (
    FilledYear,
    RemovedYear,
    fill_sample,
    fill_sample_of_all,
    remove_whole_sample,
)

__all__ = [
    "FilledReports",
    "FilledYear",
    "PeoplesWork",
    "RemovedReports",
    "RemovedYear",
    "fill_sample",
    "fill_sample_of_all",
    "remove_whole_sample",
]

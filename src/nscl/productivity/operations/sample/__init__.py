"""A sample of productivity: invented statistics of a province, a published run and a draft; taken away whole."""

from nscl.productivity.operations.sample.filling import FilledProductivity, fill_productivity
from nscl.productivity.operations.sample.removing import remove_productivity_sample, sample_subjects

__all__ = ["FilledProductivity", "fill_productivity", "remove_productivity_sample", "sample_subjects"]

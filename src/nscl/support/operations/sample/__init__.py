"""A sample of support in the province of the sample accounts: filled beside the year's work, taken away whole."""

from nscl.support.operations.sample.filling import FilledSupport, fill_support
from nscl.support.operations.sample.removing import remove_support_sample, sample_subjects

__all__ = ["FilledSupport", "fill_support", "remove_support_sample", "sample_subjects"]

"""A sample year: filled from a seed, and taken away again as if it had never been."""

from nscl.work.operations.sample.filling import Filled, RealWorkThere, fill_sample_year
from nscl.work.operations.sample.removing import Removed, remove_sample

__all__ = ["Filled", "RealWorkThere", "Removed", "fill_sample_year", "remove_sample"]

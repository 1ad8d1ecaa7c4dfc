"""Plain functions over values: where a measure stands, which record may count for which measures."""

from nscl.progress.rules.status import standing, whole_value
from nscl.progress.rules.values import Base, MeasureFacts, Observed, Scheduled, Standing

__all__ = ["Base", "MeasureFacts", "Observed", "Scheduled", "Standing", "standing", "whole_value"]

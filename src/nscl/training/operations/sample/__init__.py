"""A sample year of training, beside that of the year's work: filled for one plan, taken away with all of it."""

from nscl.training.operations.sample.removing import remove_training_sample, sample_subjects
from nscl.training.operations.sample.whole import FilledTraining, fill_training

__all__ = ["FilledTraining", "fill_training", "remove_training_sample", "sample_subjects"]

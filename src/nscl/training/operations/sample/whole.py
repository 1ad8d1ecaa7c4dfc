"""Filling a sample year of training of a plan: courses, classes with their people; then what hangs on them.

Written after the sample of the year's work (`nscl.work.operations.sample`), whose activities of kind "lớp đào tạo"
become classes. Whatever else a sample of training has (certificates, experts, clubs) is filled here too, after them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nscl.records.operations import Actor
from nscl.training.operations.sample.answers import fill_answers
from nscl.training.operations.sample.classes import fill_classes
from nscl.training.operations.sample.registers import fill_registers


@dataclass(frozen=True, slots=True)
class FilledTraining:
    """How much was written."""

    classes: int = 0
    people: int = 0
    certificates: int = 0


@transaction.atomic
def fill_training(*, plan: int, year: int, seed: int, by: Actor, at: datetime) -> FilledTraining:
    """Make classes of the sample activities of a plan's year, as far done as the day of `at` allows.

    The same seed on the same day gives the same, but for addresses and codes, which are drawn anew. No event: the trail
    keeps that the sample of the year's work was filled.
    """
    filled = fill_classes(plan=plan, year=year, seed=seed, by=by, at=at)
    certificates = fill_answers(plan=plan, year=year, seed=seed, by=by, at=at)
    fill_registers(plan=plan, year=year, seed=seed, by=by, at=at)
    return FilledTraining(filled.classes, filled.people, certificates)

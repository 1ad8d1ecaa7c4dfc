"""A plan as long as one likes: the same kinds of content several times over, for measuring time and memory."""

from __future__ import annotations

from dataclasses import replace

from tests.documents.reading.documents.composition import compose
from tests.documents.reading.documents.money import lengthened_estimate
from tests.documents.reading.documents.parts import Part
from tests.documents.reading.documents.story import Duty, JobGroup, Story
from tests.documents.reading.documents.styles import Style


def lengthened(story: Story, style: Style, times: int) -> tuple[Part, ...]:
    """The document of a story with ``times`` times its aims, tasks, lines of the estimate and duties."""
    phases = tuple(replace(phase, aims=phase.aims * times) for phase in story.phases)
    groups: list[JobGroup] = []
    for group in story.groups:
        jobs = group.jobs * times
        prefix = "" if story.numbers_restart else f"{group.number}."
        groups.append(
            replace(group, jobs=tuple(replace(job, number=f"{prefix}{n}") for n, job in enumerate(jobs, start=1)))
        )
    duties: tuple[Duty, ...] = tuple(replace(duty, sentences=duty.sentences * times) for duty in story.duties)
    estimate = lengthened_estimate(story.estimate, times) if story.estimate else None
    longer = replace(story, phases=phases, groups=tuple(groups), duties=duties, estimate=estimate)
    return compose(longer, style)

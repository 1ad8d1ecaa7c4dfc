"""A plan as long as one likes: the same kinds of content several times over, over many pages."""

from __future__ import annotations

from dataclasses import replace

from tests.documents.reading.documents.composition import compose
from tests.documents.reading.documents.money import lengthened_estimate
from tests.documents.reading.documents.parts import Part
from tests.documents.reading.documents.story import JobGroup, Story
from tests.documents.reading.documents.styles import Style


def longer(story: Story, times: int) -> Story:
    """The story with ``times`` times its aims, tasks, lines of the estimate and duties."""
    return replace(
        story,
        phases=tuple(replace(phase, aims=phase.aims * times) for phase in story.phases),
        groups=tuple(_longer(group, times, restart=story.numbers_restart) for group in story.groups),
        duties=tuple(replace(duty, sentences=duty.sentences * times) for duty in story.duties),
        estimate=lengthened_estimate(story.estimate, times) if story.estimate else None,
    )


def lengthened(story: Story, style: Style, times: int) -> tuple[Part, ...]:
    """The document of the longer story."""
    return compose(longer(story, times), style)


def _longer(group: JobGroup, times: int, *, restart: bool) -> JobGroup:
    prefix = "" if restart else f"{group.number}."
    jobs = tuple(replace(job, number=f"{prefix}{place}") for place, job in enumerate(group.jobs * times, start=1))
    return replace(group, jobs=jobs)

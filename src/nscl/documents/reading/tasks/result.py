"""What reading the tasks yields."""

from dataclasses import dataclass, field

from nscl.documents.pack.schema import Task, TaskGroup
from nscl.documents.pack.values import Span
from nscl.documents.reading.agencies import Mention
from nscl.documents.reading.results import Doubt


@dataclass(frozen=True, slots=True)
class TasksRead:
    """Task groups and tasks in order, every mention of an agency in them, what is doubtful, lines understood."""

    groups: tuple[TaskGroup, ...] = ()
    tasks: tuple[Task, ...] = ()
    mentions: tuple[Mention, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    read: tuple[Span, ...] = ()


@dataclass(slots=True)
class Gathering:
    """A `TasksRead` while it grows."""

    groups: list[TaskGroup] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    read: list[Span] = field(default_factory=list)

    def add_group(self, key: str, title: str) -> None:
        """Add a group unless its key is there."""
        if title and all(group.key != key for group in self.groups):
            self.groups.append(TaskGroup(key=key, title=title))

    def add_mentions(self, mentions: tuple[Mention, ...]) -> None:
        """Remember the agencies named; all mentions count when one name is chosen for each body."""
        self.mentions.extend(mentions)

    def doubt(self, subject: str, at: Span, rule: str, reason: str) -> None:
        """Add a doubt."""
        self.doubts.append(Doubt(subject, at, rule, reason))

    def finish(self) -> TasksRead:
        """The result, frozen."""
        return TasksRead(
            tuple(self.groups), tuple(self.tasks), tuple(self.mentions), tuple(self.doubts), tuple(self.read)
        )

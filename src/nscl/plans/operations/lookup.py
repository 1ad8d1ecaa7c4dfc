"""What the records of a pack call by key, as the numbers of the rows that stand for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from nscl.plans.models import EditionAgency, TaskGroup


@dataclass
class Lookup:
    """Keys of one edition → primary keys of its rows; filled while an edition is stored, or read for one edit.

    registered: agency key → number in the register of institutions, where it knows the body at the plan's date.
    source_lines: number of lines of the document, None where unknown.
    """

    edition_id: int
    registered: dict[str, int] = field(default_factory=dict)
    agencies: dict[str, int] = field(default_factory=dict)
    agency_names: dict[str, str] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)
    source_lines: int | None = None

    def read(self) -> None:
        """Read the agencies and task groups that the edition has (2 queries)."""
        rows = EditionAgency.objects.filter(edition=self.edition_id).order_by("position")
        for key, number, name in rows.values_list("key", "pk", "name"):
            self.agencies[key] = number
            self.agency_names[key] = name
        groups = TaskGroup.objects.filter(edition=self.edition_id).order_by("position")
        self.groups.update(groups.values_list("key", "pk"))

    def names(self, keys: Iterable[str]) -> str:
        """The plan's own names of some agencies, for what is searched."""
        return " ".join(self.agency_names.get(key, key) for key in keys)

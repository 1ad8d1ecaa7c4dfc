"""The wording of the template, from the YAML beside this module, with its placeholders filled."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from nscl.documents.national_targets import national_targets

BLANK = "…"
"""What stands where a person has to fill in something."""

# How the figures that are the nation's are marked in the text, for the person who replaces them.
_NATIONAL = "[mức của cả nước, thay bằng mức của địa phương]"
_UNCERTAIN = " Chưa đối chiếu với văn bản gốc."


@dataclass(frozen=True, slots=True)
class Values:
    """What the placeholders of the wording stand for; ``unit``: the province with its kind ("tỉnh Cà Mau")."""

    unit: str
    first: int
    last: int

    def fill(self, text: str, **more: object) -> str:
        """The text with its placeholders replaced. Raises KeyError for one that does not exist."""
        known = {
            "unit": self.unit,
            "period": f"{self.first}-{self.last}",
            "first": self.first,
            "middle": (self.first + self.last) // 2,
            "last": self.last,
        }
        return text.format_map(known | more)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the body. ``kind``: heading, text, item or note; ``level`` of a heading: 1 or 2.

    ``aside`` stands in italics after the text; ``remark`` is a comment at the margin, which is not printed.
    """

    kind: str
    text: str
    level: int = 0
    aside: str | None = None
    remark: str | None = None


@cache
def load(name: str) -> Any:
    """The content of ``<name>.yaml``, parsed once per process; callers must not change it."""
    return yaml.safe_load(files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8"))


def body(values: Values) -> Iterator[Block]:
    """The numbered part of the plan, paragraph by paragraph."""
    inserts = {"targets": _national_targets, "years": _years}
    for entry in load("content")["body"]:
        if "insert" in entry:
            yield from inserts[entry["insert"]](values)
        elif "heading" in entry:
            yield Block("heading", values.fill(entry["text"]), level=entry["heading"], remark=entry.get("comment"))
        else:
            kind = next(kind for kind in ("text", "item", "note") if kind in entry)
            yield Block(kind, values.fill(entry[kind]), remark=entry.get("comment"))


def _national_targets(values: Values) -> Iterator[Block]:
    """The national targets as items, in the order of the file, each with its source in the remark.

    Only those whose milestone, or whose last year, lies within the plan's years: nothing is carried over to years for
    which no national target was set. Where the national figure is a count for the whole country the item has a blank
    and the remark the count.
    """
    for target in national_targets():
        if target.last is not None and not values.first <= target.last <= values.last:
            continue
        source = f"{target.source}.{'' if target.is_certain else _UNCERTAIN}"
        if target.blank:
            yield Block("item", values.fill(target.blank), remark=f"Cả nước: {target.words}. {source}")
        elif target.text:
            text = values.fill(target.text, by=target.last)
            yield Block("item", text, aside=_NATIONAL, remark=f"Mức của cả nước theo {source}")


def _years(values: Values) -> Iterator[Block]:
    for year in range(values.first, values.last + 1):
        yield Block("item", f"Năm {year}: {BLANK} đồng ({BLANK});")

"""Lead and coordinating agencies from the cells of a row."""

import re
from dataclasses import dataclass

from nscl.documents.reading.agencies import Mention, find_agencies
from nscl.documents.reading.task_tables.rows import ColumnRole, TaskRow
from nscl.text.folding import fold

_LEAD_MARK = re.compile(r"\bchủ trì\s*[:\-–]?\s*", re.IGNORECASE)
_COORDINATE_MARK = re.compile(
    r"(?:(?:đơn vị|cơ quan|cơ quan, đơn vị)\s+)?phối hợp\s*(?:với\b)?\s*[:\-–]?\s*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Partners:
    """Agencies named in a row, in order and once each; ``split_unsure``: one cell held both parts, unmarked."""

    lead: tuple[Mention, ...]
    coordinate: tuple[Mention, ...]
    split_unsure: bool = False

    @property
    def all(self) -> tuple[Mention, ...]:
        """Every mention of the row."""
        return (*self.lead, *self.coordinate)


def read_partners(row: TaskRow, *, damaged: bool, province: str | None) -> Partners:
    """Who leads and who coordinates the task of a row."""
    leading, partners, both = (row.text(role) for role in (ColumnRole.LEAD, ColumnRole.COORDINATE, ColumnRole.AGENCIES))
    if both is None and partners is None and leading and _COORDINATE_MARK.search(leading):
        leading, both = None, leading  # "Chủ trì: …; phối hợp: …" under a head that names one of them
    lead = _mentions(leading, damaged=damaged, province=province)
    coordinate = _mentions(partners, damaged=damaged, province=province)
    if both is None:
        return Partners(lead, coordinate)
    first, second = _split(both)
    if second is None:
        named = _mentions(first, damaged=damaged, province=province)
        return Partners((*lead, *named[:1]), (*coordinate, *named[1:]), split_unsure=len(named) > 1)
    return Partners(
        (*lead, *_mentions(first, damaged=damaged, province=province)),
        (*coordinate, *_mentions(second, damaged=damaged, province=province)),
    )


def _split(text: str) -> tuple[str, str | None]:
    """A cell with both parts, cut at the word "phối hợp"."""
    mark = _COORDINATE_MARK.search(text)
    if mark is None:
        return _LEAD_MARK.sub("", text), None
    if fold(text[: mark.start()]).strip(" ;,.:-"):
        return _LEAD_MARK.sub("", text[: mark.start()]), text[mark.end() :]
    lead = _LEAD_MARK.search(text, mark.end())
    return (text[lead.end() :], text[mark.end() : lead.start()]) if lead else ("", text[mark.end() :])


def _mentions(text: str | None, *, damaged: bool, province: str | None) -> tuple[Mention, ...]:
    if not text:
        return ()
    found: dict[str, Mention] = {}
    for mention in find_agencies(text, damaged=damaged, province=province, cell=True):
        found.setdefault(mention.key, mention)
    return tuple(found.values())

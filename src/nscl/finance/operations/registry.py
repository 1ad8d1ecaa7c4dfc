"""Everything that can be edited in a plan, by kind and by the class of its record."""

from __future__ import annotations

from nscl.documents.pack.schema import Record
from nscl.finance.operations.tables.frame import FrameTable
from nscl.finance.operations.tables.lines import LineTable, StatedTable
from nscl.plans.enums import ItemKind
from nscl.plans.operations.tables.base import AnyEditable, AnyTable
from nscl.plans.operations.tables.header import HeaderTable
from nscl.plans.operations.tables.registry import FINDINGS, PLAN_TABLES

FRAME = FrameTable()
LINES = LineTable()
STATED = StatedTable()
HEADER = HeaderTable()

ITEM_TABLES: tuple[AnyTable, ...] = (*PLAN_TABLES, LINES, STATED)
EDITABLES: tuple[AnyEditable, ...] = (HEADER, *ITEM_TABLES, FRAME, FINDINGS)
BY_KIND: dict[ItemKind, AnyEditable] = {table.kind: table for table in EDITABLES}
BY_RECORD: dict[type[Record], AnyEditable] = {table.record: table for table in EDITABLES}

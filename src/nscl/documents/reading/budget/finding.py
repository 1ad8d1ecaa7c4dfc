"""All tables of money of a document: native ones and those whose columns are lost."""

from nscl.documents.reading.blocks import Document
from nscl.documents.reading.budget.loose import find_loose_tables
from nscl.documents.reading.budget.native import find_native_tables
from nscl.documents.reading.budget.tables import BudgetTable


def find_budget_tables(document: Document, *, damaged: bool | None = None) -> tuple[BudgetTable, ...]:
    """The budget tables in the order of the document; each claims its span (title, heads, rows, footnotes).

    ``damaged``: whether recognition lost the diacritics; None takes it from the document.
    """
    lost = document.marks_lost if damaged is None else damaged
    found = [*find_native_tables(document, damaged=lost), *find_loose_tables(document, damaged=lost)]
    return tuple(sorted(found, key=lambda table: table.span))

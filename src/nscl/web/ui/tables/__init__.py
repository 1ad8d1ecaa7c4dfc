"""Data tables: defined once by typed columns, shown as HTML, exported to Excel, steered by the address.

view = Table("nhiem-vu", _("Nhiệm vụ"), columns, rows).present(TableQuery.of(request))
"""

from nscl.web.ui.tables.columns import Column, Filter, Kind, Link
from nscl.web.ui.tables.graphics import Graphic, Meter, Spark, Worked
from nscl.web.ui.tables.query import TableQuery
from nscl.web.ui.tables.table import DatabasePage, Table, TableView

__all__ = [
    "Column",
    "DatabasePage",
    "Filter",
    "Graphic",
    "Kind",
    "Link",
    "Meter",
    "Spark",
    "Table",
    "TableQuery",
    "TableView",
    "Worked",
]

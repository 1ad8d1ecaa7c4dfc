"""The annex of estimates of a plan, in the plan's own table shape, as an Excel file that recalculates."""

from nscl.documents.annex.paper import AnnexLine, AnnexPaper
from nscl.documents.annex.workbook import write_annex

__all__ = ["AnnexLine", "AnnexPaper", "write_annex"]

"""The appraisal of an estimate as papers: a Word report (Decree 30/2020/NĐ-CP) and an Excel table that recalculates."""

from nscl.documents.appraisal.paper import AppraisalLine, AppraisalPaper
from nscl.documents.appraisal.word import write_report
from nscl.documents.appraisal.workbook import write_workbook

__all__ = ["AppraisalLine", "AppraisalPaper", "write_report", "write_workbook"]

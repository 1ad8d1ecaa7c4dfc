"""Tables of reporting."""

from nscl.reporting.models.figures import (
    FigureCell,
    FigureColumn,
    FigureRecord,
    FigureRow,
    FigureSet,
    FigureTable,
)
from nscl.reporting.models.packages import (
    ReceivedMeasure,
    ReceivedPackage,
    ReceivedSupport,
    ReceivedTimeliness,
    TrustedKey,
)
from nscl.reporting.models.reports import IssuedFile, ReportEdition, ReportParagraph, ReportTemplate
from nscl.reporting.models.rounds import ReportingRound, RoundStep
from nscl.reporting.models.submissions import (
    CoveredAgency,
    Estimate,
    Remark,
    Submission,
    SubmissionParagraph,
    SubmissionStep,
)

__all__ = [
    "CoveredAgency",
    "Estimate",
    "FigureCell",
    "FigureColumn",
    "FigureRecord",
    "FigureRow",
    "FigureSet",
    "FigureTable",
    "IssuedFile",
    "ReceivedMeasure",
    "ReceivedPackage",
    "ReceivedSupport",
    "ReceivedTimeliness",
    "Remark",
    "ReportEdition",
    "ReportParagraph",
    "ReportTemplate",
    "ReportingRound",
    "RoundStep",
    "Submission",
    "SubmissionParagraph",
    "SubmissionStep",
    "TrustedKey",
]

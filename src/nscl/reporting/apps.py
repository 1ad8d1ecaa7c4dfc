"""The package's Django configuration: what the database itself keeps of submitted and issued reports."""

from __future__ import annotations

from django.apps import AppConfig

from nscl.records.freezing import Frozen, FrozenColumns, FrozenRows, protect

# SQL over a row of `reporting_submission`: while it is true, the agency may write in it. A sample is taken away whole.
SUBMISSION_OPEN = "(state IN ('not_started', 'draft', 'returned') OR is_sample)"
SET_OPEN = "(sealed_at IS NULL OR is_sample)"
PACKAGE_OPEN = "(sealed_at IS NULL OR is_sample)"
EDITION_OPEN = "(state = 'draft' OR is_sample)"

FROZEN: tuple[Frozen, ...] = (
    FrozenRows("reporting_submissionparagraph", "submission_id", "reporting_submission", open_when=SUBMISSION_OPEN),
    FrozenRows("reporting_estimate", "submission_id", "reporting_submission", open_when=SUBMISSION_OPEN),
    FrozenRows("reporting_roundstep", "round_id", "reporting_reportinground", open_when="is_sample", grows=True),
    FrozenRows("reporting_submissionstep", "submission_id", "reporting_submission", open_when="is_sample", grows=True),
    FrozenColumns(
        "reporting_reportedition",
        columns=(
            *("round_id", "ordinal", "reason", "subject", "signed_for", "signatory"),
            *("recipients", "template_id", "frozen_at", "frozen_by_id"),
        ),
        given_once=("number", "issued_on"),
        open_when=EDITION_OPEN,
        reopened_when="NEW.state = 'draft'",
    ),
    FrozenRows("reporting_reportparagraph", "edition_id", "reporting_reportedition", open_when=EDITION_OPEN),
    FrozenRows("reporting_issuedfile", "edition_id", "reporting_reportedition", open_when=EDITION_OPEN),
    FrozenColumns(
        "reporting_figureset",
        columns=("submission_id", "edition_id", "ordinal", "as_of", "taken_at", "software", "sealed_at"),
        open_when=SET_OPEN,
        reopened_when="NEW.sealed_at IS NULL",
    ),
    *(
        FrozenRows(table, "set_id", "reporting_figureset", open_when=SET_OPEN)
        for table in (
            "reporting_figuretable",
            "reporting_figurecolumn",
            "reporting_figurerow",
            "reporting_figurecell",
            "reporting_figurerecord",
        )
    ),
    *(
        FrozenRows(table, "package_id", "reporting_receivedpackage", open_when=PACKAGE_OPEN)
        for table in (
            "reporting_receivedmeasure",
            "reporting_receivedsupport",
            "reporting_receivedtimeliness",
        )
    ),
)


class ReportingConfig(AppConfig):
    """Rounds, submissions, reports, packages."""

    name = "nscl.reporting"
    verbose_name = "Báo cáo"

    def ready(self) -> None:
        """Have the database keep it from the next `migrate` on."""
        protect(self, FROZEN)

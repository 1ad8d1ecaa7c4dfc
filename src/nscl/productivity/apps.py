"""The package's Django configuration: what the database itself keeps of series and runs."""

from __future__ import annotations

from django.apps import AppConfig

from nscl.records.freezing import Frozen, FrozenColumns, FrozenRows, protect

# SQL over a row of `productivity_productivityrun`: while it is true, what belongs to the run may be written.
RUN_OPEN = "state = 'draft'"

FROZEN: tuple[Frozen, ...] = (
    # A source's figures stay as they were taken in; a sample is taken away whole.
    FrozenRows(
        "productivity_observation", "vintage_id", "productivity_seriesvintage", open_when="is_sample", grows=True
    ),
    FrozenColumns(
        "productivity_productivityrun",
        columns=(
            *("unit_id", "title", "note", "first_year", "last_year", "method", "average", "decomposition"),
            *("labour_input", "capital_input", "labour_share", "labour_share_source", "depreciation", "stock_start"),
            *("start_ratio", "start_years", "timing", "basis", "share_low", "share_high", "depreciation_low"),
            *("depreciation_high", "draws", "seed", "target_share", "target_growth", "forecast_to"),
            *("research_elasticity", "computed_at", "software", "published_at", "published_by_id"),
        ),
        open_when=f"({RUN_OPEN} OR is_sample)",
        reopened_when=f"NEW.{RUN_OPEN}",
    ),
    *(
        FrozenRows(table, "run_id", "productivity_productivityrun", open_when=f"({RUN_OPEN} OR is_sample)")
        for table in (
            "productivity_runinput",
            "productivity_runfigure",
            "productivity_runresult",
            "productivity_runnote",
        )
    ),
)

STUDY_OPEN = "published_at IS NULL"
FROZEN_STUDIES: tuple[Frozen, ...] = (
    FrozenColumns(
        "productivity_firmstudy",
        columns=(
            *("unit_id", "title", "firm_column", "year_column", "output_column", "labour_columns", "capital_columns"),
            *("proxy_column", "group_column", "decimal_mark", "estimators", "draws", "seed", "rows_all", "rows_used"),
            *("firms", "moved", "software", "state", "published_at", "published_by_id"),
        ),
        open_when=STUDY_OPEN,
        reopened_when=f"NEW.{STUDY_OPEN}",
    ),
    *(
        FrozenRows(table, "study_id", "productivity_firmstudy", open_when=STUDY_OPEN)
        for table in (
            "productivity_studycoefficient",
            "productivity_studyyear",
            "productivity_studydropped",
            "productivity_studynote",
        )
    ),
)


class ProductivityConfig(AppConfig):
    """Series, runs, what they gave."""

    name = "nscl.productivity"
    verbose_name = "Năng suất"

    def ready(self) -> None:
        """Have the database keep it from the next `migrate` on."""
        protect(self, (*FROZEN, *FROZEN_STUDIES))

"""What is wrong with figures, said so that whoever brought them can mend them."""

from __future__ import annotations


class DataProblem(ValueError):
    """Figures from which nothing can be computed: which series and year, why, and what to do."""

    def __init__(self, where: str, why: str, remedy: str) -> None:
        super().__init__(f"{where}: {why} {remedy}")
        self.where = where
        self.why = why
        self.remedy = remedy

"""What a reader of a run's file must not miss, in the same words in every file."""

from __future__ import annotations

from typing import Final

from nscl.documents.productivity_papers.paper import PaperState, RunPaper

SAMPLE: Final = "Số liệu mẫu"
_STATES: Final = {PaperState.DRAFT: "BẢN NHÁP, chưa công bố", PaperState.WITHDRAWN: "ĐÃ THU HỒI"}


def marks(paper: RunPaper) -> list[str]:
    """A draft, a withdrawn run, sample figures."""
    found = [_STATES[paper.state]] if paper.state in _STATES else []
    return [*found, SAMPLE] if paper.is_sample else found

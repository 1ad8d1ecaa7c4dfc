"""The access-checked getters of the pages of a run."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from nscl.documents.productivity_papers.paper import RunPaper
from nscl.productivity.queries.papers import RunNotComputed, run_paper
from nscl.productivity.queries.runs import RunDetail, RunMissing, find_run
from nscl.web.access import viewer


def run_or_404(request: HttpRequest, number: int) -> RunDetail:
    """The run as the person may see it. Raises Http404."""
    try:
        return find_run(viewer(request), number)
    except RunMissing as missing:
        raise Http404 from missing


def kept_or_404(request: HttpRequest, number: int) -> RunDetail:
    """The run, for who keeps runs of its province. Raises Http404."""
    found = run_or_404(request, number)
    if not found.may_keep:
        raise Http404
    return found


def published_or_404(request: HttpRequest, number: int) -> RunDetail:
    """The run, for who publishes and withdraws in its province. Raises Http404."""
    found = run_or_404(request, number)
    if not found.may_publish:
        raise Http404
    return found


def paper_or_404(request: HttpRequest, number: int) -> RunPaper:
    """What came out of a run that the person may see. Raises Http404, also where nothing was computed."""
    try:
        return run_paper(viewer(request), number)
    except (RunMissing, RunNotComputed) as missing:
        raise Http404 from missing

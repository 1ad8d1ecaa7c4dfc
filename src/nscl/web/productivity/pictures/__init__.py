"""The pictures of a run by their codes in the address: each has its finding, its table, and how it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from nscl.documents.productivity_papers.accounts import AccountPaper
from nscl.documents.productivity_papers.paper import RunPaper
from nscl.web.productivity.pictures.growth import contributions, methods
from nscl.web.productivity.pictures.labour import deepening, sectors
from nscl.web.productivity.pictures.outlook import fan, forecasts, needed, swings
from nscl.web.productivity.pictures.picture import Picture
from nscl.web.productivity.pictures.science import science

# Of the run's paper and the account that is looked at; None where there is nothing to draw.
PICTURES: Final[Mapping[str, Callable[[RunPaper, AccountPaper | None], Picture | None]]] = {
    "dong-gop": contributions,
    "phuong-phap": methods,
    "theo-nganh": sectors,
    "von-tren-lao-dong": deepening,
    "do-nhay": swings,
    "mo-phong": fan,
    "can-co": needed,
    "du-bao": forecasts,
    "khoa-hoc": science,
}

__all__ = ["PICTURES", "Picture"]

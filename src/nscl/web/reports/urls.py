"""Rounds and submissions, below `/bao-cao/`."""

from __future__ import annotations

from typing import Final

from django.urls import path

from nscl.web.reports.views import (
    deciding,
    figures,
    files,
    history,
    opening,
    overview,
    round_acts,
    rounds,
    sending,
    timeliness,
    words,
    writing,
)

_ROUND: Final = "ky/<int:number>/"
_ONE: Final = "nop/<int:number>/"

urlpatterns = [
    path("", overview.overview, name="reports"),
    path("dung-han/", timeliness.timeliness_page, name="round-timeliness"),
    path("ky/moi/", opening.open_one, name="round-open"),
    path(_ROUND, rounds.report_round, name="round"),
    path(f"{_ROUND}sua/", round_acts.change, name="round-edit"),
    path(f"{_ROUND}khoa/", round_acts.close, name="round-close"),
    path(f"{_ROUND}mo-lai/", round_acts.reopen, name="round-reopen"),
    path(f"{_ROUND}co-quan/", round_acts.add, name="round-agency-add"),
    path(_ONE, words.submission, name="submission"),
    path(f"{_ONE}doan/", writing.save, name="paragraph-save"),
    path(f"{_ONE}doan/<int:paragraph>/chuyen/", writing.move, name="paragraph-move"),
    path(f"{_ONE}doan/<int:paragraph>/bo/", writing.remove, name="paragraph-remove"),
    path(f"{_ONE}nhan-xet/<int:remark>/", writing.settle, name="remark-settle"),
    path(f"{_ONE}so-lieu/", figures.figures, name="submission-figures"),
    path(f"{_ONE}so-lieu/uoc/", figures.save, name="estimate-save"),
    path(f"{_ONE}so-lieu/ban-ghi/", figures.records, name="submission-records"),
    path(f"{_ONE}nop/", sending.sending, name="submission-sending"),
    path(f"{_ONE}nop/gui/", sending.send, name="submission-submit"),
    path(f"{_ONE}lich-su/", history.submission_history, name="submission-history"),
    path(f"{_ONE}bao-cao.<str:form>", files.submission_paper_file, name="submission-file"),
    path(f"{_ONE}nhan/", deciding.accept_one, name="submission-accept"),
    path(f"{_ONE}tra-lai/", deciding.send_back, name="submission-return"),
    path(f"{_ONE}chuyen/", round_acts.hand, name="submission-hand"),
    path(f"{_ONE}ra-khoi-ky/", round_acts.remove, name="submission-remove"),
]

"""Addresses of difficulties, under `/vuong-mac/`."""

from __future__ import annotations

from django.urls import path

from nscl.web.difficulties.views.detail import difficulty_page
from nscl.web.difficulties.views.listing import difficulty_list
from nscl.web.difficulties.views.raising import edit_page, raise_page
from nscl.web.difficulties.views.steps import answer_page, assign_page, close_page, escalate_page, reopen_page

urlpatterns = [
    path("", difficulty_list, name="difficulty-list"),
    path("neu/", raise_page, name="difficulty-raise"),
    path("<int:number>/", difficulty_page, name="difficulty"),
    path("<int:number>/sua/", edit_page, name="difficulty-edit"),
    path("<int:number>/giao/", assign_page, name="difficulty-assign"),
    path("<int:number>/tra-loi/", answer_page, name="difficulty-answer"),
    path("<int:number>/bao-cao/", escalate_page, name="difficulty-escalate"),
    path("<int:number>/ket-thuc/", close_page, name="difficulty-close"),
    path("<int:number>/mo-lai/", reopen_page, name="difficulty-reopen"),
]

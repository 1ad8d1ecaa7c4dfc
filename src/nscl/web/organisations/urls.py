"""Addresses of the registry, below `/to-chuc/`."""

from __future__ import annotations

from django.urls import path

from nscl.web.organisations.views import detail, doubles, facts, kinship, lists, registering, states

_ONE = "<int:number>/"

urlpatterns = [
    path("", lists.organisation_list, name="organisation-list"),
    path("them/", registering.add, name="organisation-add"),
    path("cua-toi/", detail.own, name="organisation-own"),
    path("trung/", doubles.doubles, name="organisation-doubles"),
    path("trung/gop/", doubles.merge, name="organisations-merge"),
    path("trung/hai-to-chuc/", doubles.apart, name="organisations-apart"),
    path(_ONE, detail.organisation, name="organisation"),
    path(f"{_ONE}sua/", registering.edit, name="organisation-edit"),
    path(f"{_ONE}tru-so/", facts.move, name="organisation-move"),
    path(f"{_ONE}so-lieu/", facts.figures, name="organisation-figures"),
    path(f"{_ONE}co/", facts.flag, name="organisation-flag"),
    path(f"{_ONE}co/<int:flag>/ket-thuc/", facts.flag_end, name="organisation-flag-end"),
    path(f"{_ONE}tam-ngung/", states.suspend, name="organisation-suspend"),
    path(f"{_ONE}cham-dut/", states.end, name="organisation-end"),
    path(f"{_ONE}hoat-dong-lai/", states.resume, name="organisation-resume"),
    path(f"{_ONE}quan-he/", kinship.relate, name="organisation-relate"),
    path(f"{_ONE}quan-he/thoi-chi-nhanh/", kinship.unbranch, name="organisation-unbranch"),
]

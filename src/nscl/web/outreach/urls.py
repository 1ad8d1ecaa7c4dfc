"""Addresses of outreach: `/ho-tro/tiep-can/…` for staff, `/khao-sat/<token>/` for whoever was sent the link."""

from __future__ import annotations

from django.urls import path

from nscl.web.outreach.views.answering import fill_page, pick_for_survey, public_form
from nscl.web.outreach.views.funnel import funnel_page, stage_page
from nscl.web.outreach.views.surveys import (
    definition_page,
    invite_page,
    open_page,
    survey_days,
    survey_list,
    survey_page,
    withdraw_link,
)
from nscl.web.outreach.views.visit import visit_edit, visit_page, visit_remove
from nscl.web.outreach.views.visits import pick_organisation, record_page, visit_list

urlpatterns = [
    path("ho-tro/tiep-can/", funnel_page, name="outreach"),
    path("ho-tro/tiep-can/to-chuc/", stage_page, name="outreach-stage"),
    path("ho-tro/tiep-can/chuyen-tham/", visit_list, name="visit-list"),
    path("ho-tro/tiep-can/chuyen-tham/ghi/", pick_organisation, name="visit-pick"),
    path("ho-tro/tiep-can/chuyen-tham/ghi/<int:organisation>/", record_page, name="visit-record"),
    path("ho-tro/tiep-can/chuyen-tham/<int:number>/", visit_page, name="visit"),
    path("ho-tro/tiep-can/chuyen-tham/<int:number>/sua/", visit_edit, name="visit-edit"),
    path("ho-tro/tiep-can/chuyen-tham/<int:number>/xoa/", visit_remove, name="visit-remove"),
    path("ho-tro/tiep-can/khao-sat/", survey_list, name="needs-survey-list"),
    path("ho-tro/tiep-can/khao-sat/mo/", open_page, name="needs-survey-open"),
    path("ho-tro/tiep-can/khao-sat/phieu/<slug:ref>/", definition_page, name="needs-survey-definition"),
    path("ho-tro/tiep-can/khao-sat/<int:number>/", survey_page, name="needs-survey"),
    path("ho-tro/tiep-can/khao-sat/<int:number>/gui/", invite_page, name="needs-survey-invite"),
    path("ho-tro/tiep-can/khao-sat/<int:number>/han/", survey_days, name="needs-survey-days"),
    path("ho-tro/tiep-can/khao-sat/<int:number>/thu-hoi/<int:form>/", withdraw_link, name="needs-survey-withdraw"),
    path("ho-tro/tiep-can/khao-sat/<int:number>/ghi/", pick_for_survey, name="needs-survey-pick"),
    path("ho-tro/tiep-can/khao-sat/<int:number>/ghi/<int:organisation>/", fill_page, name="needs-survey-fill"),
    path("khao-sat/<str:token>/", public_form, name="public-survey"),
]

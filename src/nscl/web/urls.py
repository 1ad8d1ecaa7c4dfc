"""Root of all web addresses: a plain list, one include a folder."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("nscl.web.home.urls")),
    path("", include("nscl.web.ui.urls")),
    path("", include("nscl.web.search.urls")),
    # Editing stands before reading: /ke-hoach/nap/ and /ke-hoach/doc/ are no plans' names.
    path("", include("nscl.web.plan_reading.urls")),
    path("", include("nscl.web.plan_editing.urls")),
    # Progress stands before reading: its pages are below a plan's own address.
    path("", include("nscl.web.progress.urls")),
    path("", include("nscl.web.plans.urls")),
    path("", include("nscl.web.evidence.urls")),
    path("tai-khoan/", include("nscl.web.accounts.urls.own")),
    path("quan-tri/", include("nscl.web.accounts.urls.administration")),
    path("viec-cua-toi/", include("nscl.web.duties.urls")),
    path("vuong-mac/", include("nscl.web.difficulties.urls")),
    path("khen-thuong/", include("nscl.web.commendations.urls")),
    path("hoat-dong/", include("nscl.web.work.urls")),
    path("hoat-dong/", include("nscl.web.work_import.urls")),
    path("don-vi/", include("nscl.web.institutions.urls")),
    path("kinh-phi/", include("nscl.web.estimates.urls")),
    path("kinh-phi/", include("nscl.web.ledger.urls")),
    path("kinh-phi/", include("nscl.web.ledger_import.urls")),
    path("dao-tao/", include("nscl.web.training.urls")),
    path("dao-tao/", include("nscl.web.registers.urls")),
    path("dao-tao/", include("nscl.web.people.urls")),
    path("dao-tao/so-lieu/", include("nscl.web.training_counts.urls")),
    # The applicant's own pages stand before the office's: /ho-tro/cua-toi/ is no case's number.
    path("", include("nscl.web.support_apply.urls")),
    path("", include("nscl.web.outreach.urls")),
    path("ho-tro/chinh-sach/", include("nscl.web.policies.urls")),
    path("ho-tro/", include("nscl.web.support.urls")),
    path("nang-suat/so-lieu/", include("nscl.web.statistics.urls")),
    path("nang-suat/doanh-nghiep/", include("nscl.web.firm_studies.urls")),
    path("nang-suat/", include("nscl.web.productivity.urls")),
    path("bao-cao/", include("nscl.web.reports.urls")),
    path("bao-cao/", include("nscl.web.report_editions.urls")),
    path("bao-cao/", include("nscl.web.report_nation.urls")),
    path("to-chuc/", include("nscl.web.organisations.urls")),
    path("to-chuc/", include("nscl.web.organisations_import.urls")),
    path("", include("nscl.web.check_in.urls")),
    path("", include("nscl.web.class_registration.urls")),
    path("", include("nscl.web.questionnaires.urls")),
    path("", include("nscl.web.certificates.urls")),
]

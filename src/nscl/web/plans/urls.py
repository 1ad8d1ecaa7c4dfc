"""Addresses of the pages that read plans."""

from __future__ import annotations

from django.urls import path

from nscl.web.plans import basis, document, duties, findings, history, listing, overview, targets, tasks
from nscl.web.plans.addresses import TabKey
from nscl.web.plans.budget import chart
from nscl.web.plans.budget import view as budget
from nscl.web.plans.items import view as items

EDITION = "ke-hoach/<slug:slug>/ban-<int:ordinal>/"

urlpatterns = [
    path("ke-hoach/", listing.plan_list, name="plan-list"),
    path("muc-tieu/", listing.door(TabKey.TARGETS), name="targets"),
    path("nhiem-vu/", listing.door(TabKey.TASKS), name="tasks"),
    path("du-toan/", listing.door(TabKey.BUDGET), name="budget"),
    path("mo/<str:kind>/<int:number>/", items.item_door, name="item-door"),
    path("ke-hoach/<slug:slug>/", overview.edition_overview, name="plan"),
    path(EDITION, overview.edition_overview, name="edition"),
    path(f"{EDITION}muc-tieu/", targets.targets, name="edition-targets"),
    path(f"{EDITION}nhiem-vu/", tasks.tasks, name="edition-tasks"),
    path(f"{EDITION}du-toan/", budget.budget, name="edition-budget"),
    path(f"{EDITION}du-toan/bieu-do.<str:form>", chart.chart_file, name="edition-chart"),
    path(f"{EDITION}phan-cong/", duties.duties, name="edition-duties"),
    path(f"{EDITION}can-cu/", basis.legal_basis, name="edition-legal-basis"),
    path(f"{EDITION}ho-tro/", basis.support_rules, name="edition-support"),
    path(f"{EDITION}phat-hien/", findings.findings, name="edition-findings"),
    path(f"{EDITION}van-ban/", document.document, name="edition-document"),
    path(f"{EDITION}lich-su/", history.edition_history, name="edition-history"),
    path(f"{EDITION}goi.yaml", document.pack_file, name="edition-pack"),
    path(f"{EDITION}<slug:segment>/<int:number>/", items.item, name="item"),
]

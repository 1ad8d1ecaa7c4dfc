"""Addresses of the pages that write plans. They stand before those that read: /ke-hoach/nap/ is no plan's name."""

from __future__ import annotations

from django.urls import path

from nscl.web.plan_editing.views import checking, drafting, editions, findings, items, loading, removal

_EDITION = "ke-hoach/<slug:slug>/ban-<int:ordinal>/"
_KIND = f"{_EDITION}<slug:segment>/"
_ITEM = f"{_KIND}<int:number>/"

urlpatterns = [
    path("ke-hoach/nap/", loading.load, name="plan-load"),
    path("ke-hoach/nap/<str:token>/", loading.confirm, name="plan-load-preview"),
    path("kiem-tra/", checking.check, name="plan-check"),
    path("kiem-tra/<str:token>/", checking.result, name="plan-check-result"),
    path(f"{_EDITION}soan/", drafting.contents, name="edition-draft"),
    path(f"{_EDITION}ban-hanh/", editions.issue, name="edition-issue"),
    path(f"{_EDITION}mo-dieu-chinh/", editions.amend, name="edition-amend"),
    path(f"{_EDITION}dieu-chinh/", editions.compare, name="edition-difference"),
    path(f"{_EDITION}bo-ban-nhap/", editions.discard, name="edition-discard"),
    path(f"{_EDITION}luu-van-ban/", editions.keep_text, name="edition-text"),
    path(f"{_EDITION}hoan-tac/<str:token>/", removal.restore, name="item-restore"),
    path(f"{_EDITION}phat-hien/ghi-nhan-luu-y/", findings.accept_hints, name="findings-accept"),
    path(f"{_EDITION}phat-hien/<int:number>/xu-ly/", findings.decide, name="finding-decide"),
    path(f"{_KIND}them/", items.add, name="item-add"),
    path(f"{_ITEM}sua/", items.edit, name="item-edit"),
    path(f"{_ITEM}bo/", removal.remove, name="item-remove"),
    path(f"{_ITEM}chuyen/", removal.move, name="item-move"),
]

"""Addresses of the readings. They stand before those of plans: /ke-hoach/doc/ is no plan's name."""

from __future__ import annotations

from django.urls import path

from nscl.web.plan_reading.views import deciding, reading, review, template, uploading

_READING = "ke-hoach/doc/<int:number>/"
_REVIEW = "ke-hoach/<slug:slug>/ban-<int:ordinal>/ra-soat/"

urlpatterns = [
    path("ke-hoach/doc/", uploading.upload, name="plan-read"),
    path("ke-hoach/doc/mau/", template.template, name="plan-template"),
    path(_READING, reading.reading, name="plan-reading"),
    path(f"{_READING}doc-lai/", uploading.again, name="plan-reading-again"),
    path(f"{_READING}bo/", uploading.discard, name="plan-reading-discard"),
    path(_REVIEW, review.review, name="edition-review"),
    path(f"{_REVIEW}them/", review.begin_item, name="review-add"),
    path(f"{_REVIEW}cung-ly-do/<str:rule>/", deciding.accept_all_alike, name="review-alike"),
    path(f"{_REVIEW}doan/<int:number>/", deciding.decide_lines, name="passage-decide"),
    path(f"{_REVIEW}<slug:segment>/<int:number>/", deciding.decide_item, name="review-decide"),
]

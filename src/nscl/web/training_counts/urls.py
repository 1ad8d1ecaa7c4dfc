"""Addresses of the counts of training, below `/dao-tao/so-lieu/`."""

from __future__ import annotations

from django.urls import path

from nscl.web.training_counts import chart, view

urlpatterns = [
    path("", view.counts, name="training-counts"),
    path("bieu-do.<str:form>", chart.chart_file, name="training-counts-chart"),
]

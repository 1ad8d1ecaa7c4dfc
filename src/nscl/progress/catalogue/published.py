"""Indicators that a published run of the productivity package gives."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from nscl.progress.catalogue.registry import published


class PublishedFigure(StrEnum):
    """Which figure of a run is read."""

    TFP_SHARE = "tfp_share"
    LABOUR_PRODUCTIVITY = "labour_productivity"


_PUBLISH = _("Công bố lần tính năng suất của những năm này, hoặc nêu số đã công bố kèm minh chứng.")

published(
    "tfp_share",
    PublishedFigure.TFP_SHARE,
    remedy=_PUBLISH,
    unit="%",
    counts=_(
        "Phần của TFP trong mức tăng GRDP theo phương pháp chính của lần tính mới nhất đã công bố; của nhiều năm là "
        "tổng đóng góp chia tổng mức tăng, không phải bình quân các tỷ trọng từng năm."
    ),
)
published(
    "labour_productivity_growth",
    PublishedFigure.LABOUR_PRODUCTIVITY,
    remedy=_PUBLISH,
    unit="%",
    counts=_("Tốc độ tăng GRDP giá so sánh trên một lao động, theo lần tính năng suất mới nhất đã công bố."),
)

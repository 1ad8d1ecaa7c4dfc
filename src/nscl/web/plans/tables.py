"""Answering with tables: on the page, or as the Excel file that one of them was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.plans.enums import ItemKind
from nscl.plans.queries.editions import EditionHeader
from nscl.plans.queries.rows import ItemRow
from nscl.web.plans.addresses import SEGMENTS, EditionAddress, TabKey, lines_in_words
from nscl.web.plans.frame import TAB_LABELS, edition_page, may_edit
from nscl.web.ui.parts import Act, Empty, Text
from nscl.web.ui.parts.acts import Weight
from nscl.web.ui.tables import Column, TableView
from nscl.web.ui.tables.export import xlsx_response

AnyItem = TypeVar("AnyItem", bound=ItemRow)


def wanted_file(views: Sequence[TableView[Any]], title: Text) -> HttpResponse | None:
    """The Excel file of the table that was asked for, None where a page was."""
    for view in views:
        if view.query.wants_xlsx:
            return xlsx_response([view], title=title, at=timezone.localtime())
    return None


def tables_response(
    request: HttpRequest,
    edition: EditionHeader,
    tab: TabKey,
    answer: Text,
    views: Sequence[TableView[Any]],
    *,
    acts: Sequence[Act] = (),
    template: str = "plans/tables.html",
    **context: Any,
) -> HttpResponse:
    """A tab that is made of tables."""
    title = f"{edition.label} – {TAB_LABELS[tab]}"
    file = wanted_file(views, title)
    if file is not None:
        return file
    page = edition_page(request, edition, tab, answer, acts=acts)
    return render(request, template, {**page, "views": views, **context})


def key_column(address: EditionAddress, kind: ItemKind, heading: Text) -> Column[AnyItem]:
    """The item's number in the document, a door to its page; sorted in the order of the document."""
    stem = address.item(kind, 0).removesuffix("0/")
    return Column("key", heading, narrow=True, href=lambda r: f"{stem}{r.number}/", sort_value=lambda r: r.position)


def source_column(address: EditionAddress) -> Column[AnyItem]:
    """The item's lines in the document, a door to them."""
    return Column(
        "lines",
        _("Dòng văn bản"),
        value=lambda r: lines_in_words(r.first_line, r.last_line),
        href=lambda r: address.document(r.first_line, r.last_line),
        sort_value=lambda r: r.first_line,
        narrow=True,
    )


def empty_part(title: Text, icon: str) -> Empty:
    """What stands where an edition has nothing of a kind: that the plan says nothing, not that data are missing."""
    return Empty(title, _("Văn bản của kế hoạch không có phần này, hoặc phần này chưa được nạp."), icon)


def add_act(request: HttpRequest, edition: EditionHeader, kind: ItemKind, label: Text) -> list[Act]:
    """The act that adds an item of this kind, for who may edit the edition."""
    if not may_edit(request, edition):
        return []
    place = {"slug": edition.slug, "ordinal": edition.ordinal, "segment": SEGMENTS[kind]}
    return [Act(label, reverse("item-add", kwargs=place), "plus", Weight.PRIMARY)]

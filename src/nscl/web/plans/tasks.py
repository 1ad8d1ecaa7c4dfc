"""Tasks of an edition under their group headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from nscl.accounts.enums import Permission
from nscl.plans.enums import ItemKind
from nscl.plans.queries.tasks import OutputRow, TaskGroupRow, TaskRow, list_groups, list_tasks
from nscl.text.folding import fold
from nscl.text.formats import format_number
from nscl.web.access import require_safe, requires, viewer
from nscl.web.plans import sentences
from nscl.web.plans.addresses import EditionAddress, TabKey
from nscl.web.plans.frame import address_of, edition_or_404
from nscl.web.plans.tables import add_act, empty_part, key_column, source_column, tables_response
from nscl.web.plans.words import names
from nscl.web.ui.tables import Column, Filter, Table, TableQuery

GROUP_FILTER = "nhom"


@dataclass(frozen=True)
class GroupDoor:
    """A group heading: how many tasks stand under it, and the table narrowed to them."""

    title: str
    tasks: str
    href: str
    page: str


@requires(Permission.VIEW_PLANS)
@require_safe
def tasks(request: HttpRequest, slug: str, ordinal: int) -> HttpResponse:
    """Every task with who leads, who helps, when, and what it is to yield."""
    edition = edition_or_404(request, slug, ordinal)
    who, address = viewer(request), address_of(edition)
    groups = list_groups(who, edition.edition_id)
    rows = list_tasks(who, edition.edition_id)
    view = task_table(rows, groups, address).present(TableQuery.of(request))
    acts = add_act(request, edition, ItemKind.TASK, _("Thêm nhiệm vụ"))
    return tables_response(
        request,
        edition,
        TabKey.TASKS,
        _answer(rows, groups),
        [view],
        acts=acts,
        template="plans/tasks.html",
        groups=_doors(groups, address, view.id),
    )


def _answer(rows: Sequence[TaskRow], groups: Sequence[TaskGroupRow]) -> str:
    if not rows:
        return _("Kế hoạch này chưa có nhiệm vụ nào.")
    leads = len({agency.number for row in rows for agency in row.lead})
    outputs = sum(len(row.outputs) for row in rows)
    led = ngettext("%(n)s đơn vị chủ trì", "%(n)s đơn vị chủ trì", leads) % {"n": format_number(leads)}
    made = ngettext("%(n)s sản phẩm phải có", "%(n)s sản phẩm phải có", outputs) % {"n": format_number(outputs)}
    return _("%(tasks)s trong %(groups)s; %(led)s; %(made)s.") % {
        "tasks": sentences.tasks(len(rows)),
        "groups": sentences.groups(len(groups)),
        "led": led,
        "made": made,
    }


def _doors(groups: Sequence[TaskGroupRow], address: EditionAddress, table_id: str) -> list[GroupDoor]:
    here = address.tab(TabKey.TASKS)
    return [
        GroupDoor(
            _group_title(group.key, group.title),
            sentences.tasks(group.tasks),
            f"{here}?{GROUP_FILTER}={group.number}#{table_id}",
            address.item(ItemKind.TASK_GROUP, group.number),
        )
        for group in groups
    ]


def _group_title(key: str, title: str) -> str:
    return f"{key}. {title}" if key else title


def output_in_words(output: OutputRow) -> str:
    """What a task is to yield, with how much of it and by when: "Lớp đào tạo (05 lớp, đến năm 2025)".

    A figure that the text gives already is not said twice, in whatever language the page is.
    """
    # The text is the document's, so the figure is looked for in the document's language.
    with override(settings.LANGUAGE_CODE):
        printed = _figure(output)
    words = output.text if fold(printed) in fold(output.text) else f"{output.text} ({_figure(output)})"
    return _("%(output)s (đến năm %(year)s)") % {"output": words, "year": output.by_year} if output.by_year else words


def _figure(output: OutputRow) -> str:
    return f"{output.figure} {output.of or ''}".strip()


def task_table(rows: Sequence[TaskRow], groups: Sequence[TaskGroupRow], address: EditionAddress) -> Table[TaskRow]:
    """One row a task."""
    stem = address.item(ItemKind.TASK, 0).removesuffix("0/")
    return Table(
        name="nhiem-vu",
        caption=_("Nhiệm vụ"),
        rows=rows,
        columns=[
            key_column(address, ItemKind.TASK, _("Số")),
            Column(
                "title",
                _("Nhiệm vụ"),
                filling=True,
                href=lambda r: f"{stem}{r.number}/",
                note=lambda r: _group_title(r.group_key, r.group_title),
            ),
            Column("lead", _("Chủ trì"), value=lambda r: names(r.lead)),
            Column("coordinate", _("Phối hợp"), value=lambda r: names(r.coordinate)),
            Column("schedule", _("Thời gian"), sort_value=lambda r: r.schedule_start),
            Column("outputs", _("Sản phẩm"), value=lambda r: tuple(output_in_words(o) for o in r.outputs)),
            source_column(address),
        ],
        search=lambda r: (
            f"{r.key} {r.title} {r.group_title} {' '.join(names(r.lead) + names(r.coordinate))} {r.note or ''}"
        ),
        filters=[
            Filter(
                GROUP_FILTER,
                _("Nhóm"),
                lambda r: str(r.group_number),
                options=[(str(group.number), _group_title(group.key, group.title)) for group in groups],
            ),
            Filter("chu-tri", _("Chủ trì"), lambda r: names(r.lead)),
            Filter("phoi-hop", _("Phối hợp"), lambda r: names(r.coordinate)),
            Filter("nam", _("Năm"), _years),
        ],
        empty=empty_part(_("Chưa có nhiệm vụ nào"), "list-checks"),
    )


def _years(row: TaskRow) -> list[str]:
    if row.schedule_start is None:
        return []
    return [str(year) for year in range(row.schedule_start, (row.schedule_end or row.schedule_start) + 1)]

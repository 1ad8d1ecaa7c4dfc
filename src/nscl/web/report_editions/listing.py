"""The editions of a round as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from nscl.reporting.queries.editions import EditionRow
from nscl.web.report_editions.places import edition_href, edition_name
from nscl.web.report_editions.words import EDITION_CHIPS, paper_words
from nscl.web.ui.parts import Act, Empty
from nscl.web.ui.samples import sample_title
from nscl.web.ui.tables import Column, Kind, Table
from nscl.web.ui.tables.columns import Link


def editions_table(rows: Sequence[EditionRow], acts: Sequence[Act], *, sees_drafts: bool) -> Table[EditionRow]:
    """One row an edition, the newest first. acts: what to do where there is none."""
    columns: list[Column[EditionRow]] = [
        Column("edition", _("Bản"), Kind.LINK, _link, filling=True, sortable=False),
        Column("state", _("Trạng thái"), Kind.CHIP, lambda r: EDITION_CHIPS[r.state], sortable=False),
        Column("paper", _("Số, ngày"), value=lambda r: paper_words(r) or None, sortable=False),
        Column("frozen", _("Ban hành"), Kind.DATE, _frozen, note=lambda r: r.frozen_by, sortable=False),
        Column("created", _("Bắt đầu soạn"), Kind.DATE, _created, note=lambda r: r.created_by, sortable=False),
        Column("reason", _("Vì sao có bản này"), value=lambda r: r.reason or None, sortable=False),
    ]
    title, text = _("Chưa ban hành báo cáo của tỉnh"), _("Bản đã ban hành hiện ở đây.")
    if sees_drafts:
        title = _("Chưa soạn báo cáo của tỉnh")
        text = _(
            "Bản đầu mở ra đã có số liệu và lời văn gợi ý của phần đánh giá chung; đoạn của các cơ quan thì chọn vào."
        )
    empty = Empty(title, text, "file-plus" if sees_drafts else "file-text", acts)
    return Table("cac-ban", _("Các bản"), columns, rows, empty=empty, exportable=False)


def _link(row: EditionRow) -> Link:
    name = sample_title(edition_name(row), is_sample=row.is_sample)
    return Link(name, edition_href(row.number), row.subject)


def _created(row: EditionRow) -> date:
    return localtime(row.created_at).date()


def _frozen(row: EditionRow) -> date | None:
    return None if row.frozen_at is None else localtime(row.frozen_at).date()

"""What was done to an edition: who, when, from what to what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from nscl.accounts.enums import Permission
from nscl.plans.enums import ItemKind
from nscl.plans.queries.editions import EditionHeader
from nscl.plans.queries.history import history
from nscl.records.queries import ChangeRow, EventRow
from nscl.text.dates import format_date
from nscl.web.access import require_safe, requires, viewer
from nscl.web.plans.addresses import TabKey
from nscl.web.plans.frame import address_of, edition_or_404
from nscl.web.plans.tables import tables_response
from nscl.web.plans.words import KIND_NAMES
from nscl.web.ui.parts import Empty, Moment, Text, Timeline, Tone
from nscl.web.ui.tables import Column, Filter, Table, TableQuery

# Audit actions are `<noun>.<verb>`: the noun stands in the subject, the verb is said here
# (a button of the same word is another in English: "Add", "Added").
VERBS: Final[dict[str, Text]] = {
    "loaded": pgettext_lazy("việc đã làm", "Nạp"),
    "reloaded": pgettext_lazy("việc đã làm", "Nạp lại"),
    "issued": pgettext_lazy("việc đã làm", "Ban hành"),
    "amended": pgettext_lazy("việc đã làm", "Mở điều chỉnh"),
    "discarded": pgettext_lazy("việc đã làm", "Hủy bản nháp"),
    "text_stored": pgettext_lazy("việc đã làm", "Lưu văn bản"),
    "added": pgettext_lazy("việc đã làm", "Thêm"),
    "changed": pgettext_lazy("việc đã làm", "Sửa"),
    "removed": pgettext_lazy("việc đã làm", "Bỏ"),
    "moved": pgettext_lazy("việc đã làm", "Chuyển chỗ"),
    "decided": pgettext_lazy("việc đã làm", "Xử lý"),
    "refreshed": pgettext_lazy("việc đã làm", "Kiểm tra lại"),
    "accepted": pgettext_lazy("việc đã làm", "Rà soát"),
    "reopened": pgettext_lazy("việc đã làm", "Chờ rà soát lại"),
    "handled": pgettext_lazy("việc đã làm", "Xử lý đoạn chưa đọc"),
    "dismissed": pgettext_lazy("việc đã làm", "Bỏ qua đoạn chưa đọc"),
}


@requires(Permission.VIEW_PLANS, Permission.VIEW_HISTORY)
@require_safe
def edition_history(request: HttpRequest, slug: str, ordinal: int) -> HttpResponse:
    """Every recorded act on the edition and its items, newest first."""
    edition = edition_or_404(request, slug, ordinal)
    viewer(request).require(Permission.VIEW_HISTORY, edition.unit_id)
    events = history(viewer(request), edition.edition_id)
    view = event_table(events, edition).present(TableQuery.of(request))
    return tables_response(request, edition, TabKey.HISTORY, _answer(events), [view])


def _answer(events: Sequence[EventRow]) -> str:
    if not events:
        return _("Chưa ghi nhận việc nào.")
    latest = events[0]
    return _("%(n)s việc đã ghi; gần nhất: %(what)s, %(who)s, %(when)s.") % {
        "n": len(events),
        "what": action_in_words(latest).lower(),
        "who": latest.actor_name,
        "when": moment_in_words(latest),
    }


def action_in_words(event: EventRow) -> str:
    """What was done: "Sửa nhiệm vụ"."""
    verb = VERBS.get(event.action.rpartition(".")[2])
    if verb is None:
        return event.action
    kind = _kind(event)
    noun = "" if kind in {None, ItemKind.HEADER} else str(KIND_NAMES[ItemKind(event.subject_kind)]).lower()
    return f"{verb} {noun}".strip()


def _kind(event: EventRow) -> ItemKind | None:
    return ItemKind(event.subject_kind) if event.subject_kind in set(ItemKind) else None


def moment_in_words(event: EventRow) -> str:
    """When, in the site's time: "08:30 20/11/2026"."""
    local = timezone.localtime(event.at)
    return f"{local:%H:%M} {format_date(local.date())}"


def change_in_words(change: ChangeRow) -> str:
    """One field: "Chủ trì: Sở A → Sở B"."""
    return f"{change.field}: {change.before or '–'} → {change.after or '–'}"


def event_table(events: Sequence[EventRow], edition: EditionHeader) -> Table[EventRow]:
    """One row an act."""
    address = address_of(edition)

    def href(event: EventRow) -> str | None:
        kind = _kind(event)
        if kind in {None, ItemKind.HEADER, ItemKind.BUDGET} or event.subject_number is None:
            return None
        return (
            None
            if event.action.endswith(".removed")
            else address.item(ItemKind(event.subject_kind), event.subject_number)
        )

    return Table(
        name="lich-su",
        caption=_("Lịch sử"),
        rows=events,
        columns=[
            Column("at", _("Thời điểm"), value=moment_in_words, sort_value=lambda e: e.at.timestamp(), narrow=True),
            Column("actor_name", _("Người thực hiện")),
            Column("action", _("Việc đã làm"), value=action_in_words),
            Column("subject_label", _("Mục"), href=href),
            Column("changes", _("Nội dung thay đổi"), value=lambda e: tuple(change_in_words(c) for c in e.changes)),
            Column("comment", _("Lý do")),
        ],
        search=lambda e: (
            f"{e.actor_name} {e.subject_label} {e.comment} {' '.join(change_in_words(c) for c in e.changes)}"
        ),
        filters=[
            Filter("nguoi", _("Người thực hiện"), lambda e: e.actor_name),
            Filter("viec", _("Việc đã làm"), action_in_words),
        ],
        empty=Empty(_("Chưa ghi nhận việc nào"), icon="history"),
    )


def event_moment(
    event: EventRow,
    title: Text,
    lines: Iterable[str],
    *,
    icon: str = "history",
    tone: Tone = Tone.IDLE,
    mark: str = "; ",
) -> Moment:
    """An act as an entry of a timeline. lines: what it says, empty ones left out; mark: what stands between them."""
    return Moment(
        moment_in_words(event),
        title,
        at=event.at.isoformat(),
        text=mark.join(filter(None, lines)),
        by=event.actor_name,
        icon=icon,
        tone=tone,
    )


def item_timeline(events: Sequence[EventRow]) -> Timeline:
    """The acts on one item."""
    return Timeline(
        [event_moment(e, action_in_words(e), [*map(change_in_words, e.changes), e.comment]) for e in events]
    )

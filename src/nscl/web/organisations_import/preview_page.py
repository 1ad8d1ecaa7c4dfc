"""The page of a rehearsal, whether it was worked out for this request or by a process before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from nscl.text.formats import format_number
from nscl.web.file_import.rehearsing import SOUND_ONLY, TAKE, Shown, Taking, show_rehearsal, unread_notices
from nscl.web.organisations_import.places import import_page
from nscl.web.ui.parts import Notice, Stat, Stats, Tone
from nscl.web.ui.tables import TableView


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a rehearsal comes to: rows by outcome, and what was left unread. cut: not every line is kept to be shown."""

    added: int
    changed: int
    same: int
    doubtful: int
    wrong: int
    hidden: int
    unknown: Sequence[str]
    cut: bool = False

    @property
    def sound(self) -> int:
        """How many rows taking the file in would write."""
        return self.added + self.changed

    @property
    def is_sound(self) -> bool:
        """Whether every row can be taken in."""
        return not self.wrong and not self.doubtful


def preview_page(
    request: HttpRequest,
    file_name: str,
    *,
    figures: Figures | None = None,
    views: Sequence[TableView[Any]] = (),
    refused: Sequence[str] = (),
) -> HttpResponse:
    """Row by row what will happen; figures None: nothing could be worked out, and `refused` says why."""
    title = _("Xem trước: %(file)s") % {"file": file_name}
    page = import_page(title, "" if figures is None else _answer(figures))
    return show_rehearsal(request, page, None if figures is None else _shown(figures, views), refused=refused)


def _shown(figures: Figures, views: Sequence[TableView[Any]]) -> Shown:
    notices = unread_notices(figures.hidden, figures.unknown)
    if figures.doubtful:
        words = _("Dòng nghi trùng: nếu đúng là tổ chức đã có thì bỏ dòng ấy, hoặc ghi mã số thuế như trong sổ.")
        apart = _("Nếu chắc là tổ chức khác, ghi x ở cột “Không trùng” rồi chọn lại tệp.")
        notices.append(Notice(words, apart, Tone.INFO))
    if figures.cut:
        notices.append(Notice(_("Mỗi bảng chỉ giữ những dòng đầu; các con số tính đủ."), tone=Tone.INFO))
    return Shown(stats=_stats(figures), notices=notices, views=views, takings=_takings(figures))


def _takings(figures: Figures) -> list[Taking]:
    if not figures.sound:
        return []
    if figures.is_sound:
        return [Taking(TAKE, _("Nhập các dòng này"))]
    return [Taking(SOUND_ONLY, _("Chỉ nhập các dòng đúng"), is_primary=False)]


def _answer(figures: Figures) -> str:
    given = {
        "added": format_number(figures.added),
        "changed": format_number(figures.changed),
        "left": format_number(figures.wrong + figures.doubtful),
    }
    if not figures.sound:
        if figures.is_sound:
            return _("Tệp không có gì mới so với sổ.")
        return _("%(left)s dòng phải sửa hoặc nghi trùng, không có dòng nào nhập được.") % given
    if figures.is_sound:
        words = _("%(added)s tổ chức sẽ được thêm, %(changed)s được cập nhật; chưa ghi gì cho đến khi bạn xác nhận.")
        return words % given
    words = _("%(left)s dòng phải sửa hoặc nghi trùng; nhập được %(added)s tổ chức mới, cập nhật %(changed)s.")
    return words % given


def _stats(figures: Figures) -> Stats:
    return Stats(
        [
            Stat(_("Thêm mới"), format_number(figures.added), icon="plus"),
            Stat(_("Cập nhật"), format_number(figures.changed), icon="refresh-cw"),
            Stat(_("Đã có, không đổi"), format_number(figures.same), icon="circle-check"),
            Stat(_("Nghi trùng"), format_number(figures.doubtful), icon="copy"),
            Stat(_("Phải sửa"), format_number(figures.wrong), icon="octagon-alert"),
        ]
    )

"""The words by which made-up figures are known wherever they are shown."""

from __future__ import annotations

from django.utils.translation import gettext as _

from nscl.web.ui.parts import Notice, Text, Tone


def sample_notice(*, is_sample: bool) -> Notice | None:
    """What a reader must know before relying on figures that were made up; None where none were."""
    if not is_sample:
        return None
    return Notice(_("Số liệu mẫu"), _("Trang này có số liệu mẫu, không phải số liệu chính thức."), Tone.WARN)


def sample_notices(*, is_sample: bool) -> list[Notice]:
    """The same, first in the list of what a page says."""
    notice = sample_notice(is_sample=is_sample)
    return [] if notice is None else [notice]


def sample_title(title: Text, *, is_sample: bool) -> str:
    """What something is called, in a file's name or on the way to a page; it says where it is made up."""
    return f"{title} ({_('Số liệu mẫu')})" if is_sample else str(title)

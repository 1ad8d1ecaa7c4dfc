"""What certificates are worth, and what was done to them, in the words of the screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nscl.training.enums import CertificateState
from nscl.web.ui.parts import Chip, Text, Tone

STATE_CHIPS: Final[Mapping[CertificateState, Chip]] = {
    CertificateState.VALID: Chip(_("Còn hiệu lực"), Tone.GOOD, "badge-check", 1),
    CertificateState.EXPIRED: Chip(_("Hết hiệu lực"), Tone.WARN, "calendar-x", 2),
    CertificateState.REPLACED: Chip(_("Đã cấp lại"), Tone.IDLE, "replace", 3),
    CertificateState.REVOKED: Chip(_("Đã thu hồi"), Tone.BAD, "ban", 4),
}
AWAITS_CHIP: Final = Chip(_("Đạt, chờ cấp"), Tone.INFO, "hourglass", 0)
LACKS_CHIP: Final = Chip(_("Chưa đạt"), Tone.IDLE, "circle-dashed", 5)

# What was done to one, in the audit trail's own verbs.
EVENT_WORDS: Final[Mapping[str, tuple[Text, str, Tone]]] = {
    "certificate.reissued": (pgettext_lazy("việc đã làm", "Cấp lại chứng nhận"), "replace", Tone.WARN),
    "certificate.revoked": (pgettext_lazy("việc đã làm", "Thu hồi chứng nhận"), "ban", Tone.BAD),
    "certificate.reminded": (pgettext_lazy("việc đã làm", "Nhắc sắp hết hiệu lực"), "mail", Tone.IDLE),
}

"""Kinds, states, sizes and flags of organisations as words and chips of the screen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nscl.organisations.enums import FlagKind, OrganisationKind, OrganisationState, RiskLevel
from nscl.organisations.queries.rows import FlagRow
from nscl.rulebook.size import SizeClass
from nscl.text.dates import format_date
from nscl.text.formats import format_number
from nscl.web.plans.words import capital
from nscl.web.ui.parts import Chip, Text, Tone

STATE_CHIPS: Final[Mapping[OrganisationState, Chip]] = {
    OrganisationState.SUSPENDED: Chip(gettext_lazy("Tạm ngừng"), Tone.WARN, "circle-pause", 0),
    OrganisationState.ACTIVE: Chip(gettext_lazy("Đang hoạt động"), Tone.GOOD, "circle-check", 1),
    OrganisationState.GONE: Chip(gettext_lazy("Đã chấm dứt"), Tone.UNKNOWN, "archive", 2),
}
# As a cell and a filter say it; "" is what is not known yet.
SIZE_WORDS: Final[Mapping[SizeClass, Text]] = {
    SizeClass.MICRO: gettext_lazy("Siêu nhỏ"),
    SizeClass.SMALL: gettext_lazy("Nhỏ"),
    SizeClass.MEDIUM: gettext_lazy("Vừa"),
    SizeClass.LARGE: gettext_lazy("Không phải nhỏ và vừa"),
}
FLAG_ICONS: Final[Mapping[FlagKind, str]] = {
    FlagKind.KEY_PRODUCT: "star",
    FlagKind.OCOP: "sprout",
    FlagKind.STARTUP: "rocket",
    FlagKind.SCIENCE: "flask-conical",
    FlagKind.HIGH_TECH: "cpu",
    FlagKind.EXPORT: "ship",
    FlagKind.KEY_EXPORT: "ship",
    FlagKind.RISK: "shield-alert",
    FlagKind.WOMEN_OWNED: "venus",
    FlagKind.MANY_WOMEN: "users",
    FlagKind.SOCIAL: "heart-handshake",
    FlagKind.CLUSTER: "network",
    FlagKind.PROGRAMME: "badge-check",
}
_RISK_TONES: Final[Mapping[RiskLevel, Tone]] = {
    RiskLevel.LOW: Tone.INFO,
    RiskLevel.MEDIUM: Tone.WARN,
    RiskLevel.HIGH: Tone.BAD,
}


def state_chip(state: OrganisationState, on: date | None) -> Chip:
    """Whether it works; since when not, where that is so."""
    chip = STATE_CHIPS[state]
    if on is None:
        return chip
    label = _("%(state)s từ %(day)s") % {"state": chip.label, "day": format_date(on)}
    return Chip(label, chip.tone, chip.icon, chip.rank)


def size_words(size: SizeClass | None) -> str | None:
    """The size class as a cell says it; None where it is not known."""
    return None if size is None else str(SIZE_WORDS[size])


def flag_words(kind: FlagKind, stars: int | None, risk: RiskLevel | None) -> str:
    """A flag in a few words: "OCOP 4 sao", "Rủi ro cao"."""
    if kind is FlagKind.OCOP and stars is not None:
        return _("OCOP %(stars)s sao") % {"stars": stars}
    if kind is FlagKind.RISK and risk is not None:
        return capital(risk.label)
    return capital(kind.label)


def flag_chip(row: FlagRow) -> Chip:
    """A flag with its colour: what ended or is not so is grey, a risk warns, the rest informs."""
    words = flag_words(row.kind, row.stars, row.risk)
    if not row.holds:
        return Chip(_("%(flag)s: đã xem, không phải") % {"flag": words}, Tone.IDLE, "circle-slash")
    if not row.is_in_force:
        return Chip(_("%(flag)s: hết hiệu lực") % {"flag": words}, Tone.UNKNOWN, "flag-off")
    return Chip(words, _RISK_TONES[row.risk] if row.risk else Tone.INFO, FLAG_ICONS[row.kind])


def organisation_words(count: int) -> str:
    """How many organisations."""
    return ngettext("%(n)s tổ chức trong sổ", "%(n)s tổ chức trong sổ", count) % {"n": format_number(count)}


def kind_count_words(kind: OrganisationKind, count: int) -> str:
    """How many of a kind: "12 doanh nghiệp"."""
    words = {
        OrganisationKind.ENTERPRISE: ngettext("%(n)s doanh nghiệp", "%(n)s doanh nghiệp", count),
        OrganisationKind.COOPERATIVE: ngettext("%(n)s hợp tác xã", "%(n)s hợp tác xã", count),
        OrganisationKind.COOPERATIVE_UNION: ngettext("%(n)s liên hiệp hợp tác xã", "%(n)s liên hiệp hợp tác xã", count),
        OrganisationKind.HOUSEHOLD: ngettext("%(n)s hộ kinh doanh", "%(n)s hộ kinh doanh", count),
        OrganisationKind.SCHOOL: ngettext("%(n)s cơ sở giáo dục", "%(n)s cơ sở giáo dục", count),
        OrganisationKind.HEALTH: ngettext("%(n)s cơ sở y tế", "%(n)s cơ sở y tế", count),
        OrganisationKind.PUBLIC: ngettext("%(n)s cơ quan, đơn vị công lập", "%(n)s cơ quan, đơn vị công lập", count),
        OrganisationKind.CONFORMITY_BODY: ngettext(
            "%(n)s tổ chức đánh giá sự phù hợp", "%(n)s tổ chức đánh giá sự phù hợp", count
        ),
        OrganisationKind.CONSULTANCY: ngettext("%(n)s tổ chức tư vấn", "%(n)s tổ chức tư vấn", count),
    }
    return words[kind] % {"n": format_number(count)}

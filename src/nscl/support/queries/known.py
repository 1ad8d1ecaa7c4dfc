"""What the registry says of an organisation, in the words of the rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from nscl.organisations.enums import FlagKind
from nscl.organisations.models import Organisation, OrganisationSeat
from nscl.organisations.queries.facts import RegistryFacts
from nscl.support.queries.rulebook import province_folder

# What is noted of an organisation → the fact that a rule asks (`data/rules/vocabulary.yaml`).
FACT_OF_FLAG: Final[Mapping[FlagKind, str]] = {
    FlagKind.KEY_PRODUCT: "key-product",
    FlagKind.STARTUP: "innovative-startup",
    FlagKind.HIGH_TECH: "high-tech",
    FlagKind.KEY_EXPORT: "key-export",
    FlagKind.WOMEN_OWNED: "women-owned",
    FlagKind.MANY_WOMEN: "many-women",
    FlagKind.SOCIAL: "social-enterprise",
    FlagKind.CLUSTER: "cluster-member",
    FlagKind.PROGRAMME: "in-programme",
}
_MANUFACTURING, _AGRICULTURE = "manufacturing", "agriculture"


def registry_answers(known: RegistryFacts) -> dict[str, bool]:
    """Fact → yes or no, as far as the registry says: flags in force on the day, the section of the main business."""
    noted = {key: known.flags[flag] for flag, key in FACT_OF_FLAG.items() if flag in known.flags}
    business = {_MANUFACTURING: known.is_manufacturing, _AGRICULTURE: known.is_agriculture}
    return noted | {key: answer for key, answer in business.items() if answer is not None}


def rules_folder(organisation: int, on: date) -> str | None:
    """The folder of rules that holds where an organisation was on a day; None where that cannot be told."""
    seat: OrganisationSeat | Organisation | None = (
        OrganisationSeat.objects.filter(organisation=organisation, until__gte=on).order_by("until", "pk").first()
    )
    if seat is None:
        seat = Organisation.objects.filter(pk=organisation).first()
    return province_folder(seat.unit_id, seat.commune_id) if seat is not None else None

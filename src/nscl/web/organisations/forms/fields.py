"""Fields of the registry: a commune by its name, lines of text as long as they are kept."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from nscl.organisations.enums import FlagKind, OrganisationKind, RiskLevel, SuccessionKind, VsicEdition
from nscl.organisations.imports.communes import Communes
from nscl.records.spreadsheets.cells import CellError
from nscl.web.plan_editing.forms.fields import Suggestions
from nscl.web.plan_editing.forms.spec import Choice
from nscl.web.plans.words import capital

NAME_LENGTH: Final = 250
ADDRESS_LENGTH: Final = 250
PERSON_LENGTH: Final = 150
CODE_TYPED_LENGTH: Final = 40  # longer than any code with its marks; what is too long is told by its digits
BASIS_LENGTH: Final = 250


class CommuneField(forms.CharField):
    """A commune, typed by name, with marks or without, or by its code; one of before is taken as what it became."""

    def __init__(self, communes: Communes, *, stored: tuple[int, str] | None = None, **kwargs: Any) -> None:
        self._communes = communes
        self._labels = {unit.id: unit.label for unit in communes.today}
        if stored is not None:
            self._labels.setdefault(*stored)
        known = {unit.label: unit.code for unit in communes.today}
        super().__init__(required=False, empty_value="", widget=Suggestions(known), **kwargs)

    def clean(self, value: Any) -> Any:
        """Its number; None for a blank. Raises ValidationError naming the nearest."""
        text = super().clean(value)
        return read_commune(self._communes, text)

    def prepare_value(self, value: Any) -> Any:
        """The name of a number; what was typed stays as it was."""
        return self._labels.get(value, "") if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether something else was typed."""
        return (self.prepare_value(initial) or "") != (data or "").strip()


def read_commune(communes: Communes, text: str) -> int | None:
    """The number of a commune as typed; None for a blank. Raises ValidationError saying what was likely meant."""
    try:
        found = communes.find(text)
    except CellError as error:
        message = _("%(problem)s; %(remedy)s.") % {"problem": capital(str(error)), "remedy": error.remedy}
        raise ValidationError(message, code="commune") from error
    return None if found is None else found.number


def kind_choices() -> list[Choice]:
    """Kinds of organisations."""
    return [(kind.value, capital(kind.label)) for kind in OrganisationKind]


def edition_choices() -> list[Choice]:
    """Editions of the system of industries, the one in use first."""
    return [(edition.value, str(edition.label)) for edition in reversed(VsicEdition)]


def flag_choices() -> list[Choice]:
    """What can be noted."""
    return [(kind.value, capital(kind.label)) for kind in FlagKind]


def risk_choices() -> list[Choice]:
    """Levels of risk."""
    return [(level.value, capital(level.label)) for level in RiskLevel]


def succession_choices() -> list[Choice]:
    """How one came of another."""
    return [(kind.value, capital(kind.label)) for kind in SuccessionKind]

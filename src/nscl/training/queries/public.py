"""What the public pages show beyond the class itself, and what a letter to a participant says.

No viewer: trainers are named to everybody; a letter goes to the person alone. Whom an organisation sent, it is shown
itself.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.finance.queries.rulebook import rulebook
from nscl.organisations.models import Organisation
from nscl.training.enums import EnrolmentState
from nscl.training.models import ClassTrainer, Enrolment, Session
from nscl.training.queries.enrolments import waiting
from nscl.training.queries.retention import RULE


@dataclass(frozen=True, slots=True)
class TrainerName:
    """Who teaches, and from where."""

    name: str
    organisation: str


@dataclass(frozen=True, slots=True)
class OwnOrganisation:
    """An organisation for which somebody may put down names."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class SentPerson:
    """Somebody whom an organisation sent to a class. waiting_place: 1 for the next; 0 for who does not wait."""

    name: str
    position: str
    state: EnrolmentState
    waiting_place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentLetter:
    """What is written to a participant. email: "" where there is none; first: the first session that is still held."""

    number: int
    name: str
    email: str
    title: str
    agency: str
    place: str
    starts_on: date
    first: datetime | None
    state: EnrolmentState
    waiting_place: int
    code: str
    token: str
    is_sample: bool


def months_contacts_are_kept(on: date) -> int:
    """For how many months after somebody's last class their contact is kept (`nscl forget-contacts`).

    Raises OutsideDates where no rule is in force on that day.
    """
    return int(rulebook().parameter_for(RULE, on).value)


def public_trainers(training_class: int) -> tuple[TrainerName, ...]:
    """Who teaches a class, in their order. One query."""
    rows = ClassTrainer.objects.filter(training_class=training_class).order_by("position")
    return tuple(TrainerName(row.name, row.organisation) for row in rows)


def own_organisations(viewer: Viewer) -> tuple[OwnOrganisation, ...]:
    """The organisations for which the viewer may put down names, by name. One query, none where there are none."""
    numbers = {
        grant.organisation_id
        for grant in viewer.grants
        if grant.organisation_id is not None and Permission.ENROL_OWN in grant.permissions
    }
    if not numbers:
        return ()
    rows = Organisation.objects.filter(pk__in=numbers).order_by("folded", "pk")
    return tuple(OwnOrganisation(row.pk, row.name) for row in rows)


def people_sent(viewer: Viewer, training_class: int) -> tuple[SentPerson, ...]:
    """Whom the viewer's own organisations have on the list of a class. Three queries at most."""
    own = [one.number for one in own_organisations(viewer)]
    if not own:
        return ()
    rows = Enrolment.objects.filter(training_class=training_class, organisation__in=own)
    rows = rows.exclude(state=EnrolmentState.MERGED).select_related("person").order_by("person__folded", "pk")
    places = _places([training_class])
    return tuple(
        SentPerson(row.person.name, row.position, EnrolmentState(row.state), places.get(row.pk, 0)) for row in rows
    )


def enrolment_letters(numbers: Collection[int]) -> tuple[EnrolmentLetter, ...]:
    """What to write to these participants, in the order of their enrolment. Three queries at most."""
    rows = list(
        Enrolment.objects.filter(pk__in=numbers)
        .select_related("person", "training_class__activity__agency")
        .order_by("registered_at", "pk")
    )
    classes = {row.training_class_id for row in rows}
    places, first = _places(classes), _first_sessions(classes)
    return tuple(
        EnrolmentLetter(
            number=row.pk,
            name=row.person.name,
            email=row.person.email,
            title=row.training_class.activity.title,
            agency=row.training_class.activity.agency.name,
            place=row.training_class.activity.place,
            starts_on=row.training_class.activity.starts_on,
            first=first.get(row.training_class_id),
            state=EnrolmentState(row.state),
            waiting_place=places.get(row.pk, 0),
            code=row.code,
            token=row.token,
            is_sample=row.training_class.is_sample,
        )
        for row in rows
    )


def _places(classes: Collection[int]) -> dict[int, int]:
    """Everybody who waits in these classes, with their place in the queue."""
    return {
        enrolment: place
        for number in classes
        for place, enrolment in enumerate(waiting(number).values_list("pk", flat=True), start=1)
    }


def _first_sessions(classes: Collection[int]) -> dict[int, datetime]:
    rows = Session.objects.filter(training_class__in=classes, cancelled_at__isnull=True).order_by("-starts_at", "pk")
    return dict(rows.values_list("training_class_id", "starts_at"))

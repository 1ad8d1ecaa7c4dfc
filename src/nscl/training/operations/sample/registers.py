"""Writing the registers of a sample year: experts, clubs, a programme; every row of a sample, found by the search."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.utils.timezone import localdate

from nscl.organisations.enums import OrganisationKind
from nscl.organisations.models import Organisation, Person
from nscl.plans.models import Plan
from nscl.records.inserting import insert_rows
from nscl.records.operations import Actor
from nscl.text.folding import fold
from nscl.training.models import Club, ClubActivity, ClubRoll, Expert, ExpertCertificate, SchoolProgramme
from nscl.training.operations.registers.clubs import index_club
from nscl.training.operations.registers.experts import index_expert, put_fields
from nscl.training.operations.registers.programmes import index_programme
from nscl.training.rules.registers import ExpertDetails
from nscl.training.sample.people import draw_people
from nscl.training.sample.registers import (
    CERTIFIED_BY,
    SCHOOL,
    STANDARD,
    TRAINED_BY,
    SampleCertificate,
    SampleClub,
    SampleExpert,
    draw_clubs,
    draw_experts,
    draw_programme,
)
from nscl.work.operations.provinces import province_on
from nscl.work.sample.values import chance

_HOURS = Decimal(30)
_LEARNERS = 120


def fill_registers(*, plan: int, year: int, seed: int, by: Actor, at: datetime) -> None:
    """Experts, clubs and a programme that came about under a plan in a year; nothing twice, nor of a year to come."""
    on = localdate(at)
    owner = Plan.objects.get(pk=plan)
    there = Expert.objects.filter(is_sample=True, trained_plan=owner, trained_on__year=year).exists()
    if there or date(year, 1, 1) > on:
        return
    unit = province_on(owner.unit_id, on)
    drawn = draw_experts(year, on)
    people = _write_people(owner, unit, seed, year, len(drawn), by=by, at=at)
    for place, (one, person) in enumerate(zip(drawn, people, strict=True), start=1):
        _write_expert(owner, unit, one, person, f"CG-{plan}-{year}-{place:02d}", by=by, at=at)
    for club in draw_clubs(year, on):
        _write_club(owner, unit, club, by=by, at=at)
    title, adopted_on = draw_programme(year, on)
    _write_programme(owner, unit, title, adopted_on, by=by, at=at)


def _write_people(plan: Plan, unit: int, seed: int, year: int, count: int, *, by: Actor, at: datetime) -> list[Person]:
    drawn = draw_people(chance(seed, plan.slug, year, "experts"), count)
    people = [
        Person(
            unit_id=unit,
            name=one.name,
            folded=fold(one.name),
            sex=one.sex.value,
            birth_year=one.birth_year,
            position=one.position,
            created_at=at,
            created_by_id=by.number,
            is_sample=True,
        )
        for one in drawn
    ]
    insert_rows(people)
    return people


def _write_expert(
    plan: Plan, unit: int, one: SampleExpert, person: Person, number: str, *, by: Actor, at: datetime
) -> None:
    trained = one.trained_on is not None
    details = ExpertDetails(candidate_since=one.since, fields=one.fields)
    expert = Expert.objects.create(
        person=person,
        unit_id=unit,
        candidate_since=one.since,
        trained_on=one.trained_on,
        trained_by=TRAINED_BY if trained else "",
        trained_plan=plan if trained else None,
        created_at=at,
        created_by_id=by.number,
        is_sample=True,
    )
    put_fields(expert, details)
    index_expert(expert, details.fields)
    if one.certificate is not None:
        _write_certificate(plan, expert, one.certificate, number, by=by, at=at)


def _write_certificate(
    plan: Plan, expert: Expert, one: SampleCertificate, number: str, *, by: Actor, at: datetime
) -> None:
    ExpertCertificate.objects.create(
        expert=expert,
        kind=one.kind,
        standard=STANDARD,
        body=CERTIFIED_BY,
        body_folded=fold(CERTIFIED_BY),
        number=number,
        certified_on=one.certified_on,
        valid_to=one.valid_to,
        plan=plan if one.counts else None,
        entered_at=at,
        entered_by_id=by.number,
    )


def _school(unit: int, name: str) -> Organisation:
    row = Organisation.objects.filter(unit=unit, folded=fold(name), is_sample=True).order_by("pk").first()
    return row or Organisation.objects.create(
        name=name, folded=fold(name), kind=OrganisationKind.SCHOOL, unit_id=unit, is_sample=True
    )


def _write_club(plan: Plan, unit: int, one: SampleClub, *, by: Actor, at: datetime) -> None:
    school = _school(unit, one.school)
    if Club.objects.filter(school=school, folded=fold(one.name), closed_on__isnull=True).exists():
        return  # of another plan or year of this province
    club = Club.objects.create(
        unit_id=unit,
        plan=plan,
        school=school,
        name=one.name,
        folded=fold(one.name),
        founded_on=one.founded_on,
        created_at=at,
        created_by_id=by.number,
        is_sample=True,
    )
    for held_on, title, participants in one.active:
        ClubActivity.objects.create(
            club=club,
            held_on=held_on,
            title=title,
            folded=fold(title),
            participants=participants,
            entered_at=at,
            entered_by_id=by.number,
        )
    last = max(held_on for held_on, _title, _participants in one.active)
    ClubRoll.objects.create(club=club, on=last, members=one.members, entered_at=at, entered_by_id=by.number)
    index_club(club)


def _write_programme(plan: Plan, unit: int, title: str, on: date, *, by: Actor, at: datetime) -> None:
    school = _school(unit, SCHOOL)
    if SchoolProgramme.objects.filter(school=school, folded=fold(title), ended_on__isnull=True).exists():
        return
    programme = SchoolProgramme.objects.create(
        unit_id=unit,
        plan=plan,
        school=school,
        title=title,
        folded=fold(title),
        adopted_on=on,
        hours=_HOURS,
        learners=_LEARNERS,
        created_at=at,
        created_by_id=by.number,
        is_sample=True,
    )
    index_programme(programme)

"""Taking the sample of support away: before that of training and of the year's work, which share its organisations."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from nscl.organisations.models import Organisation, OrganisationFigures, OrganisationFlag
from nscl.organisations.operations.registry.sizing import refresh_size
from nscl.records.models import Evidence
from nscl.support.enums import SupportKind
from nscl.support.models import (
    CaseDocument,
    CaseStep,
    Council,
    NeedsSurvey,
    ScoreSheet,
    SessionCase,
    SupportCase,
    SupportFund,
    SurveyForm,
    Visit,
)
from nscl.support.sample import APPLICANT, FIRMS
from nscl.support.sample.firms import BASIS, SOURCE
from nscl.text.folding import fold


def remove_support_sample() -> int:
    """Take away every sample of support with what people added to it; returns how many cases there were.

    What was noted of a real organisation for the sample (figures, flags) goes too. The organisations of the sample
    themselves go with those of training, unless something real names them by now. The caller writes the event.
    """
    cases = SupportCase.objects.filter(is_sample=True)
    numbers = list(cases.order_by("pk").values_list("pk", flat=True))
    ScoreSheet.objects.filter(case__in=numbers).delete()
    SessionCase.objects.filter(case__in=numbers).delete()
    Council.objects.filter(is_sample=True).delete()
    SurveyForm.objects.filter(survey__is_sample=True).delete()
    NeedsSurvey.objects.filter(is_sample=True).delete()
    Visit.objects.filter(is_sample=True).delete()
    _remove_cases(numbers)
    SupportFund.objects.filter(is_sample=True, cases__isnull=True).delete()
    _remove_notes()
    return len(numbers)


def sample_subjects() -> dict[str, QuerySet[Any]]:
    """The samples of this package by what the audit trail calls them: for who asks whether people worked on them."""
    return {
        SupportKind.CASE: SupportCase.objects.filter(is_sample=True).values("pk"),
        SupportKind.COUNCIL: Council.objects.filter(is_sample=True).values("pk"),
        SupportKind.FUND: SupportFund.objects.filter(is_sample=True).values("pk"),
        SupportKind.VISIT: Visit.objects.filter(is_sample=True).values("pk"),
        SupportKind.SURVEY: NeedsSurvey.objects.filter(is_sample=True).values("pk"),
    }


def _remove_cases(numbers: list[int]) -> None:
    """Papers and steps first: they hold on to the evidence that goes with the case."""
    CaseDocument.objects.filter(case__in=numbers).delete()
    CaseStep.objects.filter(case__in=numbers).delete()
    SupportCase.objects.filter(pk__in=numbers).delete()
    Evidence.objects.filter(subject_kind=SupportKind.CASE, subject_id__in=numbers).delete()


def _remove_notes() -> None:
    """Figures and flags of the sample; the size of an organisation that stays is computed anew from what is left."""
    figures, flags = OrganisationFigures.objects.filter(source=SOURCE), OrganisationFlag.objects.filter(basis=BASIS)
    noted = {*figures.values_list("organisation", flat=True), *flags.values_list("organisation", flat=True)}
    last = {row.organisation_id: localdate(row.stated_at) for row in figures.order_by("pk")}
    figures.delete()
    flags.delete()
    names = {fold(firm.name) for firm in FIRMS}
    for row in Organisation.objects.filter(pk__in=noted).order_by("pk"):
        if row.folded not in names and row.pk in last:
            if row.industry == APPLICANT.industry:
                row.industry, row.industry_edition = "", ""
            refresh_size(row, last[row.pk])
            row.save(update_fields=["industry", "industry_edition", "size", "size_on"])

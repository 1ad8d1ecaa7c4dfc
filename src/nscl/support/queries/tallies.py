"""What the score sheets of cases come to: once for the pages, the minutes and the conclusion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from decimal import Decimal

from django.db.models import Sum

from nscl.support.enums import Conclusion, CouncilRole
from nscl.support.models import CaseAdviser, Conflict, CouncilMember, ScoreSheet, SessionCase
from nscl.support.queries.scorings import scoring_of
from nscl.support.rules.appraisal import SheetFacts, Tally, tally


def tally_of_hearing(hearing: int) -> Tally:
    """What the sheets of one case before a meeting come to. Raises KeyError."""
    return tallies_of([hearing])[hearing]


def tallies_of(hearings: Collection[int]) -> Mapping[int, Tally]:
    """What the sheets of cases before meetings come to, by the number of the hearing. Four queries."""
    rows = list(
        SessionCase.objects.filter(pk__in=hearings)
        .order_by("pk")
        .values_list("pk", "case_id", "session__council_id", "session__criteria")
    )
    members: dict[int, dict[int, str]] = defaultdict(dict)
    seats = CouncilMember.objects.filter(council__in={row[2] for row in rows}, left_on__isnull=True)
    for council, user, role in seats.order_by("pk").values_list("council_id", "user_id", "role"):
        members[council][user] = role
    barred = barred_of({row[1] for row in rows})
    sheets: dict[int, list[SheetFacts]] = defaultdict(list)
    written = ScoreSheet.objects.filter(hearing__in=[row[0] for row in rows]).annotate(total=Sum("points__points"))
    for hearing, user, total, proposal in written.order_by("pk").values_list(
        "hearing_id", "user_id", "total", "proposal"
    ):
        sheets[hearing].append(SheetFacts(user, total or Decimal(), Conclusion(proposal)))
    return {
        pk: tally(
            [sheet for sheet in sheets[pk] if sheet.user in members[council]],
            appraisers=len(members[council].keys() - barred.get(case, {}).keys()),
            chair=next((user for user, role in members[council].items() if role == CouncilRole.CHAIR), None),
            scoring=scoring_of(criteria),
        )
        for pk, case, council, criteria in rows
    }


def barred_of(cases: Collection[int]) -> Mapping[int, Mapping[int, str]]:
    """Who takes no part in the appraisal of cases, by case and account, with why ("" for who advised). Two queries."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for case, user in CaseAdviser.objects.filter(case__in=cases).order_by("pk").values_list("case_id", "user_id"):
        found[case][user] = ""
    interests = Conflict.objects.filter(case__in=cases).order_by("pk")
    for case, user, reason in interests.values_list("case_id", "user_id", "reason"):
        found[case][user] = reason
    return found

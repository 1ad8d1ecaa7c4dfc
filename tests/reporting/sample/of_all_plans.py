"""Run in a process of its own on a copy of the prepared site: the reports of all five plans, issued, as they came out.

`python -m tests.reporting.sample.of_all_plans FILE` pickles a `Made` for each plan: what the records gave just before
(`live`), what was sealed, and the files.
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

import django

django.setup()

from django.utils import timezone  # noqa: E402

from nscl.records.operations import SYSTEM  # noqa: E402
from nscl.reporting.enums import FileForm  # noqa: E402
from nscl.reporting.models import ReportEdition, ReportingRound  # noqa: E402
from nscl.reporting.operations.editions import issue, start_edition  # noqa: E402
from nscl.reporting.queries.editions import edition_page  # noqa: E402
from nscl.reporting.queries.figures import collect_province, newest_set, scope_of, stored_figures  # noqa: E402
from nscl.reporting.queries.papers import report_file, report_paper  # noqa: E402
from tests.reporting.sample.made import Made  # noqa: E402


def main(to: Path) -> None:
    """Write them."""
    made = []
    for held in ReportingRound.objects.select_related("plan").order_by("plan__slug"):
        now = timezone.now()
        today = timezone.localdate(now)
        known = ReportEdition.objects.filter(round=held).order_by("ordinal").first()
        if known is not None and known.state == "issued":
            number, today = known.pk, timezone.localdate(known.frozen_at)
        else:
            saved = known or start_edition(round_number=held.pk, viewer=None, by=SYSTEM, at=now)
            number = saved.pk if isinstance(saved, ReportEdition) else saved.number
            asked = [one.key for one in edition_page(None, number, today=today).questions]
            issue(number=number, stamp=None, confirmed=asked, viewer=None, by=SYSTEM, at=now)
        head = newest_set(edition_id=number)
        assert head is not None
        files = {form: report_file(None, number, form, today=today, at=now).content for form in FileForm}
        made.append(
            Made(
                plan=held.plan.slug,
                live=collect_province(scope_of(held.pk, today)),
                sealed=stored_figures(head.number),
                screen=report_paper(None, number, today=today).figures,
                word=files[FileForm.WORD],
                excel=files[FileForm.EXCEL],
                pdf=files[FileForm.PDF],
            )
        )
    to.write_bytes(pickle.dumps(made))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

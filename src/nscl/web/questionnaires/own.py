"""What a participant finds on their own page besides: the test, the evaluation form, the certificate."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.training.enums import EnrolmentState
from nscl.training.queries.certificates.public import own_certificate
from nscl.training.queries.enrolments import ParticipantView
from nscl.training.rules.results import is_open
from nscl.web.ui.parts import Act
from nscl.web.ui.parts.acts import Weight


def answer_acts(own: ParticipantView, token: str, on: date) -> list[Act]:
    """What the person may do on that day; one query."""
    acts: list[Act] = []
    place = {"token": token}
    if takes_answers(own, on):
        if own.test_id is not None and own.percent is None:
            test = reverse("participant-test", kwargs=place)
            acts.append(Act(_("Làm bài kiểm tra"), test, "clipboard-check", Weight.PRIMARY))
        if own.evaluation_id is not None and own.evaluated_at is None:
            form = reverse("participant-evaluation", kwargs=place)
            acts.append(Act(_("Gửi phiếu đánh giá"), form, "message-square-text"))
    if own_certificate(token) is not None:
        file = reverse("participant-certificate", kwargs=place)
        acts.append(Act(_("Tải giấy chứng nhận"), file, "award", Weight.PRIMARY))
    return acts


def takes_answers(own: ParticipantView, on: date) -> bool:
    """True where the person may answer the forms of the class."""
    return own.state is EnrolmentState.ENROLLED and is_open(status=own.status, starts_on=own.starts_on, on=on)

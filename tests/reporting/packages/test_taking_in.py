"""Taking in: verified whole, written once, the newer one standing; or refused with the reason and nothing written."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from nscl.accounts.rules import NotAllowed
from nscl.documents.province_package import Fault
from nscl.progress.enums import StandingStatus, ValueSource
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM
from nscl.records.signing import Signer
from nscl.reporting.models import ReceivedMeasure, ReceivedPackage
from nscl.reporting.operations.keys import revoke_key
from nscl.reporting.operations.package_errors import Distrust, PackageRefused, SampleOffered
from nscl.reporting.operations.packages import look_at_package
from nscl.reporting.queries.packages import PackageMissing, find_package, list_packages, package_file
from tests.documents.province_package.making import MADE_AT, MEASURE, SUPPORT, altered, made, manifest
from tests.factories.packages import LATER, received, taken
from tests.reporting.packages.conftest import Ministry


def test_a_package_is_taken_in_and_read(ministry: Ministry) -> None:
    before = AuditEvent.objects.count()
    done = received()
    assert (done.is_new, done.superseded, done.province, done.measures, done.supports) == (
        True,
        None,
        "tỉnh Lạng Sơn",
        1,
        1,
    )
    assert AuditEvent.objects.count() == before + 1
    page = find_package(ministry.nation, done.number)
    assert page.row.stands
    assert (page.row.edition, page.row.rows, page.row.key_name) == (1, 4, "Sở KH&CN Lạng Sơn")
    (measure,) = page.measures
    assert (measure.figure, measure.value, measure.value_year) == ("ít nhất 10 hội nghị", Decimal("3.5"), Decimal(3))
    assert (measure.status, measure.source) == (StandingStatus.LATE, ValueSource.COUNTED)
    assert [(one.tax_code, one.vnd) for one in page.supports] == [(SUPPORT[0], SUPPORT[4])]
    assert [(one.asked, one.submitted, one.on_time) for one in page.timeliness] == [(10, 9, 8)]
    assert package_file(ministry.nation, done.number).content == made()
    with pytest.raises(PackageMissing):
        find_package(ministry.nation, 0)


def test_the_same_twice_changes_nothing(ministry: Ministry) -> None:
    first = received()
    events = AuditEvent.objects.count()
    again = taken(made(), at=LATER + timedelta(days=1))
    assert (again.is_new, again.number, again.taken_at) == (False, first.number, first.taken_at)
    # The same figures written once more, at another time.
    later = taken(made(manifest(made_at=MADE_AT + timedelta(hours=5))))
    assert (later.is_new, later.number) == (False, first.number)
    assert AuditEvent.objects.count() == events
    assert len(list_packages(ministry.nation)) == ReceivedMeasure.objects.count() == 1


def test_a_newer_one_takes_the_place_and_an_older_one_is_refused(ministry: Ministry) -> None:
    live = received(manifest(edition=0))
    first = received(manifest(made_at=MADE_AT + timedelta(minutes=1)))
    second = received(manifest(edition=2))
    assert (first.superseded, second.superseded) == (live.number, first.number)
    assert [one.number for one in list_packages(ministry.nation) if one.stands] == [second.number]
    # Later live figures do not take the place of an issued report.
    late = manifest(edition=0, made_at=MADE_AT + timedelta(hours=8))
    with pytest.raises(PackageRefused, match="bản 2") as refused:
        received(late, measures=((*MEASURE[:-4], Decimal(9), Decimal(9), "done", "counted"),))
    assert refused.value.fault is Distrust.OLDER
    # Another plan and another year have places of their own.
    assert received(manifest(plan_label="Kế hoạch khác")).superseded is None
    assert received(manifest(year=2025, edition=3)).superseded is None


def _other(**changes: Any) -> Callable[[], bytes]:
    return lambda: made(manifest(**changes))


STRANGER = Signer(Ed25519PrivateKey.generate())
REFUSED: dict[str, tuple[Callable[[], bytes], Fault | Distrust, str]] = {
    "another deployment": (
        lambda: made(manifest(key_id=STRANGER.key_id), signer=STRANGER),
        Distrust.UNKNOWN_KEY,
        "hệ thống khác",
    ),
    "signed by another, in the name of a trusted key": (lambda: made(signer=STRANGER), Fault.SIGNATURE, "Chữ ký"),
    "another province": (_other(unit_code="24"), Distrust.OTHER_PROVINCE, "chỉ được tin cậy cho tỉnh Lạng Sơn"),
    "a province that there is not": (_other(unit_code="99"), Distrust.UNKNOWN_PROVINCE, "99"),
    "from the future": (_other(made_at=LATER + timedelta(hours=1)), Distrust.FROM_THE_FUTURE, "24/11/2026|23/11/2026"),
    "made-up figures": (_other(is_sample=True), Distrust.SAMPLE, "số liệu mẫu"),
    "a word that nobody knows": (
        lambda: made(measures=((*MEASURE[:2], "perhaps", *MEASURE[3:]),)),
        Distrust.BEYOND,
        "dòng 1, cột op",
    ),
    "a text too long": (lambda: made(measures=(("x" * 61, *MEASURE[1:]),)), Distrust.BEYOND, "cột indicator"),
    "a tax code that is none": (
        lambda: made(supports=(("0101248142", *SUPPORT[1:]),)),
        Distrust.BEYOND,
        "cột tax_code",
    ),
    "more in time than came": (lambda: made(timeliness=((2026, 3, 2, 9),)), Distrust.BEYOND, "cột on_time"),
    "a year twice": (lambda: made(timeliness=((2026, 3, 2, 1),) * 2), Distrust.BEYOND, "cột year"),
    "altered": (
        lambda: altered(made(), lambda content: content.update({"tables/ho-tro.csv": b"tax_code\r\n"})),
        Fault.MEMBER_ALTERED,
        "SHA-256",
    ),
    "truncated": (lambda: made()[:-200], Fault.TRUNCATED, "cắt ngắn"),
    "no package": (lambda: b"tep khac", Fault.NO_ARCHIVE, "không phải tệp nén"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_refused_with_the_reason_and_what_to_do(ministry: Ministry, what: str) -> None:  # noqa: ARG001
    package, fault, words = REFUSED[what]
    events = AuditEvent.objects.count()
    with pytest.raises(PackageRefused, match=words) as refused:
        taken(package())
    assert refused.value.fault is fault
    assert refused.value.problem.endswith(".")
    assert refused.value.remedy.endswith(".")
    assert not ReceivedPackage.objects.exists()
    assert AuditEvent.objects.count() == events


@pytest.mark.parametrize("fault", [*Fault, *Distrust])
def test_every_fault_has_its_sentences(fault: Fault | Distrust) -> None:
    words = {"key": "0" * 16, "day": "1", "why": "x", "deployment": "x", "province": "x", "trusted": "x"}
    said = PackageRefused(fault, "tables/a.csv", **words, year=2026, newer="x", made="x")
    assert "%" not in str(said)


def test_a_revoked_key_is_believed_no_more_and_what_it_sent_stays(ministry: Ministry) -> None:
    done = received()
    revoke_key(number=ministry.key, reason="Tỉnh báo lộ khóa.", viewer=ministry.nation, by=SYSTEM, at=LATER)
    with pytest.raises(PackageRefused, match="Tỉnh báo lộ khóa") as refused:
        received(manifest(edition=2))
    assert refused.value.fault is Distrust.REVOKED_KEY
    assert find_package(ministry.nation, done.number).row.is_revoked


def test_made_up_figures_only_where_they_are_meant(ministry: Ministry) -> None:
    sample = made(manifest(is_sample=True))
    assert look_at_package(file=io.BytesIO(sample), viewer=ministry.nation, at=LATER).asks_sample
    with pytest.raises(SampleOffered):
        taken(sample)
    assert find_package(ministry.nation, taken(sample, accept_sample=True).number).row.is_sample


def test_looking_writes_nothing_and_says_what_would_be(ministry: Ministry) -> None:
    seen = look_at_package(file=io.BytesIO(made()), viewer=ministry.nation, at=LATER)
    assert (seen.province, seen.year, seen.edition, seen.rows, seen.received, seen.supersedes) == (
        *("tỉnh Lạng Sơn", 2026, 1, 4, None, None),
    )
    assert not ReceivedPackage.objects.exists()
    done = received()
    again = look_at_package(file=io.BytesIO(made()), viewer=ministry.nation, at=LATER)
    assert (again.received, again.received_at, again.supersedes) == (done.number, done.taken_at, None)
    newer = look_at_package(file=io.BytesIO(made(manifest(edition=2))), viewer=ministry.nation, at=LATER)
    assert (newer.received, newer.supersedes) == (None, done.number)


@dataclass(frozen=True)
class _Asked:
    what: Callable[[Ministry], object]


@pytest.mark.parametrize(
    "asked",
    [
        _Asked(lambda ministry: taken(made(), viewer=ministry.officer)),
        _Asked(lambda ministry: list_packages(ministry.officer)),
        _Asked(lambda ministry: find_package(ministry.officer, 1)),
        _Asked(lambda ministry: package_file(ministry.officer, 1)),
    ],
)
def test_only_the_country_takes_in_and_reads(ministry: Ministry, asked: _Asked) -> None:
    with pytest.raises(NotAllowed):
        asked.what(ministry)

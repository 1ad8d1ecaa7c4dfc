"""Taking in a package: verified whole before a row is written.

The same twice changes nothing; a newer one takes the place of the older.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import PurePath
from typing import IO, Final

from django.db import transaction
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.documents.province_package import FORMAT_VERSION, Manifest, OpenPackage, PackageFault, open_package
from nscl.documents.province_package.limits import MAX_ARCHIVE
from nscl.documents.province_package.schema import MEASURES_HEAD, SUPPORTS_HEAD, TIMELINESS_HEAD
from nscl.institutions.models import AdministrativeUnit
from nscl.institutions.queries import UnitRow, successor_of, unit_by_code, unit_by_id
from nscl.institutions.rules import InstitutionsError
from nscl.records.inserting import insert_values
from nscl.records.operations import Actor, Change, Reference, record_event
from nscl.records.signing import decoded, is_signed, parse_public_key
from nscl.reporting.enums import ReportingKind
from nscl.reporting.models import ReceivedMeasure, ReceivedPackage, ReceivedSupport, TrustedKey
from nscl.reporting.operations.package_errors import Distrust, PackageRefused, SampleOffered
from nscl.reporting.operations.received_rows import ReceivedRows

MOST_PACKAGE_BYTES: Final = MAX_ARCHIVE
_NAME_LENGTH: Final = 200
# Two clocks are never quite alike.
_CLOCKS_APART: Final = timedelta(minutes=10)
_CHUNK: Final = 1 << 20


@dataclass(frozen=True, kw_only=True, slots=True)
class TakenIn:
    """What became of a package. is_new False: the same was taken in at taken_at, and nothing was written now."""

    number: int
    is_new: bool
    taken_at: datetime
    superseded: int | None
    unit_id: int
    province: str
    year: int
    edition: int
    measures: int
    supports: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Verified:
    """A package that was verified, before it is taken in. received: the number under which the same was taken in
    already; supersedes: the one that it would take the place of. rows: of all its tables.
    """

    unit_id: int
    province: str
    year: int
    plan_label: str
    edition: int
    as_of: date
    made_at: datetime
    deployment: str
    software: str
    key_number: int
    key_id: str
    key_name: str
    sha256: str
    is_sample: bool
    left_out: int
    measures: int
    supports: int
    timeliness: int
    rows: int
    received: int | None
    received_at: datetime | None
    supersedes: int | None

    @property
    def is_live(self) -> bool:
        """Whether its figures are of no issued report."""
        return self.edition == 0

    @property
    def asks_sample(self) -> bool:
        """Whether it is taken in only where somebody says that made-up figures are meant."""
        return self.is_sample


def look_at_package(*, file: IO[bytes], viewer: Viewer | None, at: datetime) -> Verified:
    """Verify a package and write nothing. Raises PackageRefused, NotAllowed. Made-up figures are told, not refused."""
    package, found = _verify(file, viewer, at)
    key = found.key
    manifest = package.manifest
    same, standing = _known(package, found)
    _refuse_older(manifest, found, same, standing)
    return Verified(
        unit_id=found.unit.id,
        province=found.unit.label,
        year=manifest.year,
        plan_label=manifest.plan_label,
        edition=manifest.edition,
        as_of=manifest.as_of,
        made_at=manifest.made_at,
        deployment=manifest.deployment,
        software=manifest.software,
        key_number=key.pk,
        key_id=key.key_id,
        key_name=key.name,
        sha256=found.sha256,
        is_sample=manifest.is_sample,
        left_out=manifest.left_out,
        measures=found.counts[MEASURES_HEAD.name],
        supports=found.counts[SUPPORTS_HEAD.name],
        timeliness=found.counts[TIMELINESS_HEAD.name],
        rows=sum(found.counts.values()),
        received=same.pk if same else None,
        received_at=same.taken_at if same else None,
        supersedes=standing.pk if standing and not same else None,
    )


def take_in_package(
    *,
    file: IO[bytes],
    file_name: str,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
    accept_sample: bool = False,
) -> TakenIn:
    """Verify a package, and take it in where it is new.

    The same file, or the same figures written once more, change nothing. A newer one of the same province, year and
    plan takes the place of the older, which is kept; an older one is refused. Raises PackageRefused; SampleOffered for
    made-up figures unless `accept_sample`; NotAllowed.
    """
    package, found = _verify(file, viewer, at)
    rows = ReceivedRows.of(package)
    with transaction.atomic():
        # Whoever takes in something of this province at the same time waits here.
        AdministrativeUnit.objects.select_for_update(no_key=True).get(pk=found.unit.id)
        _refuse_revoked(TrustedKey.objects.get(pk=found.key.pk))
        same, standing = _known(package, found)
        if same is not None:
            return _taken(same, found.unit, is_new=False, superseded=None)
        _refuse_older(package.manifest, found, same, standing)
        if package.manifest.is_sample and not accept_sample:
            raise SampleOffered
        if standing is not None:
            standing.superseded_at = at
            standing.save(update_fields=["superseded_at"])
        file.seek(0)
        row = _write(package.manifest, found, rows, file.read(), file_name=file_name, by=by, at=at)
        _record(row, found, standing, by=by, at=at)
    return _taken(row, found.unit, is_new=True, superseded=standing.pk if standing else None)


@dataclass(frozen=True, slots=True)
class _Verified:
    """What verifying found: the key, the province of the package's day, the file's hash, the rows of each table."""

    key: TrustedKey
    unit: UnitRow
    sha256: str
    counts: Mapping[str, int]


def _verify(file: IO[bytes], viewer: Viewer | None, at: datetime) -> tuple[OpenPackage, _Verified]:
    if viewer is not None:
        viewer.require(Permission.TAKE_IN_PACKAGES)
    try:
        package = open_package(file)
        manifest = package.manifest
        key = TrustedKey.objects.filter(key_id=manifest.key_id).first()
        if key is None:
            raise PackageRefused(Distrust.UNKNOWN_KEY, deployment=manifest.deployment, key=manifest.key_id)
        _refuse_revoked(key)
        counts = package.check(lambda text, signature: _holds(key, text, signature))
    except PackageFault as fault:
        raise PackageRefused(fault.fault, fault.where) from fault
    if manifest.made_at > at + _CLOCKS_APART:
        raise PackageRefused(Distrust.FROM_THE_FUTURE, f"{localtime(manifest.made_at):%H:%M %d/%m/%Y}")
    unit = _province(manifest, key)
    if viewer is not None:
        viewer.require(Permission.TAKE_IN_PACKAGES, unit.id)
    return package, _Verified(key, unit, _sha256(file), counts)


def _holds(key: TrustedKey, text: bytes, signature: str) -> bool:
    try:
        return is_signed(parse_public_key(key.pem.encode()), text, decoded(signature))
    except ValueError:
        return False


def _refuse_revoked(key: TrustedKey) -> None:
    if key.revoked_at is not None:
        day = f"{localdate(key.revoked_at):%d/%m/%Y}"
        raise PackageRefused(Distrust.REVOKED_KEY, key=key.key_id, day=day, why=key.revoked_why.rstrip("."))


def _province(manifest: Manifest, key: TrustedKey) -> UnitRow:
    """The province of the package; the key's own, or what that has become. Raises PackageRefused."""
    day = localdate(manifest.made_at)
    try:
        unit = unit_by_code(manifest.unit_code, on=day)
    except InstitutionsError as error:
        raise PackageRefused(Distrust.UNKNOWN_PROVINCE, manifest.unit_code) from error
    trusted = unit_by_id(key.unit_id)
    if unit.id not in {trusted.id, _heir(trusted, day)}:
        raise PackageRefused(Distrust.OTHER_PROVINCE, province=unit.label, key=key.key_id, trusted=trusted.label)
    return unit


def _heir(trusted: UnitRow, day: date) -> int | None:
    try:
        return successor_of(trusted.id, day).id
    except InstitutionsError:
        return None


def _sha256(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _known(package: OpenPackage, found: _Verified) -> tuple[ReceivedPackage | None, ReceivedPackage | None]:
    """The package that was taken in with the same figures, and the one that stands in its place."""
    manifest = package.manifest
    rows = ReceivedPackage.objects.filter(sealed_at__isnull=False).defer("content")
    same = rows.filter(sha256=found.sha256).first()
    place = rows.filter(unit=found.unit.id, year=manifest.year, plan_label=manifest.plan_label)
    standing = place.filter(superseded_at__isnull=True).first()
    if same is None and standing is not None and _tells_the_same(package, standing, sum(found.counts.values())):
        same = standing
    return same, standing


def _tells_the_same(package: OpenPackage, standing: ReceivedPackage, rows: int) -> bool:
    """Whether figures that were taken in are these, written once more at another time."""
    if (standing.edition, standing.rows) != (package.manifest.edition, rows):
        return False
    other = open_package(io.BytesIO(bytes(standing.content)))
    facts = ((one.as_of, one.is_sample, one.left_out) for one in (other.manifest, package.manifest))
    return other.table_hashes == package.table_hashes and len(set(facts)) == 1


def _refuse_older(
    manifest: Manifest, found: _Verified, same: ReceivedPackage | None, standing: ReceivedPackage | None
) -> None:
    """An issued report goes before live figures, a later edition before an earlier one; then the time of writing."""
    if same is not None or standing is None:
        return
    if (manifest.edition, manifest.made_at) <= (standing.edition, standing.made_at):
        newer = _("báo cáo bản %(edition)d") % {"edition": standing.edition} if standing.edition else _("số hiện thời")
        raise PackageRefused(
            Distrust.OLDER,
            province=found.unit.label,
            year=manifest.year,
            newer=newer,
            made=f"{localtime(standing.made_at):%H:%M %d/%m/%Y}",
        )


def _write(
    manifest: Manifest, found: _Verified, rows: ReceivedRows, content: bytes, *, file_name: str, by: Actor, at: datetime
) -> ReceivedPackage:
    row = ReceivedPackage.objects.create(
        key=found.key,
        unit_id=found.unit.id,
        year=manifest.year,
        plan_label=manifest.plan_label,
        edition=manifest.edition,
        format_version=FORMAT_VERSION,
        software=manifest.software,
        sha256=found.sha256,
        file_name=PurePath(file_name.replace("\\", "/")).name[-_NAME_LENGTH:] or "goi.nscl.zip",
        content=content,
        rows=sum(found.counts.values()),
        made_at=manifest.made_at,
        taken_at=at,
        taken_by_id=by.number,
        is_sample=manifest.is_sample,
    )
    for model, columns, values in rows.tables():
        insert_values(model, ("package_id", *columns), [(row.pk, *one) for one in values])
    row.sealed_at = at
    row.save(update_fields=["sealed_at"])
    return row


def _record(
    row: ReceivedPackage, found: _Verified, standing: ReceivedPackage | None, *, by: Actor, at: datetime
) -> None:
    label = f"{found.unit.label} {row.year}: {row.plan_label}"
    changes = [Change("SHA-256", standing.sha256 if standing else "", row.sha256)]
    subject = Reference(ReportingKind.PACKAGE, row.pk, label)
    record_event(action="package.taken_in", by=by, at=at, subject=subject, changes=changes)


def _taken(row: ReceivedPackage, unit: UnitRow, *, is_new: bool, superseded: int | None) -> TakenIn:
    return TakenIn(
        number=row.pk,
        is_new=is_new,
        taken_at=row.taken_at,
        superseded=superseded,
        unit_id=unit.id,
        province=unit.label,
        year=row.year,
        edition=row.edition,
        measures=ReceivedMeasure.objects.filter(package=row).count(),
        supports=ReceivedSupport.objects.filter(package=row).count(),
    )

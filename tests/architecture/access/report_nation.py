"""The roll-up, packages and keys: the ministry's; a province's leader sends the package of the province."""

from __future__ import annotations

import io
from collections.abc import Mapping

from nscl.accounts.enums import Permission, Role
from nscl.accounts.queries import viewer_of
from nscl.records.operations import SYSTEM
from nscl.reporting.operations.packages import take_in_package
from nscl.reporting.queries.packages import list_keys, list_packages
from nscl.web.plan_editing import uploads
from nscl.web.report_nation.forms import NAME, PACKAGE, PEM, UNIT
from tests.architecture.access_matrix import Address, with_permission
from tests.factories.people import AT
from tests.factories.sent_packages import a_sender
from tests.factories.world import World

# Who sees the reports of every province, and takes in what others send.
NATION = frozenset({Role.NATIONAL_VIEWER}) & with_permission(Permission.VIEW_REPORTS)
TAKERS = with_permission(Permission.TAKE_IN_PACKAGES)
SENDERS = with_permission(Permission.ISSUE_REPORTS)
BOTH = "GET POST"


def prepare(_world: World) -> None:
    """A trusted key, and a package that was taken in."""
    sender = a_sender()
    sender.trusted()
    take_in_package(file=io.BytesIO(sender.package()), file_name="ha-noi.nscl.zip", viewer=None, by=SYSTEM, at=AT)


def package(world: World) -> Mapping[str, object]:
    return {"number": list_packages(viewer_of(world.people[Role.NATIONAL_VIEWER]))[0].number}


def key(world: World) -> Mapping[str, object]:
    return {"number": list_keys(viewer_of(world.people[Role.NATIONAL_VIEWER]))[0].number}


def upload(world: World) -> Mapping[str, object]:
    """A file that the ministry keeps aside; it is no package, which the page says."""
    owner = world.people[Role.NATIONAL_VIEWER].pk
    return {"token": uploads.keep(owner=owner, name="goi.nscl.zip", pack=b"khong phai tep", text=None, at=AT)}


def new_key(world: World) -> Mapping[str, object]:
    return {NAME: "Sở KH&CN", UNIT: world.province.id, PEM: a_sender().pem}


ADDRESSES = (
    Address("report-nation", who=NATION),
    Address("report-nation-indicator", who=NATION, kwargs=lambda _world: {"code": "tfp_share"}),
    Address("report-nation-timeliness", who=NATION),
    Address("report-nation-twice", who=NATION),
    Address("package-list", who=TAKERS),
    Address("package", who=TAKERS, kwargs=package),
    Address("package-file", who=TAKERS, kwargs=package),
    Address("package-take-in", who=TAKERS, methods=BOTH),
    Address(
        "package-take-in-look",
        who=frozenset({Role.NATIONAL_VIEWER}),
        methods=BOTH,
        kwargs=upload,
        data=lambda _world: {"viec": "bo"},
        answers=422,
    ),
    Address("package-keys", who=TAKERS),
    Address("package-key-add", who=TAKERS, methods=BOTH, data=new_key),
    Address("package-key-revoke", who=TAKERS, methods=BOTH, kwargs=key, data=lambda _world: {"reason": "mất máy"}),
    Address("package-send", who=SENDERS),
    Address("package-write", who=SENDERS, methods="POST", data=lambda _world: {PACKAGE: "không có"}),
    # Nothing was signed by this deployment yet, so there is no key to hand on.
    Address("package-own-key", who=SENDERS, answers=404),
)

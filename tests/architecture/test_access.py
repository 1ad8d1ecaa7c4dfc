"""Every address × every role and a stranger: who is let in, who is not, and that looking never writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from http import HTTPStatus

import pytest
from django.conf import settings
from django.core.signals import request_finished
from django.db import close_old_connections, connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from nscl.accounts.enums import Role
from nscl.web.access import MARK
from tests.architecture.access_matrix import Address, addresses, prepare
from tests.factories.world import World, built_world

# Of a POST by someone let in: anything but being turned away or a crash.
TURNED_AWAY = {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}
WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:  # noqa: ARG001
    with django_db_blocker.unblock(), built_world() as built:
        prepare(built)
        yield built


def walk(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from walk(entry, inner)
        else:
            yield f"{namespace}{entry.name}", entry


def every_address() -> list[pytest.param]:  # type: ignore[valid-type]
    return [pytest.param(address, id=address.name) for address in addresses()]


def test_every_address_is_in_the_matrix_once() -> None:
    known = [address.name for address in addresses()]
    assert sorted(known) == sorted({name for name, _ in walk(get_resolver())}), "add it to tests/architecture/access/"


def test_every_view_of_ours_says_who_may_open_it() -> None:
    """One mark each (`requires`, `signed_in`, `public`), outermost; the matrix says the same."""
    public = {address.name for address in addresses() if address.public}
    for name, pattern in walk(get_resolver()):
        assert hasattr(pattern.callback, MARK), f"{name} has no mark of nscl.web.access"
        is_public = getattr(pattern.callback, "login_required", True) is False
        assert is_public == (name in public), name


@pytest.fixture(scope="module")
def sessions(world: World, django_db_blocker: DjangoDbBlocker) -> Mapping[Role, str]:
    """One person of each role, signed in once: to sign in again for every address takes longer than to look at it."""
    keys = {}
    with django_db_blocker.unblock():
        for role in Role:
            client = Client()
            client.force_login(world.people[role])
            keys[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return keys


def visitor(sessions: Mapping[Role, str], role: Role | None) -> Client:
    client = Client(raise_request_exception=False)
    if role is not None:
        client.cookies[settings.SESSION_COOKIE_NAME] = sessions[role]
    return client


def path_of(address: Address, world: World) -> str:
    path = reverse(address.name, kwargs=dict(address.kwargs(world)))
    query = "&".join(f"{key}={value}" for key, value in address.query(world).items())
    return f"{path}?{query}" if query else path


def goes_to_sign_in(response: HttpResponseBase) -> bool:
    return response.status_code == HTTPStatus.FOUND and response.headers["Location"].startswith(
        reverse("account_login") + "?next="
    )


def let_go(response: HttpResponseBase) -> None:
    """Close a response: a file that is sent is open until then. The connection stays: the test's world is in it."""
    request_finished.disconnect(close_old_connections)
    try:
        response.close()
    finally:
        request_finished.connect(close_old_connections)


def ask(client: Client, method: str, path: str, address: Address, world: World) -> tuple[HttpResponseBase, list[str]]:
    """One request whose writes are taken back, and these writes."""
    with transaction.atomic():
        data = dict(address.data(world)) if method == "POST" else {}
        with CaptureQueriesContext(connection) as queries:
            response: HttpResponseBase = client.post(path, data) if method == "POST" else client.get(path)
            let_go(response)
        transaction.set_rollback(True)
    return response, [one["sql"] for one in queries if one["sql"].lstrip().upper().startswith(WRITING)]


@pytest.mark.django_db
@pytest.mark.parametrize("address", every_address())
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_matrix(address: Address, method: str, world: World, sessions: Mapping[Role, str]) -> None:
    """No row is written by a GET, whoever asks: no session, no counter, no "last seen"."""
    path = path_of(address, world)
    for role in (*Role, None):
        response, written = ask(visitor(sessions, role), method, path, address, world)
        assert method == "POST" or not written, f"{path} as {role}: {written[0][:200]}"
        who = f"{method} {path} as {role}: {response.status_code}"
        if role is None and not address.public:
            assert goes_to_sign_in(response), who
        elif role is None and method == "GET" and "GET" in address.methods:
            assert response.status_code == (address.stranger or address.answers), who
        elif role is not None and role not in address.who:
            assert response.status_code in {HTTPStatus.NOT_FOUND, wrong_method(address, method)}, who
        elif method not in address.methods.split():
            assert response.status_code == HTTPStatus.METHOD_NOT_ALLOWED, who
        elif method == "GET":
            assert response.status_code == address.answers, who
        elif role is not None:
            assert response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, who
            assert response.status_code not in TURNED_AWAY, who
        else:
            assert response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, who


def wrong_method(address: Address, method: str) -> int:
    """A view for strangers, or for everybody with an account, looks at the method before it looks for anything."""
    is_open = address.public or address.by_thing or not address.who
    wrong = is_open and method not in address.methods.split()
    return HTTPStatus.METHOD_NOT_ALLOWED if wrong else HTTPStatus.NOT_FOUND

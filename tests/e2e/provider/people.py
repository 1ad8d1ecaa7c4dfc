"""Who has an identity at the provider, and the one client it knows."""

from __future__ import annotations

from typing import Final, NamedTuple

CLIENT_ID: Final = "nscl"
CLIENT_SECRET: Final = "secret-of-the-test-client"
PASSWORD: Final = "mat-khau-o-nha-cung-cap"


class Identity(NamedTuple):
    """A person at the provider. Each address counts as verified there: the worst case for whoever trusts it."""

    username: str
    email: str


# The names are others than at NSCL: only the identity that was connected may open the account.
OWNER = Identity("lan.nguyen", "lan.nguyen@dinhdanh.example")
STRANGER = Identity("nguoi.la", "nguoi.la@dinhdanh.example")
# Holds at the provider the address and the name that the official has at NSCL.
IMPOSTOR = Identity("lan", "lan@bacninh.example")
IDENTITIES: Final = (OWNER, STRANGER, IMPOSTOR)

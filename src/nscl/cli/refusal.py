"""How a command refuses: its words on the error stream, and an exit status that says so."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

EXIT_REFUSED = 1


def refuse(words: str) -> NoReturn:
    """Say why nothing was done, or not all of it, and end the command."""
    click.echo(words, err=True)
    sys.exit(EXIT_REFUSED)

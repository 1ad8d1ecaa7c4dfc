"""Files that a command is given: read, or refused in words with exit status 2."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from nscl.documents.pack.problems import PackError
from nscl.documents.pack.reader import read_pack_file
from nscl.documents.pack.schema import PlanPack

EXIT_UNREADABLE = 2


def read_pack_or_exit(path: Path) -> PlanPack:
    """The plan pack in a file; every problem of it is printed, and the command ends, where it cannot be read."""
    try:
        return read_pack_file(path)
    except PackError as error:
        _exit(str(error))
    except OSError as error:
        _exit(f"{path}: không mở được tệp ({error.strerror}). Cách sửa: kiểm tra đường dẫn và quyền đọc.")


def read_text_or_exit(path: Path) -> str:
    """The document's text in a UTF-8 file."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        _exit(f"{path}: không phải văn bản UTF-8 (byte {error.start + 1}). Cách sửa: lưu lại tệp theo bảng mã UTF-8.")
    except OSError as error:
        _exit(f"{path}: không mở được tệp ({error.strerror}). Cách sửa: kiểm tra đường dẫn và quyền đọc.")


def _exit(words: str) -> NoReturn:
    click.echo(words, err=True)
    sys.exit(EXIT_UNREADABLE)

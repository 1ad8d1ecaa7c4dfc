"""Strict reading of YAML with the line of every value: what is not expected is refused, nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterator, Set
from datetime import date
from enum import Enum
from pathlib import Path
from typing import TypeVar

import yaml

from nscl.institutions.reference.facts import ReferenceFileError

E = TypeVar("E", bound=Enum)


class Table:
    """A mapping of a YAML file whose values are taken by name and type."""

    def __init__(self, node: yaml.Node, file: Path) -> None:
        self.file = file
        self.line = node.start_mark.line + 1
        if not isinstance(node, yaml.MappingNode):
            raise self.wrong("chỗ này phải là một nhóm 'tên: giá trị'", "xem lại thụt lề và dấu hai chấm")
        self._values: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if key.value in self._values:
                line = key.start_mark.line + 1
                raise ReferenceFileError(file, line, f"'{key.value}' ghi hai lần", "bỏ một dòng")
            self._values[key.value] = value

    def wrong(self, message: str, remedy: str, key: str | None = None) -> ReferenceFileError:
        """An error at this mapping, or at the value of `key` in it."""
        node = self._values.get(key) if key else None
        return ReferenceFileError(self.file, node.start_mark.line + 1 if node else self.line, message, remedy)

    def expect_only(self, known: Set[str]) -> None:
        """Refuse a key that is not known."""
        for key in self._values:
            if key not in known:
                raise self.wrong(f"không hiểu '{key}'", f"dùng một trong: {', '.join(sorted(known))}", key)

    def has(self, key: str) -> bool:
        """Whether the key is written."""
        return key in self._values

    def text(self, key: str) -> str:
        """A text; a number must stand in quotation marks, so that "01" stays "01"."""
        node = self._node(key)
        if not isinstance(node, yaml.ScalarNode) or node.tag != "tag:yaml.org,2002:str" or not node.value.strip():
            raise self.wrong(f"'{key}' phải là chữ", 'ghi trong dấu nháy kép nếu là mã số, ví dụ "01"', key)
        return str(node.value)

    def word(self, key: str) -> str:
        """A scalar as it is written."""
        return str(self._node(key).value)

    def day(self, key: str) -> date:
        """A date written YYYY-MM-DD."""
        node = self._node(key)
        return read_day(str(node.value), self.file, node.start_mark.line + 1)

    def optional_day(self, key: str) -> date | None:
        """A date, or None where the key is not written."""
        return self.day(key) if self.has(key) else None

    def choice(self, key: str, options: type[E]) -> E:
        """One of the values of an enum."""
        text = self.text(key)
        try:
            return options(text)
        except ValueError:
            allowed = ", ".join(str(option.value) for option in options)
            raise self.wrong(f"'{key}' không nhận '{text}'", f"dùng một trong: {allowed}", key) from None

    def texts(self, key: str) -> list[str]:
        """A list of texts (dates and numbers as they are written)."""
        return [str(node.value) for node in self._sequence(key)]

    def tables(self, key: str) -> Iterator[Table]:
        """A list of mappings."""
        for node in self._sequence(key):
            yield Table(node, self.file)

    def _node(self, key: str) -> yaml.Node:
        if key not in self._values:
            raise self.wrong(f"thiếu '{key}'", f"thêm '{key}: …'")
        return self._values[key]

    def _sequence(self, key: str) -> list[yaml.Node]:
        node = self._node(key)
        if not isinstance(node, yaml.SequenceNode):
            raise self.wrong(f"'{key}' phải là danh sách", "ghi mỗi mục một dòng, bắt đầu bằng '- '", key)
        return list(node.value)


def open_table(file: Path) -> Table:
    """The outermost mapping of a YAML file. Raises ReferenceFileError; OSError where the file cannot be read."""
    data = file.read_bytes()
    try:
        node = yaml.compose(data.decode("utf-8"), Loader=yaml.CSafeLoader)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ReferenceFileError(file, line, "tệp không phải UTF-8", "lưu lại tệp với mã UTF-8") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise ReferenceFileError(file, line, "tệp không đúng cú pháp YAML", "xem lại dòng này và dòng trên") from error
    if node is None:
        raise ReferenceFileError(file, 1, "tệp trống", "lấy lại tệp từ bộ dữ liệu gốc")
    table = Table(node, file)
    if table.word("schema") != "1":
        raise table.wrong("chỉ đọc được 'schema: 1'", "dùng phiên bản phần mềm hợp với tệp", "schema")
    return table


def read_day(text: str, file: Path, line: int) -> date:
    """A date from YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"'{text}' không phải là ngày"
        raise ReferenceFileError(file, line, message, "ghi theo dạng năm-tháng-ngày, ví dụ 2025-07-01") from None

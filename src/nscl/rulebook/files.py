"""Reading one YAML file of the rulebook strictly, every problem with its line, its key and what to do."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from nscl.rulebook.errors import FileProblem, RulebookFileError

# As wide as the column of an estimate's line that names a norm.
KEY_LENGTH = 60
# How near a misspelt word must be to the word meant (difflib's ratio), so that the hint is not a guess.
_NEAR = 0.6
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_QUOTED = re.compile(r"'([^']*)'")

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$", max_length=KEY_LENGTH)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Loc = Sequence[str | int]
Model = TypeVar("Model", bound=BaseModel)


class Strict(BaseModel):
    """A record of a file: no key that is not expected, no value of another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class YamlFile:
    """One file: its content, and where each part of it stands."""

    def __init__(self, path: Path) -> None:
        """Read the file. Raises RulebookFileError where it is not one YAML document without double keys, OSError."""
        self.path = path
        try:
            text = path.read_text(encoding="utf-8")
            self._root = yaml.compose(text, Loader=_LOADER)
            self.content: Any = yaml.load(text, Loader=_LOADER)  # noqa: S506  # both loaders are safe
        except UnicodeDecodeError as error:
            raise RulebookFileError(path, "", "tệp không phải UTF-8", "lưu lại tệp với mã UTF-8") from error
        except yaml.YAMLError as error:
            mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
            line = f"dòng {mark.line + 1}" if mark else ""
            raise RulebookFileError(path, line, "không đúng cú pháp YAML", "xem lại dòng này và dòng trên") from error
        except ValueError as error:  # 2025-02-30 looks like a day, and is none
            raise RulebookFileError(path, "", f"có ngày hoặc số không đọc được ({error})", "sửa ngày, số ấy") from error
        twice = list(self._double_keys(self._root))
        if twice:
            raise RulebookFileError.of(twice)

    def problem(self, loc: Loc, message: str, remedy: str) -> FileProblem:
        """A problem with the value at a path of keys and list indices from the top of the file."""
        words = [f"dòng {self._line(loc)}", *self._words(loc)]
        return FileProblem(self.path, f"{words[0]}, {' › '.join(words[1:])}" if loc else words[0], message, remedy)

    def _line(self, loc: Loc) -> int:
        node = self._root
        for step in loc:
            inner = _child(node, step)
            if inner is None:
                break
            node = inner
        return node.start_mark.line + 1 if node is not None else 1

    def _words(self, loc: Loc) -> list[str]:
        """The path in words: items of lists by their key where they have one."""
        words: list[str] = []
        content = self.content
        for step in loc:
            try:
                content = content[step]
            except (KeyError, IndexError, TypeError):
                content = None
            key = content.get("key") if isinstance(content, dict) else None
            words.append(str(key) if key else f"mục {step + 1}" if isinstance(step, int) else str(step))
        return words

    def _double_keys(self, node: yaml.Node | None) -> list[FileProblem]:
        problems: list[FileProblem] = []
        waiting = [node] if node is not None else []
        while waiting:
            one = waiting.pop()
            if isinstance(one, yaml.SequenceNode):
                waiting.extend(one.value)
            if not isinstance(one, yaml.MappingNode):
                continue
            seen: dict[str, int] = {}
            for key, value in one.value:
                line = key.start_mark.line + 1
                if key.value in seen:
                    message = f"khóa “{key.value}” đã ghi ở dòng {seen[key.value]}"
                    problems.append(FileProblem(self.path, f"dòng {line}", message, "giữ lại một chỗ"))
                seen[str(key.value)] = line
                waiting.append(value)
        return problems


def read_model(file: YamlFile, model: type[Model]) -> Model:
    """The file's content as a model. Raises RulebookFileError with every problem of the file."""
    return read_part(file, file.content, (), model)


def read_part(file: YamlFile, content: object, at: Loc, model: type[Model]) -> Model:
    """Some content that stands at a path of the file, as a model. Raises RulebookFileError as `read_model`."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        details = error.errors(include_url=False)
        problems = [file.problem((*at, *one["loc"]), *_describe(one, model)) for one in details]
        raise RulebookFileError.of(problems) from error


def nearest(word: str, known: Sequence[str]) -> str:
    """A remedy that names the known word most likely meant, or all of them."""
    close = difflib.get_close_matches(word, known, n=1, cutoff=_NEAR)
    return f"có phải “{close[0]}”?" if close else f"dùng một trong: {', '.join(known)}"


def _child(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        child: yaml.Node = node.value[step]
        return child
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                # A block starts on the line after its key: the key is what a reader looks for.
                found: yaml.Node = key if isinstance(value, yaml.ScalarNode) else value
                return found
    return None


def _describe(error: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    """What is wrong and what to write instead, for one error of pydantic's."""
    if error["type"] == "rule":
        context = error.get("ctx", {})
        return str(context["message"]), str(context["remedy"])
    explain = _EXPLANATIONS.get(error["type"])
    if explain is None:
        return f"không đúng dạng ({error['msg']})", "sửa theo các mục bên cạnh"
    return explain(error, error.get("ctx", {}), model)


def _missing(error: ErrorDetails, _context: Mapping[str, Any], _model: type[BaseModel]) -> tuple[str, str]:
    return f"không đúng dạng: thiếu khóa “{error['loc'][-1]}”", "thêm khóa này; xem các mục bên cạnh"


def _unknown_key(error: ErrorDetails, _context: Mapping[str, Any], model: type[BaseModel]) -> tuple[str, str]:
    return f"khóa lạ “{error['loc'][-1]}”", nearest(str(error["loc"][-1]), sorted(_all_keys(model)))


def _choice(error: ErrorDetails, context: Mapping[str, Any], _model: type[BaseModel]) -> tuple[str, str]:
    known = _QUOTED.findall(context["expected"])
    return f"“{error['input']}” không có trong danh mục", nearest(str(error["input"]), known)


def _kind(words: str, remedy: str) -> Callable[[ErrorDetails, Mapping[str, Any], type[BaseModel]], tuple[str, str]]:
    def explain(error: ErrorDetails, _context: Mapping[str, Any], _model: type[BaseModel]) -> tuple[str, str]:
        now = "để trống" if error["input"] is None else f"là “{error['input']}”"
        return f"không đúng dạng: phải là {words}, đang {now}", remedy

    return explain


def _all_keys(model: type[BaseModel]) -> set[str]:
    """Every key that a file of this model may use, at any depth."""
    keys: set[str] = set()
    schema = model.model_json_schema(by_alias=True)
    for part in (schema, *schema.get("$defs", {}).values()):
        keys.update(part.get("properties", {}))
    return keys


_WHOLE = _kind("số nguyên", "ghi số liền, không dấu chấm ngăn hàng nghìn, không ngoặc kép (50000000 hoặc 50_000_000)")
_RECORD = _kind("một nhóm khóa", "ghi các khóa thụt vào dưới khóa này")
_EXPLANATIONS = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "enum": _choice,
    "literal_error": _choice,
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "decimal_type": _kind("số", "ghi số, dấu chấm trước phần lẻ (12.5)"),
    "decimal_parsing": _kind("số", "ghi số, dấu chấm trước phần lẻ (12.5)"),
    "string_type": _kind("chuỗi chữ", "đặt trong ngoặc kép"),
    "string_too_short": _kind("chuỗi có chữ", "ghi nội dung"),
    "string_pattern_mismatch": _kind("chữ thường không dấu, chữ số, dấu gạch nối", "ví dụ iso-14001"),
    "date_type": _kind("ngày", "ghi năm-tháng-ngày, không ngoặc kép: 2024-05-31"),
    "invalid_key": _kind("khóa là chữ", "on, off, yes, no không dùng làm khóa được: YAML đọc chúng thành đúng, sai"),
    "bool_type": _kind("true hoặc false", "ghi true nếu có, false nếu không"),
    "list_type": _kind("danh sách", "ghi [a, b]"),
    "tuple_type": _kind("danh sách", "ghi [a, b]"),
    "dict_type": _RECORD,
    "model_type": _RECORD,
}

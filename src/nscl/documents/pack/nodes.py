"""YAML text → plain data, strictly, with the place of every value.

The text is parsed once (`yaml.compose` with libyaml). Numbers are made from the scalar's own text: `int`, or `Decimal`
where it has a point. What YAML would let pass and a registry must not is refused here: duplicate keys, anchors and
aliases, explicit tags, several documents, numbers in other notations than 1234 and 12.5.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

import yaml

from nscl.documents.pack.problems import PackError, PackProblem

# A pack is five or six levels deep. libyaml's composer recurses in C, so depth is bounded before it starts.
MAX_DEPTH = 1000

Loc: TypeAlias = Sequence[str | int]
Plain: TypeAlias = "bool | int | str | Decimal | tuple[Plain, ...] | dict[object, Plain] | Refused | None"

_TAG = "tag:yaml.org,2002:"
_NULL, _BOOL, _INT, _FLOAT = (_TAG + name for name in ("null", "bool", "int", "float"))
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
# A fraction that ends in 0 carries nothing in this format, and is how "1.000" (một nghìn) would slip in as one.
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]*[1-9]")
_MAY_BE_ANCHOR_OR_TAG = re.compile(r"[&!][^\s&!]")
_TOO_DEEP_BLOCK = re.compile(rf"^(?:[-?:]? ){{{MAX_DEPTH}}}", re.MULTILINE)
_BRACKETS = re.compile(r"[\[\]{}]")
_KEY_FIELD = "key"


class Refused:
    """Stands in the data where a scalar was refused, so that one slip is reported once."""


REFUSED = Refused()


@dataclass(frozen=True, slots=True)
class Slip:
    """Something refused while making plain data, before it has a key path."""

    node: yaml.Node
    message: str
    remedy: str


class Document:
    """One parsed YAML document: its plain data, and where each part of it stands."""

    def __init__(self, text: str, *, name: str) -> None:
        """Parse ``text``. Raises PackError where it is not one plain YAML document."""
        self.name = name
        self.slips: list[Slip] = []
        self.root = _compose(text, name)
        if _MAY_BE_ANCHOR_OR_TAG.search(text):
            _refuse_anchors_and_tags(self.root, text, name)
        self.data = self._plain(self.root)
        self._paths = _key_paths(self.root) if self.slips else {}

    def problem(self, loc: Loc, message: str, remedy: str) -> PackProblem:
        """A problem with the value at ``loc`` (keys and list indices from the top)."""
        node, path = self.locate(loc)
        return PackProblem(self.name, node.start_mark.line + 1, path, message, remedy)

    def slip_problems(self) -> list[PackProblem]:
        """The problems met while making plain data."""
        return [
            PackProblem(
                self.name, slip.node.start_mark.line + 1, self._paths.get(id(slip.node), ""), slip.message, slip.remedy
            )
            for slip in self.slips
        ]

    def is_refused(self, loc: Loc) -> bool:
        """Whether the value at ``loc`` is already reported as a slip."""
        node, _ = self.locate(loc)
        return any(slip.node is node for slip in self.slips)

    def locate(self, loc: Loc) -> tuple[yaml.Node, str]:
        """The node at ``loc``, or the deepest one on the way to it, and the whole key path for a reader."""
        node, path = self.root, ""
        for step in loc:
            if step == "[key]":
                continue
            path = _extend(path, node, step)
            node = _child(node, step)
        return node, path

    def _plain(self, node: yaml.Node) -> Plain:
        if type(node) is yaml.ScalarNode:
            return self._scalar(node)
        if type(node) is yaml.SequenceNode:
            return tuple([self._plain(item) for item in node.value])
        return self._mapping(node) if isinstance(node, yaml.MappingNode) else REFUSED

    def _mapping(self, node: yaml.MappingNode) -> dict[object, Plain]:
        result: dict[object, Plain] = {}
        for key_node, value_node in node.value:
            key = self._plain(key_node)
            if isinstance(key, dict | tuple):
                self._slip(key_node, "khoá phải là một từ hay một năm", "bỏ dấu ngoặc hoặc dấu ? ở chỗ khoá")
                continue
            result[key] = self._plain(value_node)
        if len(result) < len(node.value):
            self._report_duplicates(node)
        return result

    def _scalar(self, node: yaml.ScalarNode) -> Plain:
        tag, value = node.tag, node.value
        if tag == _INT:
            if _INTEGER.fullmatch(value):
                return int(value)
        elif tag == _FLOAT:
            if _DECIMAL.fullmatch(value):
                return Decimal(value)
        elif tag == _NULL:
            return None
        elif tag == _BOOL:
            return value.lower() in {"true", "yes", "on"}
        else:
            return str(value)
        self._slip(
            node,
            f"không nhận cách viết số “{value}”",
            "viết số liền, dấu chấm trước phần lẻ, không có số 0 thừa ở đầu hay cuối (1000, 12.5); "
            f'nếu là chữ thì đặt trong ngoặc kép: "{value}"',
        )
        return REFUSED

    def _report_duplicates(self, node: yaml.MappingNode) -> None:
        first_lines: dict[str, int] = {}
        for key_node, _value in node.value:
            line = key_node.start_mark.line + 1
            if isinstance(key_node, yaml.ScalarNode) and key_node.value in first_lines:
                first = first_lines[key_node.value]
                message = f"khoá “{key_node.value}” ghi hai lần, ở dòng {first} và dòng {line}"
                self._slip(key_node, message, "giữ lại một chỗ")
            elif isinstance(key_node, yaml.ScalarNode):
                first_lines[key_node.value] = line

    def _slip(self, node: yaml.Node, message: str, remedy: str) -> None:
        self.slips.append(Slip(node, message, remedy))


def _compose(text: str, name: str) -> yaml.Node:
    if _TOO_DEEP_BLOCK.search(text) or _flow_depth(text) > MAX_DEPTH:
        remedy = "gói kế hoạch chỉ sâu năm, sáu tầng: xem lại dấu ngoặc và thụt dòng"
        raise _not_yaml(name, 1, "lồng nhau quá sâu", remedy)
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        detail = error.problem or error.context
        raise _not_yaml(
            name,
            line,
            f"không phải YAML hợp lệ, cột {column} ({detail})",
            "xem lại thụt dòng, dấu ngoặc, dấu nháy và dấu hai chấm ở dòng này và dòng trên",
        ) from None
    except yaml.reader.ReaderError as error:
        # libyaml gives the character's code, and its place in bytes.
        character = error.character if isinstance(error.character, str) else chr(error.character)
        line = text.count("\n", 0, text.find(character)) + 1
        raise _not_yaml(name, line, f"có ký tự điều khiển U+{ord(character):04X}", "xoá ký tự đó") from None
    if node is None:
        raise _not_yaml(name, 1, "tệp trống", "ghi gói kế hoạch theo định dạng, bắt đầu bằng schema: 1")
    return node


def _flow_depth(text: str) -> int:
    """An upper bound of the depth of flow collections: brackets in strings count too."""
    depth = deepest = 0
    for bracket in _BRACKETS.findall(text):
        if bracket in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif depth:
            depth -= 1
    return deepest


def _refuse_anchors_and_tags(root: yaml.Node, text: str, name: str) -> None:
    problems: list[PackProblem] = []
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        line = node.start_mark.line + 1
        if id(node) in seen:
            continue
        seen.add(id(node))
        sign = text[node.start_mark.index : node.start_mark.index + 1]
        if sign == "&":
            problems.append(
                PackProblem(name, line, "", "không dùng neo (&) và tham chiếu (*)", "chép nội dung ra từng chỗ dùng nó")
            )
        elif sign == "!":
            problems.append(PackProblem(name, line, "", "không dùng thẻ kiểu (!)", "bỏ thẻ, ghi thẳng giá trị"))
        if isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)
        elif isinstance(node, yaml.MappingNode):
            waiting.extend(part for pair in node.value for part in pair)
    if problems:
        raise PackError(problems)


def _key_paths(root: yaml.Node) -> dict[int, str]:
    """The key path of every node, by identity; made only when something has to be reported."""
    paths = {id(root): ""}
    waiting = [root]
    while waiting:
        node = waiting.pop()
        path = paths[id(node)]
        if isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                paths[id(item)] = _extend(path, node, index)
                waiting.append(item)
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                paths[id(key)] = paths[id(value)] = _extend(path, node, str(key.value))
                waiting.append(value)
    return paths


def _extend(path: str, node: yaml.Node, step: str | int) -> str:
    if not isinstance(node, yaml.SequenceNode):
        if isinstance(step, int):
            return f"{path}[{step}]"
        return f"{path}.{step}" if path else step
    item = _child(node, step)
    if isinstance(item, yaml.MappingNode):
        for key, value in item.value:
            if key.value == _KEY_FIELD and isinstance(value, yaml.ScalarNode):
                return f"{path}[{value.value}]"
    return f"{path}[{int(step) + 1}]"


def _child(node: yaml.Node, step: str | int) -> yaml.Node:
    if isinstance(node, yaml.SequenceNode):
        if isinstance(step, int) and step < len(node.value):
            child: yaml.Node = node.value[step]
            return child
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                # An empty value has no place of its own on the line of its key.
                found: yaml.Node = key if isinstance(value, yaml.ScalarNode) and not value.value else value
                return found
    return node


def _not_yaml(name: str, line: int, message: str, remedy: str) -> PackError:
    return PackError([PackProblem(name, line, "", message, remedy)])

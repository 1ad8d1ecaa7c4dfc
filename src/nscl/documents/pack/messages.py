"""Schema refusals in Vietnamese: pydantic's error types, each with what is wrong here and what to write instead."""

import difflib
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from nscl.documents.pack.nodes import Loc
from nscl.documents.pack.schema import PlanPack

# How far a misspelt word may be from the word meant (difflib's ratio), so that the hint is not a guess.
_NEAR = 0.6
_QUOTED = re.compile(r"'([^']*)'")
_DOTTED_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{3})+")
_COMMA_DECIMAL = re.compile(r"-?[0-9]+,[0-9]+")

_PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối (so-khcn)",
    r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$": "chỉ gồm chữ thường không dấu, chữ số và dấu gạch dưới (people_trained)",
    r"^[0-9]{2}$": 'là mã tỉnh hai chữ số trong ngoặc kép ("24")',
    r"^[0-9a-f]{64}$": "là SHA-256 viết bằng 64 chữ số hệ mười sáu",
}


def describe(error: ErrorDetails) -> tuple[str, str]:
    """What is wrong and what to do about it, for one error of the schema's validation."""
    context: Mapping[str, Any] = error.get("ctx", {})
    if error["type"] == "pack":
        return context["message"], context["remedy"]
    explain = _EXPLANATIONS.get(error["type"])
    if explain is None:
        return f"giá trị không hợp lệ ({error['msg']})", "xem định dạng gói kế hoạch"
    return explain(error, context)


def nearest(word: str, known: list[str]) -> str | None:
    """The known word that ``word`` most likely stands for, or None where none is near."""
    close = difflib.get_close_matches(word, known, n=1, cutoff=_NEAR)
    return close[0] if close else None


def suggestion(word: str, known: list[str]) -> str:
    """A remedy that names the nearest known word, or all of them where none is near."""
    near = nearest(word, known)
    if near is not None:
        return f"có phải “{near}”?"
    return f"dùng một trong: {', '.join(known)}" if known else "khai báo trước khi dùng"


def known_keys(loc: Loc) -> list[str]:
    """The format's keys of the record at ``loc``, in their order; none where ``loc`` is not a record."""
    model: object = PlanPack
    for step in loc:
        model = _step_into(model, step)
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return []
    return [str(field.validation_alias or name) for name, field in model.model_fields.items()]


def _step_into(kind: object, step: str | int) -> object:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            if step in (field.validation_alias, name):
                return _without_none(field.annotation)
        return None
    arguments = get_args(kind)
    return arguments[0] if get_origin(kind) is tuple and arguments else None


def _without_none(kind: object) -> object:
    if get_origin(kind) in (Union, UnionType):
        return next(part for part in get_args(kind) if part is not type(None))
    return kind


def _written(value: object) -> str:
    """How a value reads in a message."""
    match value:
        case None:
            return "trống (null)"
        case bool():
            return "từ có/không của YAML (yes, no, on, off, true, false)"
        case int() | Decimal():
            return f"số {value}"
        case str():
            return f"chuỗi “{value}”"
        case tuple() | list():
            return "danh sách"
        case _:
            return "nhóm khoá"


def _missing(error: ErrorDetails, _context: Mapping[str, Any]) -> tuple[str, str]:
    key = error["loc"][-1]
    return f"thiếu khoá “{key}”", f"thêm {key}; văn bản không nêu thì ghi null hoặc []"


def _unknown_key(error: ErrorDetails, _context: Mapping[str, Any]) -> tuple[str, str]:
    key = str(error["loc"][-1])
    return f"khoá lạ “{key}”", suggestion(key, known_keys(error["loc"][:-1]))


def _string(error: ErrorDetails, _context: Mapping[str, Any]) -> tuple[str, str]:
    value = error["input"]
    remedy = "ghi một chuỗi chữ"
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        remedy = f'đặt trong ngoặc kép: "{value}"'
    elif isinstance(value, bool):
        remedy = "đặt từ đó trong ngoặc kép"
    return f"phải là chuỗi, đang là {_written(value)}", remedy


def _empty(_error: ErrorDetails, _context: Mapping[str, Any]) -> tuple[str, str]:
    return "chuỗi rỗng", "ghi nội dung; nếu văn bản không nêu và khoá này cho phép thì ghi null"


def _pattern(error: ErrorDetails, context: Mapping[str, Any]) -> tuple[str, str]:
    meaning = _PATTERNS.get(context["pattern"], f"đúng mẫu {context['pattern']}")
    return f"“{error['input']}” không đúng dạng", f"giá trị {meaning}"


def _number(error: ErrorDetails, _context: Mapping[str, Any]) -> tuple[str, str]:
    value = error["input"]
    remedy = "ghi một số không có ngoặc kép, ví dụ 1000 hoặc 12.5"
    if isinstance(value, str):
        if _DOTTED_THOUSANDS.fullmatch(value):
            remedy = f"bỏ dấu chấm ngăn hàng nghìn: {value.replace('.', '')}"
        elif _COMMA_DECIMAL.fullmatch(value):
            remedy = f"dùng dấu chấm trước phần lẻ: {value.replace(',', '.')}"
        elif value.isascii() and value.isdigit():
            remedy = f"bỏ ngoặc kép và số 0 ở đầu: {int(value)}"
    return f"phải là số, đang là {_written(value)}", remedy


def _whole_number(error: ErrorDetails, context: Mapping[str, Any]) -> tuple[str, str]:
    if isinstance(error["input"], Decimal):
        return f"phải là số nguyên, đang là số {error['input']}", "ghi số không có phần lẻ"
    return _number(error, context)


def _choice(error: ErrorDetails, context: Mapping[str, Any]) -> tuple[str, str]:
    known = _QUOTED.findall(context["expected"])
    value = error["input"]
    if isinstance(value, str):
        return f"“{value}” không có trong danh mục", suggestion(value, known)
    return f"phải là một từ của danh mục, đang là {_written(value)}", f"dùng một trong: {', '.join(known)}"


def _version(error: ErrorDetails, context: Mapping[str, Any]) -> tuple[str, str]:
    return (
        f"phiên bản định dạng là {_written(error['input'])}, chương trình này đọc phiên bản {context['expected']}",
        f"ghi schema: {context['expected']}",
    )


def _list(error: ErrorDetails, _context: Mapping[str, Any]) -> tuple[str, str]:
    return f"phải là danh sách, đang là {_written(error['input'])}", "ghi [a, b], hoặc [] nếu không có gì"


def _record(error: ErrorDetails, _context: Mapping[str, Any]) -> tuple[str, str]:
    keys = known_keys([step for step in error["loc"] if step != "[key]"])
    remedy = f"ghi các khoá: {', '.join(keys)}" if keys else "ghi {khoá: giá trị}, hoặc {} nếu không có gì"
    return f"phải là một nhóm khoá: giá trị, đang là {_written(error['input'])}", remedy


def _too_small(error: ErrorDetails, context: Mapping[str, Any]) -> tuple[str, str]:
    return f"số {error['input']} quá nhỏ", f"ghi số từ {context['ge']} trở lên"


def _too_large(error: ErrorDetails, context: Mapping[str, Any]) -> tuple[str, str]:
    return f"số {error['input']} quá lớn", f"ghi số không quá {context['le']}"


_EXPLANATIONS: Mapping[str, Callable[[ErrorDetails, Mapping[str, Any]], tuple[str, str]]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "invalid_key": _unknown_key,
    "string_type": _string,
    "string_too_short": _empty,
    "string_pattern_mismatch": _pattern,
    "pack_number": _number,
    "int_type": _whole_number,
    "enum": _choice,
    "literal_error": _version,
    "tuple_type": _list,
    "model_type": _record,
    "dict_type": _record,
    "mapping_type": _record,
    "greater_than_equal": _too_small,
    "less_than_equal": _too_large,
}

"""The schema language of forms 表单: JSON → FormSchema, strictly; an attribute nobody knows is a fault, not ignored."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.forms import bounds, conditions
from engine.forms.conditions import Condition, ConditionFault

MOST_ROWS = 200


class SchemaFault(ValueError):
    """A form's file is wrong; `path` says where (`fields[2].min`), `message` is a Chinese sentence."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}：{message}")
        self.path, self.message = path, message


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One option 选项."""

    value: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Derived:
    """Filled from a part of another field's value; a value sent that differs is a fault of `code`."""

    field: str
    part: str
    code: str | None


@dataclass(frozen=True, kw_only=True)
class FieldSpec:
    """One field 字段. `min`, `max` mean characters, rows, files, a value, or for dates a bound (`$today`)."""

    key: str
    label: str
    type: str
    required: bool | Condition = False
    visible_when: Condition | None = None
    min: int | str | None = None
    max: int | str | None = None
    pattern: str | None = None
    choices: tuple[Choice, ...] = ()
    choices_from: str | None = None
    computed: bool = False
    derived: Derived | None = None
    must_be: bool | None = None
    unique_in: str | None = None
    personal: bool = False
    fact: str | None = None
    help: str = ""
    law: str = ""
    fields: tuple["FieldSpec", ...] = ()


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A fault of `code` at `path` whenever the condition holds over the clean form."""

    when: Condition
    path: str
    code: str
    message: str


@dataclass(frozen=True, kw_only=True)
class FormSchema:
    """A form of one version 表单版本; `raw` is the file as loaded, for whoever draws or sends it.

    `missing_code` is the code of every part that is missing or too short, where the law asks for the whole paper.
    """

    form: str
    version: int
    title: str
    table: bool
    fields: tuple[FieldSpec, ...]
    rules: tuple[Rule, ...]
    missing_code: str | None
    raw: Mapping[str, Any]


_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_FORM = {"form", "version", "title", "rows", "fields", "rules", "min", "max", "help", "law", "missing_code"}
_FIELD = set(FieldSpec.__dataclass_fields__)
# A repeated group can make matching endless; without one, few repeats over a short field cannot.
_PATTERN = re.compile(r"(?!.*\)[*+?{])(?!(?:.*[*+{]){5}).{1,100}")


def load(data: Mapping[str, Any]) -> FormSchema:
    """The form in a file's JSON. A table (`rows`: true, or the name of a list type) becomes one list named `rows`.

    Raises SchemaFault. Types are names here; `engine.forms.check_types` compares them with a registry.
    """
    _only(data, _FORM, "form")
    form, title = _text(data, "form", "form"), _text(data, "title", "form")
    version = data.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise SchemaFault("version", "版本应是正整数")
    fields = _fields(data.get("fields"), "fields")
    table = data.get("rows", False)
    if table:
        kind = "dynamiclist" if table is True else str(table)
        rows = {"key": "rows", "label": title, "type": kind, "required": bool(data.get("min"))}
        bounds_of_rows = {name: data[name] for name in ("min", "max") if name in data}
        fields = (_field({**rows, **bounds_of_rows}, "rows", fields),)
    rules = tuple(_rule(rule, f"rules[{at}]") for at, rule in enumerate(data.get("rules", ())))
    return FormSchema(
        form=form,
        version=version,
        title=title,
        table=bool(table),
        fields=fields,
        rules=rules,
        missing_code=_text(data, "missing_code", "form") if "missing_code" in data else None,
        raw=data,
    )


def _fields(data: Any, path: str) -> tuple[FieldSpec, ...]:
    if not isinstance(data, list) or not data:
        raise SchemaFault(path, "应是字段的列表")
    found = tuple(_field(field, f"{path}[{at}]") for at, field in enumerate(data))
    keys = [field.key for field in found]
    if len(set(keys)) < len(keys):
        raise SchemaFault(path, "字段名重复")
    return found


def _field(data: Any, path: str, rows: tuple[FieldSpec, ...] = ()) -> FieldSpec:
    if not isinstance(data, Mapping):
        raise SchemaFault(path, "字段应是对象")
    _only(data, _FIELD, path)
    if not _KEY.fullmatch(_text(data, "key", path)):
        raise SchemaFault(f"{path}.key", "字段名应以小写字母开头，只含小写字母、数字、下划线")
    given = dict(data)
    for name in ("label", "type"):
        _text(data, name, path)
    _check_conditions(data, path)
    _check_bounds(data, path)
    if "pattern" in data and not _PATTERN.fullmatch(str(data["pattern"])):
        raise SchemaFault(f"{path}.pattern", "格式表达式太复杂")
    if data.get("unique_in", "rows") != "rows":
        raise SchemaFault(f"{path}.unique_in", "只支持 rows")
    if data.get("personal") and data.get("fact"):
        raise SchemaFault(f"{path}.fact", "个人信息不能作为流程数据项")
    given["choices"] = _choices(data.get("choices", []), f"{path}.choices")
    given["derived"] = _derived(data["derived"], f"{path}.derived") if "derived" in data else None
    given["fields"] = _fields(data["fields"], f"{path}.fields") if "fields" in data else rows
    return FieldSpec(**given)


def _check_conditions(data: Mapping[str, Any], path: str) -> None:
    for name in ("required", "visible_when"):
        value = data.get(name)
        if value is None or (name == "required" and isinstance(value, bool)):
            continue
        try:
            conditions.check(value)
        except ConditionFault as fault:
            raise SchemaFault(f"{path}.{name}", str(fault)) from None


def _check_bounds(data: Mapping[str, Any], path: str) -> None:
    for name in ("min", "max"):
        value = data.get(name)
        if isinstance(value, bool) or not isinstance(value, int | str | None):
            raise SchemaFault(f"{path}.{name}", "应是整数、金额或日期界限")
        if isinstance(value, str) and not bounds.is_bound(value):
            raise SchemaFault(f"{path}.{name}", f"不认识的界限：{value}")


def _choices(data: Any, path: str) -> tuple[Choice, ...]:
    if not isinstance(data, list):
        raise SchemaFault(path, "应是选项的列表")
    found = []
    for at, choice in enumerate(data):
        if not isinstance(choice, Mapping):
            raise SchemaFault(f"{path}[{at}]", "选项应是对象")
        _only(choice, {"value", "label"}, f"{path}[{at}]")
        found.append(
            Choice(
                value=_text(choice, "value", f"{path}[{at}]"), label=_text(choice, "label", f"{path}[{at}]")
            )
        )
    return tuple(found)


def _derived(data: Any, path: str) -> Derived:
    if not isinstance(data, Mapping):
        raise SchemaFault(path, "应是对象")
    _only(data, {"field", "part", "code"}, path)
    code = _text(data, "code", path) if "code" in data else None
    return Derived(field=_text(data, "field", path), part=_text(data, "part", path), code=code)


def _rule(data: Any, path: str) -> Rule:
    if not isinstance(data, Mapping):
        raise SchemaFault(path, "规则应是对象")
    _only(data, {"when", "path", "code", "message"}, path)
    try:
        conditions.check(data.get("when"))
    except ConditionFault as fault:
        raise SchemaFault(f"{path}.when", str(fault)) from None
    words = {name: _text(data, name, path) for name in ("path", "code", "message")}
    return Rule(when=data["when"], **words)


def _text(data: Mapping[str, Any], name: str, path: str) -> str:
    value = data.get(name)
    if not isinstance(value, str) or not value.strip():
        raise SchemaFault(f"{path}.{name}", "缺少或不是文字")
    return value


def _only(data: Mapping[str, Any], known: set[str], path: str) -> None:
    for name in data:
        if name not in known:
            raise SchemaFault(f"{path}.{name}", "不认识的属性")

"""Rule file text → ``Rule``: title comment, TOML between ``// /// rule`` and ``// ///``, then the statement."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import BaseModel, ValidationError

from cypher.errors import RuleFileWrong
from cypher.rule import FalsePositive, Meta, Param, Raise, Rule

OPEN, CLOSE = "// /// rule", "// ///"


def read_rule(path: Path) -> Rule:
    """The rule in a file. Raises RuleFileWrong with file and what to do."""
    return parse_rule(path.read_text(encoding="utf-8"), path)


def parse_rule(text: str, path: Path) -> Rule:
    """The rule in a text; ``path`` gives slug and family."""
    lines = text.splitlines()
    if not lines or not lines[0].startswith("// ") or lines[0] == OPEN:
        raise RuleFileWrong(f"{path.name}：第一行应是“// 规则名称”")
    try:
        start = lines.index(OPEN)
        end = lines.index(CLOSE, start + 1)
    except ValueError:
        raise RuleFileWrong(f"{path.name}：缺少“{OPEN}”到“{CLOSE}”之间的元数据") from None
    toml = "\n".join(_uncomment(line, path, number) for number, line in enumerate(lines[start + 1:end], start + 2))
    body = "\n".join(lines[end + 1:]).strip()
    return Rule(title=lines[0][3:].strip(), meta=_meta(toml, path), text=text, body=body, path=path)


def _uncomment(line: str, path: Path, number: int) -> str:
    if line == "//":
        return ""
    if not line.startswith("// "):
        raise RuleFileWrong(f"{path.name} 第 {number} 行：元数据的每一行都要以“// ”开头")
    return line[3:]


def _meta(toml: str, path: Path) -> Meta:
    try:
        return Meta.model_validate(tomllib.loads(toml))
    except tomllib.TOMLDecodeError as error:
        raise RuleFileWrong(f"{path.name}：元数据不是合法的 TOML（{error}）") from None
    except ValidationError as error:
        details = "；".join(_one(dict(e)) for e in error.errors())
        raise RuleFileWrong(f"{path.name}：{details}") from None


_MODELS: dict[str, type[BaseModel]] = {"params": Param, "raised_by": Raise, "lowered_by": Raise,
                                       "false_positives": FalsePositive}


def _one(error: dict[str, object]) -> str:
    """One pydantic error as a sentence; an unknown field is answered with the known ones."""
    place = tuple(error["loc"]) if isinstance(error["loc"], tuple) else ()
    where = ".".join(str(part) for part in place) or "元数据"
    if error["type"] == "extra_forbidden":
        model = _MODELS.get(str(place[0]), Meta) if len(place) > 1 else Meta
        return f"不认识的字段 {where}，可用的字段：{'、'.join(sorted(model.model_fields))}"
    if error["type"] == "missing":
        return f"缺少字段 {where}"
    return f"字段 {where} 不合要求：{error['msg']}"

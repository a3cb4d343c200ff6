"""The browser's sources: texts complete in every language, no word of guilt, nothing newer than Chromium 86."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

EXPLORER = Path(__file__).parents[2] / "viz" / "explorer"
LINT = Path(__file__).parent / "lint" / "run"
NEVER = ("违规", "实锤", "嫌疑人", "涉案", "可疑人员", "问题干部", "黑名单", "破案", "抓获", "打击", "有罪", "洗白",
         "放过", "拒付", "不合格", "0 风险", "系统认定", "智能判定", "违规金额")


def words(language: str) -> dict[str, str]:
    """The catalogue of a language."""
    text = (EXPLORER / "js" / "words" / f"{language}.js").read_text(encoding="utf-8")
    return dict(json.loads("{" + ",".join(re.findall(r'^  (".*": ".*"),$', text, re.MULTILINE)) + "}"))


def scripts() -> dict[Path, str]:
    """Every module but the vendored ones."""
    return {path: path.read_text(encoding="utf-8") for path in (EXPLORER / "js").rglob("*.js")}


def test_every_language_has_the_same_keys_and_the_same_values_to_fill_in() -> None:
    chinese, english = words("zh-CN"), words("en")
    assert len(chinese) > 500
    assert chinese.keys() == english.keys()
    for key, text in chinese.items():
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", english[key])), key


def test_every_text_a_view_asks_for_is_there() -> None:
    known = words("zh-CN")
    asked = {key for text in scripts().values() for key in re.findall(r'\bt\("([a-z0-9_.-]+)"', text)}
    prefixes = {key for text in scripts().values() for key in re.findall(r"\bt\(`([a-z.]+\.)\$\{", text)}
    assert asked - known.keys() == set()
    assert [prefix for prefix in prefixes if not any(key.startswith(prefix) for key in known)] == []


def test_no_text_speaks_of_guilt() -> None:
    spoken = {key: text for key, text in words("zh-CN").items() if any(word in text for word in NEVER)}
    assert spoken == {}


def test_no_chinese_stands_outside_the_catalogue() -> None:
    found = {}
    for path, text in scripts().items():
        if path.parent.name == "words":
            continue
        code = re.sub(r"/\*.*?\*/|//[^\n]*", "", text, flags=re.DOTALL)
        literals = [one for one in re.findall(r'"[^"\n]*"|`[^`]*`', code) if re.search(r"[\u4e00-\u9fff]", one)]
        if literals:
            found[path.name] = literals
    assert set(found) == {"style.js", "words.js"}  # the characters that name kinds of node; a language's own name


def test_nothing_is_loaded_from_another_host() -> None:
    for path in EXPLORER.rglob("*"):
        if path.suffix in {".html", ".css", ".js", ".svg"} and "vendor" not in path.parts:
            hosts = set(re.findall(r"https?://([\w.-]+)", path.read_text(encoding="utf-8")))
            assert hosts <= {"www.w3.org"}, path


@pytest.mark.slow
def test_nothing_is_newer_than_chromium_86() -> None:
    if shutil.which("npm") is None:
        pytest.skip("no npm on this machine: tests/browser/install")
    done = subprocess.run([LINT], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(("name", "text"), [
    ("js/zz.js", "export const a = [1].at(-1);\n"), ("js/zz.js", "document.body.innerHTML = location.hash;\n"),
    ("css/zz.css", ".a:has(.b) { color: red; }\n"), ("css/zz.css", ".a { inset: 0; }\n")])
def test_the_lint_refuses_what_chromium_86_does_not_know(tmp_path: Path, name: str, text: str) -> None:
    if shutil.which("npm") is None:
        pytest.skip("no npm on this machine: tests/browser/install")
    (tmp_path / "js").mkdir()
    (tmp_path / "css").mkdir()
    (tmp_path / "js" / "fine.js").write_text("export const fine = 1;\n")
    (tmp_path / "css" / "fine.css").write_text(".fine { color: red; }\n")
    (tmp_path / name).write_text(text)
    done = subprocess.run([LINT, tmp_path], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "zz." in done.stdout + done.stderr


def imported(path: Path) -> set[Path]:
    """A module and all that it imports, by way of others too."""
    found, waiting = set(), [path]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            named = re.findall(r'^import [^;]*? from "(\.[^"]+)";', here.read_text(encoding="utf-8"), re.MULTILINE)
            waiting += [(here.parent / one).resolve() for one in named]
    return found


def test_what_the_first_view_needs_is_asked_for_at_once() -> None:
    """Without this the browser finds out module by module: five steps, one after the other."""
    js = EXPLORER / "js"
    needed = imported(js / "main.js") | imported(js / "views" / "today.js") | imported(js / "views" / "warnings.js")
    needed = (needed | {js / "words" / "zh-CN.js"}) - {js / "main.js"}
    told = re.findall(r'<link rel="modulepreload" href="([^"]+)">', (EXPLORER / "index.html").read_text("utf-8"))
    assert told == sorted(str(path.relative_to(EXPLORER)) for path in needed)

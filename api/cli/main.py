"""The ``qinqing`` command: global options, the groups of commands, and the one place where errors become lines."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from api import errors
from api.cli import (
    accounts,
    checking,
    context,
    deciding,
    keeping,
    loading,
    people,
    planning,
    registers,
    relations,
    scheduling,
    serving,
    sweeping,
    usage,
    workspace,
)

_GLOBAL = ("--home", "--store")
_GROUPS = ("kin", "rules")


def application(word: str | None = None) -> typer.Typer:
    """The whole command line; given the command's ``word``, without the groups that it does not name.

    The groups bring libraries along: a kin word must not wait for those of the rules.
    """
    app = typer.Typer(
        name="qinqing", help="亲清图谱：部门数据 → 亲属与资金图谱 → 核查线索", no_args_is_help=True,
        add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_options)
    for module in (loading, sweeping, deciding, planning, registers, checking, relations, people, accounts, serving,
                   scheduling, keeping, workspace):
        module.register(app)
    for name in _GROUPS:
        if word in (name, None):
            app.add_typer(import_module(f"api.cli.{name}").app, name=name)
    return app


def _options(
    home: Annotated[Path | None, typer.Option(
        help="工作区文件夹（默认 $QINQING_HOME，再默认 ./qinqing-data）")] = None,
    store: Annotated[str | None, typer.Option(
        help="图存放处，如 ladybug:///文件夹（默认 $QINQING_STORE，再默认工作区的 graph/）")] = None,
) -> None:
    context.choose(home, store)


def run(arguments: Sequence[str]) -> int:
    """Runs one command; returns its exit code and prints at most one line about an error."""
    return errors.guarded(lambda: _invoke(_hoist(list(arguments))), lambda: context.settings().home)


def main() -> None:
    """Entry point of the installed command."""
    sys.exit(run(sys.argv[1:]))


def _invoke(arguments: list[str]) -> int:
    try:
        code = application(_word(arguments))(args=arguments, prog_name="qinqing", standalone_mode=False)
    except TyperException as error:
        message = error.format_message()
        if "\n" in message:  # the help page of a group called without a command
            errors.say(message)
        else:
            errors.say(f"用法有误：{usage.in_chinese(message)}（加 --help 查看用法）")
        return errors.WRONG_USE
    if code == errors.INTERRUPTED:
        raise KeyboardInterrupt
    return code if isinstance(code, int) else errors.DONE


def _word(arguments: list[str]) -> str | None:
    """The command's name on a hoisted line; None where there is none, or only ``--help``."""
    rest = iter(arguments)
    for argument in rest:
        if argument in _GLOBAL:
            next(rest, None)
        elif not argument.startswith("-"):
            return argument
    return None


def _hoist(arguments: list[str]) -> list[str]:
    """Puts the global options first, so that they may stand anywhere on the line."""
    first: list[str] = []
    rest: list[str] = []
    position = 0
    while position < len(arguments):
        word = arguments[position]
        if word == "--":
            rest += arguments[position:]
            break
        if word in _GLOBAL:
            first += arguments[position:position + 2]
            position += 2
            continue
        (first if word.startswith(tuple(f"{name}=" for name in _GLOBAL)) else rest).append(word)
        position += 1
    return first + rest

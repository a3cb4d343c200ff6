"""How a command ends: exit codes, and one clear Chinese line instead of a traceback.

0 done · 1 done with findings of the kind asked to fail on · 2 wrong use or unreadable input ·
3 a service is not reachable · 4 a bug of this program · 130 stopped by the user.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from graph.errors import InputError, QinqingError

DONE = 0
FINDINGS = 1
WRONG_USE = 2
UNREACHABLE = 3
BUG = 4
INTERRUPTED = 130


class WorkspaceMissing(InputError):
    """There is no workspace where the command looked for one."""


class KeyMissing(InputError):
    """``pseudonym.key`` or ``vault.key`` is gone while data made with it is there."""


class KeyWrong(InputError):
    """A key is there but is not the one this workspace was made with."""


class ArchiveDamaged(InputError):
    """A file kept in ``sources/`` cannot be opened any more."""


class DatabaseUnavailable(QinqingError):
    """The casework database cannot be opened."""

    exit_code = 3


class MoveRefused(InputError):
    """A warning or complaint cannot go this way from where it stands; says which ways are open."""


class Stale(InputError):
    """Somebody else changed the record since it was read; read it again and decide anew."""


class Busy(InputError):
    """Somebody else is at the one thing that only one may do at a time; says who."""


class Forbidden(InputError):
    """This person may not do this here: separation of duties, or a decision that needs a second one."""


class RecordsNewer(InputError):
    """The casework database was written by a newer version of this program."""


def say(message: str) -> None:
    """One line to the person at the screen, on stderr, so that stdout stays for results."""
    print(message, file=sys.stderr, flush=True)  # noqa: T201


def guarded(command: Callable[[], int], log_folder: Callable[[], Path]) -> int:
    """Runs ``command`` and returns its exit code; every error becomes one Chinese line.

    ``log_folder`` is asked only for an unexpected error, whose traceback goes to ``qinqing.log`` there.
    """
    try:
        return command()
    except QinqingError as error:
        say(f"错误：{one_line(error)}")
        return error.exit_code
    except KeyboardInterrupt:
        say("已中断。未完成的载入不会生效，下一条命令会自行清理。")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing is wrong, and Python must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        say(f"错误：{os_error_line(error)}")
        return WRONG_USE
    except Exception as error:  # the last fence: a bug must not print a traceback either
        return _unexpected(error, log_folder)


def _unexpected(error: Exception, log_folder: Callable[[], Path]) -> int:
    if refused := _database_line(error):
        say(f"错误：{refused}")
        return UNREACHABLE
    where = _write_log(log_folder)
    say(f"程序内部错误（{type(error).__name__}），详情已写入 {where}；请把该日志交给维护人员。")
    return BUG


def one_line(error: BaseException) -> str:
    """The sentence of an error on one line."""
    return " ".join(str(error).split()) or type(error).__name__


def os_error_line(error: OSError) -> str:
    """What the operating system refused, where, and what to do."""
    known = {
        "FileNotFoundError": "找不到文件或文件夹",
        "PermissionError": "没有读写权限",
        "IsADirectoryError": "这是文件夹，需要的是文件",
        "NotADirectoryError": "路径中有一段不是文件夹",
        "FileExistsError": "文件已存在",
    }
    reason = known.get(type(error).__name__, "磁盘已满，请清理后重试" if error.errno == 28 else "")
    where = f"：{error.filename}" if error.filename else ""
    return (reason or f"系统拒绝了操作（{error.strerror or error}）") + where


def _database_line(error: Exception) -> str | None:
    """What the database could not do for want of room, rights or a line to it; None for anything else."""
    cause = getattr(error, "orig", None)
    state = getattr(cause, "sqlstate", None)
    if state is not None or type(cause).__module__.startswith("psycopg"):
        return _server_line(state)
    code = getattr(cause, "sqlite_errorcode", None)
    known = {8: "业务数据库不能写入；请检查工作区的文件权限", 10: "业务数据库读写失败；请检查磁盘是否已满或损坏",
             13: "磁盘已满，业务数据库没有写成；请清理后重试", 14: "业务数据库打不开；请检查文件权限和磁盘空间"}
    return None if code is None else known.get(code & 0xFF)


def _server_line(state: str | None) -> str | None:
    """The same of PostgreSQL, by the class of its SQLSTATE; none at all means that the line broke."""
    known = {"08": "业务数据库连不上；请检查数据库服务和网络", "40": "与他人同时写入，这一步没有写成；请重试",
             "53": "业务数据库磁盘或连接已满；请联系数据库管理员", "57": "业务数据库正在停止或重启；请稍后重试"}
    return known["08"] if state is None else known.get(state[:2])


def _write_log(log_folder: Callable[[], Path]) -> str:
    """Appends the traceback to the log without source values; says where it is."""
    text = "".join(traceback.format_exc())
    try:
        path = log_folder() / "qinqing.log"
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as file:
            file.write(text + "\n")
    except (OSError, QinqingError):
        return "（日志也写不进去，请检查磁盘和权限）"
    return str(path)

"""``retract`` and ``release``: taking a file back, letting a held one in."""

from __future__ import annotations

from typing import Any

from api.errors import say
from api.jobs import versions
from api.jobs.loading import write_county_file
from api.jobs.progress import Progress, silent
from api.records import files
from api.records.journal import Draft
from api.wiring import Workspace
from graph.errors import InputError, NotFound

_WAYS = ("part", "replace")


def retract(workspace: Workspace, name_or_hash: str, *, progress: Progress = silent) -> tuple[str, str | None]:
    """Takes back every fact that stands on that file alone; a held file is dropped.

    Returns the file's name and the new data version (None when only a held file was dropped). Raises NotFound,
    InputError for a name that fits several files.
    """
    with workspace.lock():
        _mend(workspace)
        state = versions.state_now(workspace)
        row = _one(workspace, name_or_hash, ("loaded", "replaced", "held"), "撤回")
        sha256 = row["sha256"]
        draft = Draft("retract", {"name": row["name"]}, sha256)
        if sha256 in state.held:
            workspace.journal.append([draft], version=None, state="done")
            versions.refresh_files(workspace)
            return row["name"], None
        version, _ = versions.apply(workspace, [draft], progress=progress)
        write_county_file(workspace, versions.state_now(workspace))
        return row["name"], version


def release(workspace: Workspace, name_or_hash: str, how: str | None, *,
            progress: Progress = silent) -> tuple[str, str]:
    """Lets a held file in: beside the earlier file of its slot (``part``) or in its place (``replace``).

    Returns the file's name and the new data version. Raises NotFound, InputError.
    """
    if how not in _WAYS:
        raise InputError("请说明怎样放行：--as part（与先前的文件并存）或 --as replace（取代先前的文件）")
    with workspace.lock():
        _mend(workspace)
        row = _one(workspace, name_or_hash, ("held",), "放行")
        draft = Draft("release", {"name": row["name"], "as": how}, row["sha256"])
        version, _ = versions.apply(workspace, [draft], progress=progress)
        return row["name"], version


def _mend(workspace: Workspace) -> None:
    for line in versions.mend(workspace):
        say(line)


def _one(workspace: Workspace, name_or_hash: str, outcomes: tuple[str, ...], verb: str) -> Any:
    found = files.find(workspace.engine, name_or_hash)
    fitting = [row for row in found if row["outcome"] in outcomes]
    if not found:
        raise NotFound(f"没有载入过名为或哈希为 {name_or_hash} 的文件；文件名和哈希见 qinqing load 的报告")
    if not fitting:
        words = {"loaded": "已载入", "replaced": "已被取代", "held": "待定", "rejected": "被拒收",
                 "retracted": "已撤回"}
        raise InputError(f"{name_or_hash} 现在的状态是{words[found[0]['outcome']]}，不能{verb}")
    if len(fitting) > 1:
        listed = "、".join(f"{row['name']}（{row['sha256'][:12]}）" for row in fitting)
        raise InputError(f"{name_or_hash} 对应 {len(fitting)} 个文件：{listed}；请改用哈希指明")
    return fitting[0]

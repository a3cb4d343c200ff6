"""``publish``: a folder for the public, with a manifest of what is in it."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from api.casework import publishing
from api.wiring import Workspace
from graph.errors import InputError


def publish(workspace: Workspace, folder: Path) -> dict[str, Any]:
    """Writes the page, the tables and the manifest into a new or empty folder; returns the manifest.

    Raises InputError for a folder that holds something, StoreUnavailable before the first load.
    """
    if folder.exists() and any(folder.iterdir()):
        raise InputError(f"{folder} 不是空的；请换一个新文件夹，以免旧内容一并公开")
    with workspace.store.reader() as reader, workspace.engine.connect() as connection:
        tables = [publishing.payments(reader), publishing.results(connection)]
        version = workspace.store.current()
    workspace.audit.note("publish", folder.name, results=sum(len(t.rows) for t in tables))
    folder.mkdir(parents=True, exist_ok=True)
    contents = {f"{table.name}.csv": table.csv() for table in tables}
    contents["index.html"] = publishing.page("惠民资金公开", tables).encode()
    manifest: dict[str, Any] = {
        "made": datetime.now(UTC).isoformat(timespec="seconds"), "data_version": version,
        "suppressed": sum(table.suppressed for table in tables),
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()}}
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return manifest

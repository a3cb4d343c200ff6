"""``serve``: the web service."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated

import typer

from api.cli import context
from api.errors import DONE, say


def register(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    app.command("serve")(serve)


def serve(
    host: Annotated[str, typer.Option(help="在哪个地址上听；默认只给本机")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="端口")] = 8765,
    https: Annotated[bool, typer.Option("--https", help="前面有 https 代理：登录凭据只走 https")] = False,
) -> int:
    """网页和接口服务；上传、清册核查和比对在其中排队办理。Ctrl+C 停止。"""
    # By name: command line and web are neighbours and know nothing of each other.
    run = import_module("api.web.serving").run
    with context.workspace() as workspace:
        say(f"服务在 http://{host}:{port}/ ；接口说明 http://{host}:{port}/api/v1/docs ；Ctrl+C 停止")
        run(workspace, host=host, port=port, secure_cookie=https)
    return DONE

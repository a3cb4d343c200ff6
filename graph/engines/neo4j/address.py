"""Where the server is and who asks: the address from the setting, user and password from the environment or a file.

A password never stands in an address or on a command line: both can be read by every user of the machine.
"""

from __future__ import annotations

import os
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from graph.errors import InputError, StoreUnavailable

USER, PASSWORD, PASSWORD_FILE = "QINQING_STORE_USER", "QINQING_STORE_PASSWORD", "QINQING_STORE_PASSWORD_FILE"
CERTIFICATE = "QINQING_STORE_CERTIFICATE"
IMPORT = "QINQING_STORE_IMPORT"


@dataclass(frozen=True, slots=True)
class Address:
    """A server, a database on it (None = its default) and the credentials.

    ``certificate``: file of the certificate to trust, for a server with one of its own.
    ``importer``: program that makes CSV files the graph on the server's machine (``neo4j-conf/import``).
    """

    url: str
    database: str | None
    user: str
    password: str = field(repr=False)
    certificate: Path | None = None
    importer: Path | None = None


def read_address(url: str, environment: Mapping[str, str] | None = None) -> Address:
    """The address in ``url`` (``neo4j://host:7687`` or ``neo4j://host:7687/database``) with its credentials.

    Raises InputError for an address with a password, an unknown part, or without a host, and for a certificate that
    is none; StoreUnavailable when the password is missing.
    """
    env = os.environ if environment is None else environment
    parts = urlsplit(url)
    if parts.username or parts.password:
        raise InputError(f"图库地址里不要写用户名和密码（别人能看到）；请用 ${USER} 和 ${PASSWORD}")
    if not parts.hostname or parts.query or parts.fragment or parts.path.count("/") > 1:
        raise InputError(f"图库地址写法不对：{url}；应为 neo4j://主机:7687 或 neo4j://主机:7687/数据库")
    certificate, importer = _certificate(env), env.get(IMPORT)
    if certificate and parts.scheme.endswith("+ssc"):
        raise InputError(f"地址写的 {parts.scheme}:// 不核对证书，而 ${CERTIFICATE} 指定了要核对的证书；"
                         "请把地址改为 neo4j+s://，或去掉这个变量")
    return Address(f"{parts.scheme}://{parts.netloc}", parts.path.strip("/") or None, env.get(USER) or "neo4j",
                   _password(env), certificate, Path(importer) if importer else None)


def _certificate(env: Mapping[str, str]) -> Path | None:
    if not (path := env.get(CERTIFICATE)):
        return None
    try:
        ssl.create_default_context(cafile=path)
    except OSError as error:
        raise InputError(f"证书文件 {path} 打不开，或不是 PEM 格式的证书；请检查 ${CERTIFICATE}") from error
    return Path(path)


def _password(env: Mapping[str, str]) -> str:
    if password := env.get(PASSWORD):
        return password
    if not (path := env.get(PASSWORD_FILE)):
        raise StoreUnavailable(f"没有 Neo4j 的密码；请设置 ${PASSWORD}，或用 ${PASSWORD_FILE} 指明存放密码的文件")
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise StoreUnavailable(f"读不到密码文件 {path}（{error.strerror}）") from error

"""The two secret keys of a workspace: made once, mode 0600, never in a database or an ordinary backup."""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from api.errors import KeyMissing, KeyWrong

SIZE = 32


def make_key(path: Path) -> bytes:
    """Makes a key file of 32 random bytes in hexadecimal, mode 0600; refuses to overwrite one."""
    key = secrets.token_bytes(SIZE)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        os.fchmod(file.fileno(), 0o600)  # whatever the umask says
        file.write(key.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(temporary, path)  # unlike a rename it never replaces a key that is there
    finally:
        temporary.unlink()
    return key


def read_key(path: Path) -> bytes:
    """The key in ``path``.

    Raises KeyMissing when the file is gone, KeyWrong when it does not hold 64 hexadecimal digits.
    """
    try:
        text = path.read_text(encoding="ascii").strip()
    except FileNotFoundError as error:
        raise KeyMissing(f"缺少密钥文件 {path}；请从密钥备份中恢复后重试，不要新建") from error
    except UnicodeDecodeError as error:
        raise KeyWrong(f"密钥文件 {path} 的内容不是密钥；请从密钥备份中恢复") from error
    if len(text) != 2 * SIZE or any(c not in "0123456789abcdef" for c in text):
        raise KeyWrong(f"密钥文件 {path} 的内容不是密钥（应为 64 位十六进制）；请从密钥备份中恢复")
    return bytes.fromhex(text)


def fingerprint(key: bytes) -> str:
    """Sixteen hexadecimal digits that name a key without telling it."""
    return hashlib.sha256(b"qinqing key fingerprint\0" + key).hexdigest()[:16]


def subkey(key: bytes, purpose: str) -> bytes:
    """A key for one purpose, derived by HKDF-SHA256 (RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=SIZE, salt=None, info=b"qinqing " + purpose.encode()).derive(key)


def open_to_others(path: Path) -> bool:
    """Whether anyone but the owner may read the file."""
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)

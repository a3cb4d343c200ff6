"""Short secret texts in the database: what a complaint says, who reported it, how a file was named.

AES-256-GCM under a subkey of the vault key for one purpose; what the text belongs to is bound to it, so that two
rows cannot be exchanged.
"""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from api.errors import KeyWrong
from api.records.keys import subkey

_NONCE = 12


class Sealer:
    """Seals and opens texts of one purpose."""

    def __init__(self, vault_key: bytes, purpose: str) -> None:
        """``purpose`` keeps the keys of different kinds of text apart."""
        self._cipher = AESGCM(subkey(vault_key, purpose))

    def seal(self, text: str, owner: str) -> bytes:
        """Nonce and ciphertext of a text that belongs to ``owner``."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, text.encode(), owner.encode())

    def open(self, sealed: bytes, owner: str) -> str:
        """The text. Raises KeyWrong: another key, another owner, or a changed row."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], owner.encode()).decode()
        except InvalidTag as error:
            raise KeyWrong(f"{owner} 的加密内容打不开：vault.key 不对，或记录被改动；请从备份恢复") from error

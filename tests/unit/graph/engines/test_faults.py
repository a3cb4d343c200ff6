import errno

import pytest

from graph.engines.ladybug.faults import translate, translate_os
from graph.errors import (
    ConstraintViolated,
    QueryInvalid,
    QueryTimeout,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreUnavailable,
)


@pytest.mark.parametrize(("message", "kind"), [
    ("Interrupted.", QueryTimeout),
    ("Runtime exception: Found duplicated primary key value x, which violates", ConstraintViolated),
    ("Copy exception: Found duplicated primary key value x", ConstraintViolated),
    ("Copy exception: Unable to find primary key value x.", ConstraintViolated),
    ("Runtime exception: Cannot read checkpoint record", StoreDamaged),
    ("Runtime exception: Unable to open database. The file is not a valid Lbug database file!", StoreDamaged),
    ("Storage exception: Checksum verification failed, the WAL file is corrupted.", StoreDamaged),
    ("IO exception: Could not set lock on file : x", StoreUnavailable),
    ("IO exception: Cannot write to file. path: x. Error: No space left on device", StoreFull),
    ("Transaction committed successfully, but the post-commit checkpoint failed. x", StoreFull),
    ("Parser exception: Invalid input <x>", QueryInvalid),
    ("Binder exception: Table X does not exist.", QueryInvalid),
    ("Catalog exception: function F does not exist.", QueryInvalid),
    ("Something nobody has seen", StoreError),
])
def test_the_driver_s_leading_words_decide_the_error_and_stay_out_of_its_sentence(
    message: str, kind: type[StoreError]
) -> None:
    error = translate(RuntimeError(message))
    assert type(error) is kind
    assert not set(message.split()) & set(str(error).split())


@pytest.mark.parametrize(("code", "kind"), [
    (errno.ENOSPC, StoreFull), (errno.EDQUOT, StoreFull), (errno.EFBIG, StoreFull), (errno.EACCES, StoreUnavailable),
])
def test_the_system_s_error_number_decides(code: int, kind: type[StoreError]) -> None:
    assert type(translate_os(OSError(code, "words", "file"))) is kind

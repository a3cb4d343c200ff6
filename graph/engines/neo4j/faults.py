"""Neo4j's errors as the few errors of this project: by class and code of the driver, never by the words of a message.

The message may quote data, so it travels as ``__cause__`` and never in the sentence for people.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator

from neo4j.exceptions import (
    CertificateConfigurationError,
    ConfigurationError,
    ConstraintError,
    CypherSyntaxError,
    CypherTypeError,
    DriverError,
    ServiceUnavailable,
    SessionExpired,
    UnsupportedServerProduct,
)

from graph.errors import (
    ConstraintViolated,
    InputError,
    QinqingError,
    QueryInvalid,
    QueryTimeout,
    StoreError,
    StoreFull,
    StoreUnavailable,
)

OUT_OF_MEMORY = "Neo.TransientError.General.MemoryPoolOutOfMemoryError"
NO_TRANSACTION_MEMORY = "Neo.TransientError.General.TransactionMemoryLimit"
READ_ONLY = ("Neo.ClientError.General.ForbiddenOnReadOnlyDatabase",
             "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase")
HOPELESS = (OUT_OF_MEMORY, NO_TRANSACTION_MEMORY, *READ_ONLY)
"""Codes that the driver would repeat a transaction for, and that stay as they are."""
_FULL = "Neo4j 所在的磁盘空间不足，不能再写入。请在服务器上腾出空间，重新启动 Neo4j，再执行一次；已确认的数据不会丢失"
_MEMORY = "Neo4j 的内存不够完成这一步；请缩小范围，或在 neo4j.conf 里加大内存"
_CERTIFICATE = ("Neo4j（{where}）的证书没有通过核对；请把服务器的证书文件写进 $QINQING_STORE_CERTIFICATE，"
                "地址里的主机名要与证书上的一致")
_TABLE: tuple[tuple[str, type[StoreError], str], ...] = (
    ("Neo.ClientError.Security.AuthenticationRateLimit", StoreUnavailable,
     "密码连续输错，Neo4j 暂时不接受登录；请核对 $QINQING_STORE_USER 和 $QINQING_STORE_PASSWORD，过几秒再试"),
    ("Neo.ClientError.Security.CredentialsExpired", StoreUnavailable, "Neo4j 要求先修改初始密码；请修改后再试"),
    ("Neo.ClientError.Security", StoreUnavailable,
     "Neo4j 不接受这个用户名或密码；请核对 $QINQING_STORE_USER 和 $QINQING_STORE_PASSWORD（或 …_PASSWORD_FILE）"),
    ("Neo.ClientError.Database.DatabaseNotFound", StoreUnavailable, "Neo4j 里没有地址所写的数据库"),
    *((code, StoreUnavailable, "Neo4j 的数据库是只读的，不能装载；请让管理员改为可写，或换一台主库")
      for code in READ_ONLY),
    ("Neo.ClientError.Cluster.NotALeader", StoreUnavailable,
     "这台 Neo4j 是只读副本，不能装载；地址请写 neo4j:// 开头，由驱动找到主库"),
    ("Neo.ClientError.Transaction.TransactionTimedOut", QueryTimeout, "查询超过了允许的时间，已中断"),
    ("Neo.ClientError.Transaction.LockClientStopped", QueryTimeout, "查询已中断"),
    ("Neo.TransientError.Transaction.Terminated", QueryTimeout, "查询已被中断"),
    ("Neo.ClientError.Transaction.Terminated", QueryTimeout, "查询已被中断"),
    ("Neo.ClientError.Schema.ConstraintValidationFailed", ConstraintViolated, "要写入的节点里有重复的编号"),
    ("Neo.ClientError.Statement.SyntaxError", QueryInvalid, "查询语句有语法错误"),
    ("Neo.ClientError.Statement.AccessMode", QueryInvalid, "只读查询里不能写入"),
    ("Neo.ClientError.Statement.ParameterMissing", QueryInvalid, "查询语句缺少参数"),
    ("Neo.ClientError.Statement", QueryInvalid, "查询语句执行时出错"),
    ("Neo.ClientError.Procedure", QueryInvalid, "查询语句用了不能用的过程"),
    (OUT_OF_MEMORY, StoreError, _MEMORY),
    (NO_TRANSACTION_MEMORY, StoreError, _MEMORY),
    ("Neo.DatabaseError.Transaction.TransactionLogError", StoreFull, _FULL),
    ("Neo.DatabaseError.Transaction.TransactionStartFailed", StoreFull, _FULL),
    ("Neo.DatabaseError.Transaction.TransactionCommitFailed", StoreFull, _FULL),
    ("Neo.TransientError", StoreUnavailable, "Neo4j 正忙，重试后仍没有完成；请稍后再试"),
    ("Neo.DatabaseError", StoreUnavailable, "Neo4j 内部出错；请查看服务器的日志 neo4j.log"),
)
_CLASSES: tuple[tuple[tuple[type[Exception], ...], type[QinqingError], str], ...] = (
    ((CypherSyntaxError, CypherTypeError), QueryInvalid, "查询语句有语法错误或类型不符"),
    ((ConstraintError,), ConstraintViolated, "要写入的节点里有重复的编号"),
    ((UnsupportedServerProduct,), StoreUnavailable,
     "{where} 上的服务器不是本程序能用的 Neo4j；需要 Neo4j 5.26 或更新版本"),
    ((CertificateConfigurationError, ConfigurationError), InputError, "图库地址或证书设置不对：{where}"),
    ((ServiceUnavailable, SessionExpired, DriverError, OSError), StoreUnavailable,
     "连不上 Neo4j（{where}）；请确认服务器已启动、地址和端口正确；只接受加密连接的服务器，地址以 neo4j+s:// 开头"),
    ((ValueError, OverflowError, TypeError), QueryInvalid, "查询参数里有 Neo4j 不能存放的值"),
)


def translate(error: Exception, where: str) -> QinqingError:
    """The error to raise ``from`` the driver's one; ``where`` is the address without credentials."""
    if isinstance(error, QinqingError):
        return error
    if any(isinstance(cause, ssl.SSLError) for cause in _causes(error)):
        return StoreUnavailable(_CERTIFICATE.format(where=where))
    for classes, kind, sentence in _CLASSES:
        if isinstance(error, classes):
            return kind(sentence.format(where=where))
    return _by_code(str(getattr(error, "code", "") or ""))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what led to it, through groups too: `neo4j://` gathers those of all routers."""
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            for one in error.exceptions:
                yield from _causes(one)
        error = error.__cause__ or error.__context__


def _by_code(code: str) -> StoreError:
    for leading, kind, sentence in _TABLE:
        if code.startswith(leading):
            return kind(sentence)
    return StoreError(f"Neo4j 报告了未归类的错误（{code or '没有代码'}）")

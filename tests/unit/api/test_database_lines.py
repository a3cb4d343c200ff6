import pytest
import sqlalchemy as sa

from api.errors import UNREACHABLE, guarded


class Cause(Exception):
    def __init__(self, sqlstate):
        self.sqlstate = sqlstate


@pytest.mark.parametrize(("state", "words"), [
    ("40P01", "请重试"), ("53100", "已满"), ("57P01", "重启"), ("08006", "连不上")])
def test_what_a_server_could_not_do_is_one_line_with_what_to_do(tmp_path, capsys, state, words):
    def command() -> int:
        raise sa.exc.OperationalError("SELECT 1", {}, Cause(state))

    assert guarded(command, lambda: tmp_path) == UNREACHABLE
    assert words in capsys.readouterr().err
    assert not list(tmp_path.iterdir())

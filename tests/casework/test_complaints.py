"""Complaints: intake, clock, duplicates, answer, result by two persons, evidence of its own kind."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from api.casework import complaint_cases
from api.casework.clock import pending, tick
from api.casework.complaint_texts import check_publishable
from api.casework.complaints import Given, Intake, Register, get, history, link, listed, move
from api.casework.listing import news
from api.casework.verification import gaps
from api.errors import Forbidden, MoveRefused, Stale
from api.records.case_tables import complaints
from api.records.database import writing
from api.records.sealing import Sealer
from api.records.tables import audit
from graph.errors import InputError, NotFound

from .office import (
    ADMINISTRATOR,
    CHECKER,
    CLOSER,
    COMMISSION,
    KEY,
    OFFICE,
    TERMS,
    act,
    at,
    finding,
    row,
    sweep,
    to_closing,
)

VILLAGE = "371699101201"
VAULT = bytes(32)
REGISTER = Register(Sealer(VAULT, "complaint"), Sealer(VAULT, "reporter"), VAULT)
RECEIVED = datetime(2026, 3, 2, 2, tzinfo=UTC)


def taken_in(engine, *, text="村主任的弟弟领了低保", reporter="李四 13800001234", objects=(("person", "p" + "1" * 24),),
             **more):
    item = Intake(**{"channel": "hotline", "matter": "低保", "received_at": RECEIVED, "territory": VILLAGE,
                     "text": text, "reporter": reporter, "objects": objects, **more})
    with writing(engine).begin() as connection:
        return REGISTER.take_in(connection, COMMISSION, item, TERMS)


def step(engine, actor, number, action, *, reason="办理", edit=None, **given):
    with writing(engine).begin() as connection:
        return move(connection, actor, number, action, reason=reason, given=Given(**given), edit=edit,
                    today=date(2026, 3, 10))


def test_a_complaint_gets_its_number_and_its_clock_from_the_day_of_receipt(engine):
    got = taken_in(engine)
    assert (got.number, got.status, got.received_on) == ("371699-2026-00001", "received", date(2026, 3, 2))
    assert (got.accept_by, got.answer_by, got.anonymous) == (date(2026, 3, 9), date(2026, 3, 23), False)


def test_warnings_and_complaints_share_one_sequence(engine):
    sweep(engine, finding())
    assert taken_in(engine).number == "371699-2026-00002"


def test_a_complaint_goes_from_receipt_to_closing_by_two_persons(engine):
    number = taken_in(engine).number
    step(engine, OFFICE, number, "accept", unit="第三纪检监察室", handler="lin")
    step(engine, OFFICE, number, "answer")
    step(engine, OFFICE, number, "draft", text="经查，反映的低保问题部分属实，已责令整改。")
    with pytest.raises(Forbidden, match="另一人"):
        step(engine, OFFICE, number, "approve")
    with pytest.raises(MoveRefused, match="第二人"):
        step(engine, COMMISSION, number, "close")
    step(engine, COMMISSION, number, "approve")
    done = step(engine, COMMISSION, number, "close")
    assert (done.status, done.approved_by, done.answered_on) == ("closed", "chen", date(2026, 3, 10))
    with engine.connect() as connection:
        assert [e["action"] for e in history(connection, number)] == [
            "received", "accept", "answer", "draft", "approve", "close"]
        assert connection.execute(sa.select(sa.func.count()).select_from(audit)).scalar() == 6


def test_a_new_draft_needs_a_new_approval(engine):
    number = taken_in(engine).number
    step(engine, OFFICE, number, "accept", unit="三室")
    step(engine, OFFICE, number, "answer")
    step(engine, OFFICE, number, "draft", text="属实")
    step(engine, COMMISSION, number, "approve")
    assert step(engine, OFFICE, number, "draft", text="不属实").approved_by is None


@pytest.mark.parametrize(("status", "action"), [
    ("received", "answer"), ("received", "close"), ("received", "approve"), ("transferred", "accept"),
    ("closed", "answer"), ("joined", "accept"), ("received", "link"), ("received", "burn")])
def test_a_step_outside_the_table_is_refused(engine, status, action):
    number = taken_in(engine).number
    with engine.begin() as connection:
        connection.execute(sa.update(complaints).values(status=status))
    with pytest.raises(MoveRefused, match="可以"):
        step(engine, COMMISSION, number, action)


def test_the_same_object_and_matter_is_joined_and_each_reporter_is_answered(engine):
    first, second = taken_in(engine), taken_in(engine, reporter="王五", matter="低 保")
    assert (second.status, second.joined_into) == ("joined", first.number)
    step(engine, OFFICE, first.number, "accept", unit="三室")
    step(engine, OFFICE, first.number, "answer")
    step(engine, OFFICE, first.number, "draft", text="属实")
    step(engine, COMMISSION, first.number, "approve")
    with pytest.raises(MoveRefused, match=second.number):
        step(engine, COMMISSION, first.number, "close")
    step(engine, OFFICE, second.number, "answer")
    assert step(engine, COMMISSION, first.number, "close").status == "closed"


def test_another_matter_or_a_matter_that_is_closed_is_a_new_complaint(engine):
    first = taken_in(engine)
    assert taken_in(engine, matter="土地").joined_into is None
    assert taken_in(engine, objects=(("payment", "x1"),)).joined_into is None
    step(engine, OFFICE, first.number, "transfer", unit="信访局", reason="不属受理范围")
    assert taken_in(engine).joined_into is None


def test_text_and_reporter_stand_nowhere_in_clear_and_apart(engine, tmp_path: Path):
    number = taken_in(engine).number
    with engine.connect() as connection:
        stored = connection.execute(sa.select(complaints)).mappings().one()
        assert REGISTER.read(connection, number) == "村主任的弟弟领了低保"
    everything = repr(dict(stored)).encode() + stored["content"] + stored["reporter"]
    assert not any(word.encode() in everything for word in ("李四", "13800001234", "弟弟"))
    other = Register(Sealer(VAULT, "reporter"), Sealer(VAULT, "complaint"), VAULT)
    with engine.connect() as connection, pytest.raises(Exception, match="打不开"):
        other.read(connection, number)


def test_the_reporter_is_shown_to_the_county_commission_only_and_logged(engine):
    number = taken_in(engine).number
    with writing(engine).begin() as connection:
        with pytest.raises(Forbidden, match="县纪委"):
            REGISTER.reporter(connection, CHECKER, number, reason="回访")
        with pytest.raises(InputError, match="理由"):
            REGISTER.reporter(connection, COMMISSION, number, reason=" ")
        assert REGISTER.reporter(connection, COMMISSION, number, reason="回访") == "李四 13800001234"
    with engine.connect() as connection:
        actions = connection.execute(sa.select(audit.c.action).order_by(audit.c.seq)).scalars().all()
    assert actions == ["complaint", "reporter"]


def test_an_anonymous_complaint_is_taken_too(engine):
    got = taken_in(engine, reporter=None)
    with writing(engine).begin() as connection:
        assert REGISTER.reporter(connection, COMMISSION, got.number, reason="回访") is None
    assert got.anonymous


@pytest.mark.parametrize(("more", "words"), [
    ({"channel": "pigeon"}, "渠道"), ({"text": " "}, "空的"), ({"matter": ""}, "事项"),
    ({"objects": (("cat", "x"),)}, "对象")])
def test_an_unreadable_intake_says_what_is_wrong(engine, more, words):
    with pytest.raises(InputError, match=words):
        taken_in(engine, **more)


@pytest.mark.parametrize("text", [
    "", "身份证 371621197003040011", "户主 371621********0012", "卡号 6228480402564890018", "电话 138 0000 1234",
    "旧证 371621700304001"])
def test_a_public_text_with_a_number_of_a_person_is_refused(text):
    with pytest.raises(InputError):
        check_publishable(text)


def test_a_public_text_may_name_amounts_years_and_article_numbers():
    check_publishable("2024年发放的12000.50元中，1800元已追回，依据条例第124条，涉及2023—2024年度。")


def test_a_complaint_about_a_dismissed_warning_reopens_it_once(engine):
    sweep(engine, finding())
    act(engine, OFFICE, "dismiss", code="F02")
    one, two = taken_in(engine), taken_in(engine, matter="账户")
    with writing(engine).begin() as connection:
        assert complaint_cases.join(connection, COMMISSION, one.number, KEY).status == "reopened"
    assert news(engine, KEY) == ["seen:complaint"]
    act(engine, OFFICE, "dismiss", code="F02")
    with writing(engine).begin() as connection:
        assert complaint_cases.join(connection, COMMISSION, two.number, KEY).status == "dismissed"


def test_a_warning_is_not_closed_before_the_complainant_has_his_answer(engine):
    sweep(engine, finding())
    number = taken_in(engine).number
    with writing(engine).begin() as connection:
        complaint_cases.join(connection, COMMISSION, number, KEY)
    to_closing(engine)
    with engine.connect() as connection:
        assert gaps(connection, row(engine)) == [f"信访件 {number} 的举报人还没有答复"]
    step(engine, OFFICE, number, "accept", unit="三室")
    step(engine, OFFICE, number, "answer")
    assert act(engine, CLOSER, "close").status == "closed"


def test_a_complaint_that_no_rule_found_opens_a_warning_of_its_own(engine):
    number = taken_in(engine).number
    with writing(engine).begin() as connection:
        opened = complaint_cases.open_case(connection, COMMISSION, number, title="反映低保发放",
                                           names={"p" + "1" * 24: "王大山"}, place="青石镇大浦村")
        with pytest.raises(InputError, match="立过"):
            complaint_cases.open_case(connection, COMMISSION, number, title="又一次")
        assert ("warning", opened.key) in get(connection, number).links
    assert (opened.status, opened.number) == ("new", "371699-2026-00002")
    sweep(engine, finding(), name="s2")
    assert row(engine, opened.key)["withdrawn"] is False


def test_complaints_are_reminded_of_like_warnings(engine):
    taken_in(engine)
    with writing(engine).begin() as connection:
        tick(connection, ADMINISTRATOR, at(date(2026, 3, 10)))
        assert [(r.kind, r.level) for r in pending(connection)] == [("overdue", "handler"), ("overdue", "assigner")]
        assert listed(connection)[0].overdue_state == "overdue"


def test_two_people_at_once_do_not_overwrite_each_other(engine):
    got = taken_in(engine)
    step(engine, OFFICE, got.number, "accept", unit="三室", edit=got.edit)
    with pytest.raises(Stale):
        step(engine, COMMISSION, got.number, "transfer", unit="信访局", edit=got.edit)


def test_links_are_kept_once_and_only_for_what_is_known(engine):
    number = taken_in(engine).number
    with writing(engine).begin() as connection:
        link(connection, OFFICE, number, "payment", "f1")
        assert link(connection, OFFICE, number, "payment", "f1").links == (
            ("payment", "f1"), ("person", "p" + "1" * 24))
        with pytest.raises(InputError):
            link(connection, OFFICE, number, "cat", "f1")
        with pytest.raises(NotFound):
            link(connection, OFFICE, "371699-2026-99999", "payment", "f1")

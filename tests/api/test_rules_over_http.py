"""The rule catalogue over HTTP: what a rule promises and keeps, and a trial that opens nothing."""

from __future__ import annotations

import sqlalchemy as sa
from office import V1, Office

from api.casework.actors import Role
from api.jobs.uploads import DOINGS
from api.jobs.work import Worker
from api.records.tables import warnings


def test_a_rule_says_what_it_promises_what_was_measured_its_needs_and_its_cases(reading_room: Office) -> None:
    client = reading_room.person(Role.COMMISSION)
    listed = {rule["name"]: rule for rule in client.get(f"{V1}/rules").json()["data"]}
    assert listed["R01"]["hits"] > 0
    assert any(rule["precision"] for rule in listed.values())
    assert listed["R01"]["measured"] is None
    rule = client.get(f"{V1}/rules/R01").json()["rules"][0]
    assert rule["needs"]
    assert any(case.endswith("（命中）") for case in rule["cases"])
    assert any(case.endswith("（不命中）") for case in rule["cases"])


def test_a_trial_counts_what_the_sweep_found_and_opens_nothing(office: Office) -> None:
    client = office.person(Role.COMMISSION)
    assert office.person(Role.OFFICE).post(f"{V1}/rules/R01/trial").status_code == 403
    assert client.post(f"{V1}/rules/R99x/trial").status_code == 404
    with office.workspace.engine.connect() as connection:
        before = connection.execute(sa.select(warnings.c.key, warnings.c.status, warnings.c.edit)).all()
    place = client.post(f"{V1}/rules/R01/trial").json()["place"]
    assert Worker(office.workspace, DOINGS).run_next()
    told = client.get(place).json()
    assert told["state"] == "done", told
    tried = told["result"]["rules"][0]
    with office.workspace.engine.connect() as connection:
        assert connection.execute(sa.select(warnings.c.key, warnings.c.status, warnings.c.edit)).all() == before
        opened = connection.execute(sa.select(sa.func.count()).where(warnings.c.rule == "R01")).scalar()
    assert (tried["outcome"], tried["hits"], tried["known"]["warnings"]) == ("hits", opened, opened)
    assert sum(tried["tiers"].values()) == tried["hits"]
    assert sum(town["hits"] for town in tried["towns"]) >= tried["hits"]
    assert all("*" in example["title"] for example in tried["examples"])
    assert "rule-trial" in {line["action"] for line in office.audit()}

"""Who is kin to whom: closest path, time, confidence, step and sworn ties, virtual persons."""

from datetime import date

from graph.kinship.nearness import KinEdge, KinGraph, Relation, relation_between, relations_of

DAY = date(2024, 6, 1)
SEXES = {"ego": "M", "wife": "F", "father": "M", "mother": "F", "sis": "F", "son": "M"}


def parent(a: str, b: str, **more: object) -> KinEdge:
    return KinEdge("parent", a, b, key=f"p:{a}:{b}", **more)  # type: ignore[arg-type]


def spouse(a: str, b: str, **more: object) -> KinEdge:
    return KinEdge("spouse", a, b, "marriage", key=f"s:{a}:{b}", **more)  # type: ignore[arg-type]


def sibling(a: str, b: str, **more: object) -> KinEdge:
    return KinEdge("sibling", a, b, key=f"b:{a}:{b}", **more)  # type: ignore[arg-type]


def chains(relations: list[Relation]) -> dict[str, str]:
    return {relation.alter: relation.chain for relation in relations}


def test_a_family_is_read_from_one_person_outward() -> None:
    edges = [
        parent("father", "ego"), parent("mother", "ego"), parent("father", "sis"), parent("mother", "sis"),
        spouse("father", "mother"), spouse("ego", "wife"), parent("ego", "son"), parent("wife", "son"),
        sibling("wife", "bil"), spouse("bil", "bilwife"), parent("wf", "wife"), sibling("wf", "wu"),
    ]  # fmt: skip
    graph = KinGraph(SEXES | {"bil": "M", "bilwife": "F", "wf": "M", "wu": "M"}, edges)
    found = chains(relations_of(graph, "ego", on=DAY))
    assert found == {
        "father": "F", "mother": "M", "sis": "Z", "wife": "W", "son": "S",
        "bil": "WB", "bilwife": "WBW", "wf": "WF", "wu": "WFB",
    }  # fmt: skip
    assert "ego" not in found


def test_a_sibling_by_both_parents_and_by_an_edge_is_one_reading() -> None:
    edges = [parent("father", "ego"), parent("mother", "ego"), parent("father", "sis"), parent("mother", "sis")]
    graph = KinGraph(SEXES, [*edges, sibling("ego", "sis")])
    _, readings = relation_between(graph, "ego", "sis", on=DAY)
    assert [r.chain for r in readings] == ["Z"]


def test_the_other_parent_of_a_child_is_no_spouse() -> None:
    graph = KinGraph(SEXES, [parent("ego", "son"), parent("wife", "son")])
    assert relation_between(graph, "ego", "wife", on=DAY) == (None, [])


def test_a_spouses_former_spouse_is_no_kin() -> None:
    graph = KinGraph(SEXES | {"other": "M"}, [spouse("ego", "wife"), spouse("wife", "other")])
    assert chains(relations_of(graph, "ego", on=DAY)) == {"wife": "W"}


def test_the_closest_class_wins_and_all_readings_are_kept() -> None:
    # a cousin who is also the wife
    edges = [
        parent("father", "ego"), parent("gp", "father"), parent("gp", "aunt"), parent("aunt", "wife"),
        spouse("ego", "wife"),
    ]  # fmt: skip
    graph = KinGraph(SEXES | {"gp": "M", "aunt": "F"}, edges)
    winner, readings = relation_between(graph, "ego", "wife", on=DAY)
    assert winner is not None
    assert winner.chain == "W"
    assert [r.chain for r in readings] == ["W", "FZD"]


def test_divorce_ends_in_law_ties_and_death_keeps_them_marked() -> None:
    ended = {"valid_from": date(2000, 1, 1), "valid_to": date(2010, 12, 31)}
    divorced = KinGraph(
        SEXES | {"bil": "M"}, [spouse("ego", "wife", ended_by="divorce", **ended), sibling("wife", "bil")]
    )
    assert chains(relations_of(divorced, "ego", on=DAY)) == {}
    assert chains(relations_of(divorced, "ego", on=date(2010, 12, 31))) == {"wife": "W", "bil": "WB"}
    (bil,) = (r for r in relations_of(divorced, "ego") if r.alter == "bil")
    assert (bil.valid_from, bil.valid_to, bil.ended_by) == (date(2000, 1, 1), date(2010, 12, 31), "divorce")
    widowed = KinGraph(SEXES | {"bil": "M"}, [spouse("ego", "wife", ended_by="death", **ended), sibling("wife", "bil")])
    now = {r.alter: r.ended_by for r in relations_of(widowed, "ego", on=DAY)}
    assert now == {"wife": "death", "bil": "death"}
    before = {r.alter: r.ended_by for r in relations_of(widowed, "ego", on=date(2005, 1, 1))}
    assert before == {"wife": None, "bil": None}
    parts = [(r.valid_from, r.valid_to) for r in relations_of(widowed, "ego") if r.alter == "bil"]
    assert parts == [(date(2000, 1, 1), date(2010, 12, 31)), (date(2011, 1, 1), None)]


def test_a_path_holds_only_where_all_its_steps_hold() -> None:
    first = spouse("ego", "wife", valid_from=date(1990, 1, 1), valid_to=date(1999, 12, 31), ended_by="divorce")
    second = spouse("bil", "bilwife", valid_from=date(2005, 1, 1))
    graph = KinGraph(SEXES | {"bil": "M", "bilwife": "F"}, [first, sibling("wife", "bil"), second])
    assert "bilwife" not in chains(relations_of(graph, "ego"))


def test_an_ended_close_tie_does_not_hide_a_living_distant_one() -> None:
    edges = [
        spouse("ego", "wife", valid_from=date(2000, 1, 1), valid_to=date(2009, 12, 31), ended_by="divorce"),
        parent("father", "ego"), sibling("father", "uncle"), parent("uncle", "wife"),
    ]  # fmt: skip
    graph = KinGraph(SEXES | {"uncle": "M"}, edges)
    parts = [(r.chain, r.valid_from, r.valid_to) for r in relations_of(graph, "ego") if r.alter == "wife"]
    assert parts == [
        ("FBD", None, date(1999, 12, 31)),
        ("W", date(2000, 1, 1), date(2009, 12, 31)),
        ("FBD", date(2010, 1, 1), None),
    ]


def test_a_better_founded_path_stands_beside_a_weak_close_one() -> None:
    edges = [parent("ego", "x", confidence="presumed"), sibling("ego", "sis"), parent("sis", "x")]
    graph = KinGraph(SEXES | {"x": "M"}, edges)
    found = [(r.chain, r.confidence) for r in relations_of(graph, "ego", on=DAY) if r.alter == "x"]
    assert found == [("S", "presumed"), ("ZS", "asserted")]
    assert [(r.chain) for r in relations_of(graph, "ego") if r.alter == "x"] == ["S", "ZS"]


def test_confidence_is_that_of_the_weakest_step() -> None:
    graph = KinGraph(
        SEXES | {"x": "M"}, [sibling("ego", "sis", confidence="derived"), parent("sis", "x", confidence="presumed")]
    )
    winner, _ = relation_between(graph, "ego", "x", on=DAY)
    assert winner is not None
    assert winner.confidence == "presumed"
    assert winner.path == ("b:ego:sis", "p:sis:x")


def test_candidates_and_corrected_edges_are_no_facts() -> None:
    edges = [sibling("ego", "sis", confidence="candidate"), spouse("ego", "wife", ended_by="correction")]
    assert relations_of(KinGraph(SEXES, edges), "ego") == []


def test_adoption_closes_the_birth_family_by_interval() -> None:
    edges = [
        parent("birth", "ego", valid_to=date(2000, 5, 1), ended_by="adoption"),
        parent("father", "ego", basis="adoption", valid_from=date(2000, 5, 2)), sibling("father", "uncle"),
    ]  # fmt: skip
    graph = KinGraph(SEXES | {"birth": "M", "uncle": "M"}, edges)
    found = relations_of(graph, "ego", on=DAY)
    assert chains(found) == {"father": "F", "uncle": "FB"}
    assert {r.basis for r in found} == {"adoption"}
    assert all("RECUSAL" in r.scopes for r in found)


def test_a_step_parent_counts_when_raised_and_is_presumed_when_not_known() -> None:
    def read(raised: str | None) -> Relation:
        graph = KinGraph(SEXES, [parent("father", "ego", basis="step", raised=raised)])
        return relations_of(graph, "ego", on=DAY)[0]

    assert (read("yes").recusal_class, read("yes").confidence) == ("lineal", "asserted")
    assert (read("unknown").recusal_class, read("unknown").confidence) == ("lineal", "presumed")
    assert (read("no").recusal_class, read("no").class_) == ("none", "affinity")


def test_a_basis_that_is_open_is_not_called_blood() -> None:
    (found,) = relations_of(KinGraph(SEXES, [parent("father", "ego", basis=None)]), "ego", on=DAY)
    assert (found.basis, found.recusal_class) == (None, "lineal")
    assert found.as_json()["basis"] is None


def test_step_patterns_are_shown_only_where_no_parenthood_is_on_record() -> None:
    step = KinGraph(SEXES, [spouse("ego", "wife"), parent("wife", "son")])
    assert chains(relations_of(step, "ego", on=DAY))["son"] == "WS"
    own = KinGraph(SEXES, [spouse("ego", "wife"), parent("wife", "son"), parent("ego", "son")])
    assert [r.chain for r in relation_between(own, "ego", "son", on=DAY)[1]] == ["S"]
    weak = KinGraph(SEXES, [spouse("ego", "wife"), parent("wife", "son"), parent("ego", "son", confidence="presumed")])
    assert [r.chain for r in relation_between(weak, "ego", "son", on=DAY)[1]] == ["S", "WS"]


def test_sworn_and_guardian_ties_reach_one_hop() -> None:
    edges = [
        parent("godfather", "ego", basis="sworn"),
        parent("godfather", "x"),
        parent("guard", "ego", basis="foster"),
    ]
    graph = KinGraph(SEXES | {"godfather": "M", "x": "M", "guard": "F"}, edges)
    found = {r.alter: (r.class_, r.scopes) for r in relations_of(graph, "ego", on=DAY)}
    assert found == {
        "godfather": ("none", ("DISCIPLINE",)),
        "guard": ("none", ("DIBAO_LOCAL.hainan", "DISCIPLINE")),
    }


def test_virtual_persons_are_walked_through_and_never_answered() -> None:
    edges = [parent("ego", "v"), spouse("v", "x")]
    graph = KinGraph(SEXES | {"v": "F", "x": "M"}, edges, {"v"})
    assert chains(relations_of(graph, "ego", on=DAY)) == {"x": "DH"}


def test_half_siblings_are_siblings() -> None:
    graph = KinGraph(SEXES, [parent("father", "ego"), parent("father", "sis")])
    assert chains(relations_of(graph, "ego", on=DAY))["sis"] == "Z"


def test_the_search_can_be_kept_to_named_scopes() -> None:
    edges = [spouse("ego", "wife"), sibling("wife", "bil"), parent("bil", "nephew")]
    graph = KinGraph(SEXES | {"bil": "M", "nephew": "M"}, edges)
    assert chains(relations_of(graph, "ego", on=DAY, within=["RECUSAL"])) == {"wife": "W", "bil": "WB"}
    assert chains(relations_of(graph, "ego", on=DAY, within=["DISCIPLINE"]))["nephew"] == "WBS"


def test_an_unknown_person_has_no_kin() -> None:
    assert relations_of(KinGraph({}, []), "nobody") == []


def test_columns_build_the_same_graph_as_edges() -> None:
    edges = [spouse("ego", "wife"), sibling("wife", "bil")]
    columns = KinGraph.from_columns(
        SEXES | {"bil": "M"},
        kind=[e.kind for e in edges],
        a=[e.a for e in edges],
        b=[e.b for e in edges],
        basis=[e.basis for e in edges],
        confidence=[e.confidence for e in edges],
        valid_from=[None, None],
        valid_to=[None, None],
        ended_by=[None, None],
        raised=[None, None],
        key=[e.key for e in edges],
    )
    assert relations_of(columns, "ego") == relations_of(KinGraph(SEXES | {"bil": "M"}, edges), "ego")


def test_a_person_with_thousands_of_children_is_read_in_one_pass() -> None:
    children = [f"c{number}" for number in range(5000)]
    edges = [edge for c in children for edge in (parent("father", c), parent("mother", c))]
    graph = KinGraph({**SEXES, **dict.fromkeys(children, "M")}, [*edges, spouse("father", "mother")])
    assert len(relations_of(graph, "c0", on=DAY)) == 5001

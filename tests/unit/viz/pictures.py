"""Made-up pictures for the tests of this folder."""

from graph.model import SubEdge, Subgraph, SubNode


def person(key: str, generation: int, name: str | None = None, kind: str = "person") -> SubNode:
    return SubNode(key, "Person", kind, name or key, generation=generation)


def family() -> Subgraph:
    """A head of village, his wife, her brother who is paid, their parents, two children, an account."""
    nodes = (
        person("ego", 0, "周*国", "cadre"), person("wife", 0, "吴*兰"), person("brother", 0, "吴*强"),
        person("father", -1), person("mother", -1), person("wf", -1), person("wm", -1),
        person("son", 1), person("daughter", 1),
        SubNode("acct", "BankAccount", "account", "**** 6038", "一卡通"),
        SubNode("prog", "Program", "program", "农村低保", "县民政局"),
    )
    edges = (
        SubEdge("father", "ego", "parent"), SubEdge("mother", "ego", "parent"),
        SubEdge("father", "mother", "spouse"), SubEdge("wf", "wm", "spouse"),
        SubEdge("wf", "wife", "parent"), SubEdge("wm", "wife", "parent"),
        SubEdge("wf", "brother", "parent"), SubEdge("wm", "brother", "parent"),
        SubEdge("ego", "wife", "spouse", "配偶", step=1), SubEdge("wife", "brother", "sibling", "弟弟", step=2),
        SubEdge("ego", "son", "parent"), SubEdge("wife", "son", "parent"),
        SubEdge("ego", "daughter", "parent"), SubEdge("wife", "daughter", "parent"),
        SubEdge("brother", "acct", "holds"),
        SubEdge("prog", "acct", "pays", amount_fen=834000, count=12, step=3),
    )
    return Subgraph("ego", nodes, edges, left_out=(("prog", 212),))


def two_marriages_and_forty_children() -> Subgraph:
    """One person, two spouses, forty children each: the widest row there is."""
    nodes = [person("ego", 0, kind="cadre"), person("first", 0), person("second", 0)]
    edges = [SubEdge("first", "ego", "spouse", ended=True), SubEdge("ego", "second", "spouse")]
    for spouse in ("first", "second"):
        for number in range(40):
            child = f"{spouse}-{number:02}"
            nodes.append(person(child, 1))
            edges += [SubEdge("ego", child, "parent"), SubEdge(spouse, child, "parent")]
    return Subgraph("ego", tuple(nodes), tuple(edges))

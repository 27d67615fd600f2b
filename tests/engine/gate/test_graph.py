"""Graph questions with known answers."""

from engine.gate.graph import components, cycles, dominator, longest, reached

ARROWS = {"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": ["e", "b"], "e": []}


def _next(node: str) -> list[str]:
    return ARROWS[node]


def test_reached_holds_the_start_and_all_behind_it() -> None:
    assert reached(["b"], _next) == {"b", "d", "e"}


def test_a_cycle_is_one_component_and_ends_come_first() -> None:
    assert components(list(ARROWS), _next) == [["e"], ["b", "d"], ["c"], ["a"]]
    assert cycles(list(ARROWS), _next) == [["b", "d"]]


def test_the_longest_path_counts_a_cycle_whole() -> None:
    assert longest(list(ARROWS), _next) == 5


def test_the_dominator_of_a_join_is_its_fork() -> None:
    above = dominator(["a"], list(ARROWS), _next)
    assert (above["d"], above["e"], above["c"]) == ("a", "d", "a")


def test_ten_thousand_nodes_in_a_row_need_no_recursion() -> None:
    row = [str(at) for at in range(10_000)]
    assert longest(row, lambda node: [str(int(node) + 1)] if int(node) < 9_999 else []) == 10_000

"""Questions about a scope's graph; all without recursion, for a file may hold thousands of nodes."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from engine.gate.drawing import PEOPLE, SUBPROCESSES, Drawing, Scope, event_definitions, kind
from engine.gate.values import Element

Next = Callable[[str], Iterable[str]]
_WAITS = PEOPLE | {"receiveTask", "intermediateCatchEvent", "eventBasedGateway", "callActivity"}
_STOPS = frozenset({"messageEventDefinition", "timerEventDefinition"})


def reached(starts: Iterable[str], following: Next) -> set[str]:
    """Every node that can be reached from the starts, themselves included."""
    found, todo = set(starts), list(starts)
    while todo:
        for node in following(todo.pop()):
            if node not in found:
                found.add(node)
                todo.append(node)
    return found


def backwards(nodes: Iterable[str], following: Next) -> Mapping[str, list[str]]:
    """The same arrows turned round."""
    found: dict[str, list[str]] = {}
    for node in nodes:
        for other in following(node):
            found.setdefault(other, []).append(node)
    return found


def components(nodes: Sequence[str], following: Next) -> list[list[str]]:
    """Strongly connected components, those nearest an end first (Kosaraju, two passes)."""
    order = _finished(nodes, following)
    back = backwards(nodes, following)
    seen: set[str] = set()
    found: list[list[str]] = []
    for node in reversed(order):
        if node not in seen:
            seen.add(node)
            group, todo = [node], [node]
            while todo:
                new = [other for other in back.get(todo.pop(), ()) if other not in seen]
                seen.update(new)
                group += new
                todo += new
            found.append(sorted(set(group)))
    return found[::-1]


def _finished(nodes: Sequence[str], following: Next) -> list[str]:
    order: list[str] = []
    seen: set[str] = set()
    for first in nodes:
        if first in seen:
            continue
        seen.add(first)
        stack = [(first, iter(following(first)))]
        while stack:
            node, rest = stack[-1]
            other = next((n for n in rest if n not in seen), None)
            if other is None:
                order.append(node)
                stack.pop()
            else:
                seen.add(other)
                stack.append((other, iter(following(other))))
    return order


def longest(nodes: Sequence[str], following: Next) -> int:
    """Upper bound of the nodes on one path: a cycle counts with all of its nodes."""
    groups = components(nodes, following)
    of = {node: place for place, group in enumerate(groups) for node in group}
    below: list[int] = []
    for place, group in enumerate(groups):
        ahead = {of[other] for node in group for other in following(node)} - {place}
        below.append(len(group) + max((below[other] for other in ahead), default=0))
    return max(below, default=0)


def cycles(nodes: Sequence[str], following: Next) -> list[list[str]]:
    """The groups of nodes that lie on a common cycle."""
    return [
        group for group in components(nodes, following) if len(group) > 1 or group[0] in following(group[0])
    ]


def dominator(starts: Sequence[str], nodes: Sequence[str], following: Next) -> Mapping[str, str]:
    """Immediate dominators: the last node every path to a node must pass (Cooper, Harvey, Kennedy)."""
    root = ""
    order = [root, *reversed(_finished(list(starts), following))]
    place = {node: at for at, node in enumerate(order)}
    back = backwards([node for node in nodes if node in place], following)
    above: dict[str, str] = {root: root}
    changed = True
    while changed:
        changed = False
        for node in order[1:]:
            known = [other for other in _sources(node, starts, back, root) if other in above]
            best = known[0]
            for other in known[1:]:
                best = _meet(best, other, above, place)
            if above.get(node) != best:
                above[node], changed = best, True
    return above


def _sources(node: str, starts: Sequence[str], back: Mapping[str, list[str]], root: str) -> list[str]:
    return [*([root] if node in starts else []), *back.get(node, [])]


def _meet(one: str, other: str, above: Mapping[str, str], place: Mapping[str, int]) -> str:
    while one != other:
        while place[one] > place[other]:
            one = above[one]
        while place[other] > place[one]:
            other = above[other]
    return one


def automatic_subprocesses(drawing: Drawing) -> frozenset[Element]:
    """Sub-processes a token can cross from start to end without stopping; inner ones are judged first, each once."""
    found: set[Element] = set()
    for scope in reversed(drawing.scopes):
        starts = scope.of_kind("startEvent")
        passed = reached(
            starts,
            lambda node, scope=scope: [n for n in scope.next(node) if not waits(scope, n, found)],  # type: ignore[misc]
        )
        if any(not scope.next(node) for node in passed):
            found.add(scope.element)
    return frozenset(found)


def waits(scope: Scope, node: str, automatic: Collection[Element]) -> bool:
    """Whether a token always stops here for a person, a time, a message or a called process."""
    element = scope.nodes[node]
    if kind(element) in SUBPROCESSES:
        return element not in automatic
    if kind(element) == "boundaryEvent":
        return any(kind(each) in _STOPS for each in event_definitions(element))
    return kind(element) in _WAITS

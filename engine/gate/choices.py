"""What a gateway can know: its conditions, and the outcomes of the tasks just before it."""

from collections.abc import Mapping, Sequence

from engine.expressions import Expression, ExpressionRefused, Value, parse
from engine.gate.drawing import GATEWAYS, Scope, kind, listed, properties, text_of


def written(scope: Scope, gateway: str) -> dict[str, Expression] | None:
    """Flow id → condition, in file order; None when one does not parse (condition-syntax says so)."""
    found: dict[str, Expression] = {}
    for flow in scope.out.get(gateway, ()):
        if flow.condition is None or flow.default:
            continue
        try:
            found[flow.id] = parse(text_of(flow.condition))
        except ExpressionRefused:
            return None
    return found


def chosen(scope: Scope, gateway: str) -> Mapping[str, Sequence[Value]]:
    """`outcome` → all outcomes the tasks before the gateway may have; empty when one of them declares none."""
    outcomes: set[str] = set()
    seen, todo = {gateway}, [gateway]
    while todo:
        for flow in scope.into.get(todo.pop(), ()):
            before = scope.nodes[flow.source]
            if kind(before) in GATEWAYS and flow.source not in seen:
                seen.add(flow.source)
                todo.append(flow.source)
            elif kind(before) not in GATEWAYS:
                own = listed(properties(before).get("outcomes"))
                if not own:
                    return {}
                outcomes.update(own)
    return {"outcome": sorted(outcomes)} if outcomes else {}

"""Diagrams for the tests of the engine: small pieces of BPMN, one large process, and random block-structured ones."""

import random
from collections.abc import Callable

from engine.runtime import Definition, parse

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"'
    ' xmlns:s="http://spiffworkflow.org/bpmn/schema/1.0/core">'
)
MESSAGES = "".join(f'<message id="{m}" name="{m}"/>' for m in ("m", "n", "recall"))
TIMES = ('"PT1H"', '"P1D"', '"P5D"', '"P1M"')


def xml(body: str) -> bytes:
    return f'{HEAD}{MESSAGES}<process id="p" isExecutable="true">{body}</process></definitions>'.encode()


def diagram(body: str) -> Definition:
    return parse(xml(body))


def flow(source: str, target: str, condition: str = "", ident: str = "") -> str:
    text = condition.replace("<", "&lt;").replace(">", "&gt;")
    inner = f"<conditionExpression>{text}</conditionExpression>" if condition else ""
    ident = ident or f"f_{source}_{target}"
    return f'<sequenceFlow id="{ident}" sourceRef="{source}" targetRef="{target}">{inner}</sequenceFlow>'


def path(*nodes: str) -> str:
    """Flows along a row of nodes."""
    return "".join(flow(a, b) for a, b in zip(nodes, nodes[1:], strict=False))


def props(**properties: str) -> str:
    """Properties of contract section 8; `in__x` stands for `in.x`."""
    rows = "".join(f'<s:property name="{k.replace("__", ".")}" value="{v}"/>' for k, v in properties.items())
    return f"<extensionElements><s:properties>{rows}</s:properties></extensionElements>"


def tasks(*idents: str) -> str:
    return "".join(f'<userTask id="{ident}"/>' for ident in idents)


def ends(*idents: str) -> str:
    return "".join(f'<endEvent id="{ident}"/>' for ident in idents)


def timer(text: str, kind: str = "timeDuration") -> str:
    return f"<timerEventDefinition><{kind}>{text}</{kind}></timerEventDefinition>"


def message(name: str = "m") -> str:
    return f'<messageEventDefinition messageRef="{name}"/>'


def boundary(ident: str, host: str, event: str, *, interrupting: bool = True) -> str:
    return f'<boundaryEvent id="{ident}" attachedToRef="{host}" cancelActivity="{str(interrupting).lower()}">{event}</boundaryEvent>'


def many(count: str, *, sequential: bool = False, until: str = "") -> str:
    done = f"<completionCondition>{until}</completionCondition>" if until else ""
    return (
        f'<multiInstanceLoopCharacteristics isSequential="{str(sequential).lower()}">'
        f"<loopCardinality>{count}</loopCardinality>{done}</multiInstanceLoopCharacteristics>"
    )


# Everything at once: a loop around a three-way fork, all kinds of boundary events, an inner fork, both kinds of
# multi-instance, an inclusive split with a way back, an event gateway and a call.
LARGE = xml(
    '<startEvent id="st"/><exclusiveGateway id="again"/><parallelGateway id="fork"/><parallelGateway id="join"/>'
    + tasks("a", "b", "a_late", "b_side", "b_told", "w1", "w2")
    + boundary("a_out", "a", timer('"P5D"'))
    + boundary("b_remind", "b", timer('"R3/P1D"', "timeCycle"), interrupting=False)
    + boundary("b_msg", "b", message(), interrupting=False)
    + '<exclusiveGateway id="a_end"/>'
    + ends("b_side_end", "b_told_end", "e")
    + '<subProcess id="sub"><startEvent id="s_st"/><parallelGateway id="s_fork"/><parallelGateway id="s_join"/>'
    + tasks("s1", "s2")
    + boundary("s1_out", "s1", timer('"PT1H"'), interrupting=False)
    + ends("s_e", "s1_e")
    + path("s_st", "s_fork", "s1", "s_join", "s_e")
    + path("s_fork", "s2", "s_join")
    + path("s1_out", "s1_e")
    + "</subProcess>"
    + boundary("sub_msg", "sub", message("n"))
    + '<exclusiveGateway id="sub_end"/>'
    + f'<userTask id="mp">{many("1 + x0")}</userTask><userTask id="ms">{many("x1", sequential=True)}</userTask>'
    + boundary("mp_out", "mp", timer('"P1D"'))
    + '<exclusiveGateway id="mp_end"/><inclusiveGateway id="is" default="is_d"/><inclusiveGateway id="ij"/>'
    + tasks("i1", "i2", "i3")
    + '<exclusiveGateway id="i1_x" default="i1_on"/>'
    + '<eventBasedGateway id="eg"/>'
    + f'<intermediateCatchEvent id="eg_t">{timer(TIMES[1])}</intermediateCatchEvent>'
    + f'<intermediateCatchEvent id="eg_m">{message()}</intermediateCatchEvent><exclusiveGateway id="eg_x"/>'
    + '<callActivity id="call" calledElement="child"/><exclusiveGateway id="loop" default="out"/>'
    + path("st", "again", "fork", "a", "a_end", "join", "mp", "mp_end", "ms", "is")
    + path("a_out", "a_late", "a_end")
    + path("fork", "b", "join")
    + path("b_remind", "b_side", "b_side_end")
    + path("b_msg", "b_told", "b_told_end")
    + path("fork", "sub", "sub_end", "join")
    + path("sub_msg", "sub_end")
    + path("mp_out", "mp_end")
    + flow("is", "i1", "x0 > 1")
    + flow("is", "i2", "x1 > 1")
    + flow("is", "i3", "", "is_d")
    + path("i1", "i1_x")
    + flow("i1_x", "i1", "x2 == 0")
    + flow("i1_x", "ij", "", "i1_on")
    + path("i2", "ij", "eg", "eg_t", "eg_x", "call", "loop")
    + path("i3", "ij")
    + path("eg", "eg_m", "eg_x")
    + flow("loop", "again", "x3 != 0")
    + flow("loop", "w1", "", "out")
    + path("w1", "w2", "e")
)


class Blocks:
    """Random block-structured processes: every block has one way in and one way out, so none may get stuck."""

    def __init__(self, chance: random.Random) -> None:
        self.chance, self.made, self.depth = chance, 0, 0

    def process(self) -> bytes:
        return xml(self.scope(self.chance.randint(2, 4)))

    def scope(self, size: int) -> str:
        """Inside of a process or sub-process: start, some blocks, end."""
        start, end = self.name("st"), self.name("e")
        text, first, last = self.row(size)
        kind = "<terminateEventDefinition/>" if self.chance.random() < 0.1 else ""
        return (
            f'<startEvent id="{start}"/>{text}<endEvent id="{end}">{kind}</endEvent>'
            + flow(start, first)
            + flow(last, end)
        )

    def name(self, kind: str) -> str:
        self.made += 1
        return f"{kind}{self.made}"

    def condition(self) -> str:
        return f"x{self.chance.randrange(6)} {self.chance.choice(['==', '<', '>', '!='])} {self.chance.randrange(3)}"

    def row(self, size: int) -> tuple[str, str, str]:
        parts = [self.block() for _ in range(size)]
        joins = "".join(flow(a[2], b[1]) for a, b in zip(parts, parts[1:], strict=False))
        return "".join(part[0] for part in parts) + joins, parts[0][1], parts[-1][2]

    def block(self) -> tuple[str, str, str]:
        simple: list[Callable[[], tuple[str, str, str]]] = [self.task, self.task, self.wait, self.service]
        deep = [self.fork, self.inclusive, self.choice, self.loop, self.guarded, self.guarded, self.events]
        if self.depth >= 3:
            return self.chance.choice(simple)()
        self.depth += 1
        made = self.chance.choice([*simple, *deep])()
        self.depth -= 1
        return made

    def activity(self) -> tuple[str, str]:
        """A task, call or sub-process, alone or for each of many; (text, id)."""
        kind = self.chance.choice(["userTask", "userTask", "callActivity", "subProcess"])
        kind = "userTask" if self.depth >= 3 and kind == "subProcess" else kind
        ident, repeat = self.name("act"), ""
        which = self.chance.random()
        if which < 0.3:
            repeat = many(f"x{self.chance.randrange(6)}", sequential=self.chance.random() < 0.5)
        elif which < 0.4:
            repeat = '<standardLoopCharacteristics loopMaximum="2"/>'
        self.depth += 1
        inside = self.scope(self.chance.randint(1, 2)) if kind == "subProcess" else ""
        self.depth -= 1
        called = ' calledElement="child"' if kind == "callActivity" else ""
        return f'<{kind} id="{ident}"{called}>{inside}{repeat}</{kind}>', ident

    def task(self) -> tuple[str, str, str]:
        text, ident = self.activity()
        return text, ident, ident

    def wait(self) -> tuple[str, str, str]:
        ident = self.name("wait")
        event = self.chance.choice([timer(self.chance.choice(TIMES)), message("n")])
        return f'<intermediateCatchEvent id="{ident}">{event}</intermediateCatchEvent>', ident, ident

    def service(self) -> tuple[str, str, str]:
        ident = self.name("svc")
        properties = props(operation="add", in__x="x0", out__y="x5")
        return f'<serviceTask id="{ident}">{properties}</serviceTask>', ident, ident

    def between(self, kind: str, conditions: bool) -> tuple[str, str, str]:
        split, join = self.name(kind), self.name(kind)
        branches = [self.row(self.chance.randint(1, 2)) for _ in range(self.chance.randint(2, 3))]
        default = f' default="{split}_d"' if conditions else ""
        text = f'<{kind} id="{split}"{default}/><{kind} id="{join}"/>'
        for number, (inner, first, last) in enumerate(branches):
            way = self.condition() if conditions and number else ""
            ident = f"{split}_{number}" if number or not conditions else f"{split}_d"
            text += inner + flow(split, first, way, ident) + flow(last, join)
        return text, split, join

    def fork(self) -> tuple[str, str, str]:
        return self.between("parallelGateway", False)

    def inclusive(self) -> tuple[str, str, str]:
        return self.between("inclusiveGateway", True)

    def choice(self) -> tuple[str, str, str]:
        return self.between("exclusiveGateway", True)

    def loop(self) -> tuple[str, str, str]:
        merge, split = self.name("merge"), self.name("split")
        task = self.name("each")  # a loop without a wait could turn for ever
        inner, first, last = self.row(self.chance.randint(1, 2))
        text = f'<exclusiveGateway id="{merge}"/><exclusiveGateway id="{split}" default="{split}_on"/>'
        text += f'<userTask id="{task}"/>{inner}' + path(merge, task, first) + flow(last, split)
        after = self.name("x")
        text += f'<exclusiveGateway id="{after}"/>' + flow(split, after, "", f"{split}_on")
        return text + flow(split, merge, self.condition()), merge, after

    def guarded(self) -> tuple[str, str, str]:
        """An activity with one to three boundary events; those that interrupt lead back into the main path."""
        text, host = self.activity()
        after = self.name("after")
        text += f'<exclusiveGateway id="{after}"/>' + flow(host, after)
        rivals = [message("m"), message("n")]
        for _ in range(self.chance.randint(1, 3)):
            event = self.name("bound")
            stops = self.chance.random() < 0.5
            kinds = [timer(self.chance.choice(TIMES)), *(rivals if stops else [message("m"), message("n")])]
            if not stops:
                kinds.append(timer('"R3/P1D"', "timeCycle"))
            kind = self.chance.choice(kinds)
            if stops and kind in rivals:
                rivals.remove(kind)
            text += boundary(event, host, kind, interrupting=stops)
            # A path that may run twice at once is one activity: two runs would meet in a join they share.
            inner, first, last = self.row(1) if stops and self.depth < 3 else self.task()
            text += inner + flow(event, first)
            if stops:
                text += flow(last, after)
            else:
                end = self.name("side_end")
                text += f'<endEvent id="{end}"/>' + flow(last, end)
        return text, host, after

    def events(self) -> tuple[str, str, str]:
        gateway, after = self.name("eg"), self.name("eg_x")
        text = f'<eventBasedGateway id="{gateway}"/><exclusiveGateway id="{after}"/>'
        for event in (timer(self.chance.choice(TIMES)), message("m"), message("n"))[
            : self.chance.randint(2, 3)
        ]:
            catch = self.name("catch")
            text += f'<intermediateCatchEvent id="{catch}">{event}</intermediateCatchEvent>'
            text += path(gateway, catch, after)
        return text, gateway, after

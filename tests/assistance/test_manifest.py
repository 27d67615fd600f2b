"""清单: what a process folder says of its steps, read strictly."""

import pytest

from assistance.manifest import ManifestFault, read

HEAD = 'key = "k"\nname = "示例"\nkind = "main"\n'


def test_what_is_not_said_is_empty() -> None:
    found = read(HEAD)
    assert (found.aids, found.regimes, found.facts, found.outcomes, found.separations, dict(found.gates)) == (
        (),
        (),
        (),
        (),
        (),
        {},
    )


def test_outcomes_keep_the_order_of_the_file_and_moments_their_outcome() -> None:
    found = read(
        HEAD
        + """
[[outcome]]
step = "accept"
outcome = "accepted"
name = "受理"
forms = ["F06b"]
optional = ["F08"]
[[outcome]]
step = "accept"
outcome = "refused"
name = "不予受理"
reason = true
[[moment]]
name = "acceptance"
step = "accept"
outcome = "accepted"
[[moment]]
name = "claimed"
step = "accept"
"""
    )
    assert [(way.key, way.forms, way.allowed, way.reason) for way in found.outcomes_of("accept")] == [
        ("accepted", ("F06b",), ("F06b", "F08"), False),
        ("refused", (), (), True),
    ]
    assert found.outcomes_of("other") == ()
    assert found.moments_of("accept", "accepted") == ("acceptance", "claimed")
    assert found.moments_of("accept", "refused") == ("claimed",)


def test_separation_is_mutual_and_over_all_groups() -> None:
    found = read(HEAD + 'separations = [["accept", "confirm"], ["draft", "sign", "accept"]]')
    assert found.apart("accept") == {"confirm", "draft", "sign"}
    assert found.apart("confirm") == {"accept"}
    assert found.apart("other") == frozenset()


def test_a_gate_nobody_knows_is_a_fault() -> None:
    with pytest.raises(ManifestFault, match=r"gates\.confirm 有不认识的关口：moon"):
        read(HEAD + '[gates]\nconfirm = ["acceptance", "moon"]')


def test_facts_papers_and_gates_are_read() -> None:
    found = read(
        HEAD
        + """
[gates]
confirm = ["acceptance", "notice_1"]
[facts.unit]
type = "choice"
from = "handover:unit"
[[papers]]
aids = ["310"]
when = 'emergency_kind == "urgent"'
forms = ["F01"]
"""
    )
    assert [(fact.name, fact.type, fact.source) for fact in found.facts] == [
        ("unit", "choice", "handover:unit")
    ]
    assert found.gates["confirm"] == ("acceptance", "notice_1")
    assert (found.papers[0].forms, found.papers[0].materials) == (("F01",), ())


@pytest.mark.parametrize(
    "text", ["", "key =", 'key = "k"', HEAD + "[[outcome]]\nstep = 'a'\n", HEAD + "[facts.x]\ntype = 'int'\n"]
)
def test_what_is_missing_or_no_toml_is_a_fault_that_says_so(text: str) -> None:
    with pytest.raises(ManifestFault) as caught:
        read(text)
    assert str(caught.value)

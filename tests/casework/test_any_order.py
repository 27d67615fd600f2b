"""Any order of allowed commands: none decides over an open gate, none loses a limit, and replay always finds the same case."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run

from casework import cases, inbox, intake, sweep
from casework.office import Office
from engine.errors import Refused
from engine.time import read_moment
from store.sealing import Ring
from store.work import Store
from tests.casework.allowance import TWO
from tests.casework.deciding import Deciding, with_standards
from tests.casework.desk import CHILD_ID, HEAD_ID, SPOUSE_ID, Desk, Shape
from tests.conftest import MORNING, Copies, Moving

WHO = {
    "check_report": "hd",
    "sign_opinion": "fzr",
    "send_up": "fzr",
    "county_receive": "sh",
    "county_review": "sh",
    "county_visit": "sh2",
    "confirm": "qr",
    "serve": "ck2",
    "publish_list": "ck2",
    "ledger": "ck2",
    "close_case": "ck2",
    "roster": "zg",
    "certificate": "sh",
}
"""Who does a step; the township's investigators do the rest."""
STRAIGHT = ("agree", "grant", "refuse", "signed", "dismissed", "rebutted")
"""Outcomes that lead on to the end."""
REASON = "示例：理由"
SETTINGS = settings(
    max_examples=20,
    phases=(Phase.explicit, Phase.generate),
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


class Journey(RuleBasedStateMachine):
    """One case; every rule is one command, which may be refused but never breaks anything."""

    def __init__(self, office: Office, decided: list[str]) -> None:
        super().__init__()
        self.desk, self.decided = with_standards(Desk(office)), decided

    @initialize(relative=st.booleans(), begun=st.sampled_from(["accepted", "signed", "county", "county"]))
    def begin(self, relative: bool, begun: str) -> None:
        self.one = Deciding.begun(self.desk, relative="jb3" if relative else None)
        if begun == "signed":
            self.one.signed()
        elif begun == "county":
            self.one.ready()

    @property
    def case(self) -> Shape:
        return self.desk.case(self.one.no)

    @rule(pick=st.integers(0, 99), way=st.integers(0, 99), data=st.data())
    def do(self, pick: int, way: int, data: st.DataObject) -> None:
        """Some open step, in some way."""
        rows = self.desk.rows(self.one.no)
        if rows:
            self.complete(rows[pick % len(rows)], way, data)

    @rule(times=st.integers(2, 12), data=st.data())
    def go_on(self, times: int, data: st.DataObject) -> None:
        """Straight on for some steps; a notice is left to hang."""
        for _ in range(times):
            rows = [row for row in self.desk.rows(self.one.no) if row["step"] != "notice_1_close"]
            if any(row["step"] == "send_up" for row in rows):
                self.desk.at((self.desk.office.now() + timedelta(days=8)).isoformat())
            if rows:
                self.complete(data.draw(st.sampled_from(rows)), None, data)

    def complete(self, row: Shape, way: int | None, data: st.DataObject) -> None:
        by = self.desk.who(WHO.get(row["step"], "jb1"))
        shape = inbox.show_task(self.desk.office, by, row["id"])
        outcomes = [one["key"] for one in shape["outcomes"]]
        straight = [one for one in outcomes if one in STRAIGHT] or outcomes[:1]
        outcome = data.draw(st.sampled_from(straight)) if way is None else outcomes[way % len(outcomes)]
        forms = self.forms(row, outcome, data)
        lacking = self.lacking(outcome) if row["step"] == "confirm" else []
        with self.perhaps_refused():
            if row["holder"] != by.login:
                inbox.claim_task(self.desk.office, by, row["id"])
            inbox.complete_task(self.desk.office, by, row["id"], outcome=outcome, forms=forms, reason=REASON)
            if row["step"] == "confirm" and outcome != "back":
                assert lacking == []
                self.decided.append(outcome)

    @contextmanager
    def perhaps_refused(self) -> Iterator[None]:
        """A command may be refused for many reasons; a diagram that cannot go on is none of them."""
        try:
            yield
        except Refused as refused:
            if refused.code == "E_INCIDENT":
                raise

    def forms(self, row: Shape, outcome: str, data: st.DataObject) -> Shape:
        one = self.one
        opinion = data.draw(st.sampled_from(["agree"] * 5 + ["disagree"]))
        covered = data.draw(st.sampled_from([[HEAD_ID, SPOUSE_ID, CHILD_ID], TWO]))
        said = one.f12(opinion, **({"covered": covered} if opinion == "agree" else {}))
        found: dict[str, Callable[[], Shape]] = {
            "start_investigation": lambda: {"start": {"started_at": one.now}},
            "check_report": lambda: {
                "F10": one.f10(data.draw(st.sampled_from(["meets"] * 4 + ["fails", "pending"])))
            },
            "check_rebut": lambda: {"rebut": {"told_at": one.now}} if outcome == "rebutted" else {},
            "visit": lambda: {"F08": one.f08(data.draw(st.booleans()))},
            "county_visit": lambda: {"F08": one.f08(visitors=("sh", "sh2"))},
            "end_investigation": lambda: {"end": {"summary": "示例：情况属实"}},
            "review_meeting": one.f09,
            "opinion": lambda: {"F12": said},
            "reinvestigate": lambda: {"F12": said} if outcome == "upheld" else {},
            "notice_1_post": lambda: {"F11": one.f11()},
            "notice_1_close": lambda: {"F11": {"removed_at": one.now}},
            "send_up": lambda: {"sendup": {"pages": 3}},
            "confirm": lambda: self.decision(outcome),
            "certificate": lambda: {"F24": self.certificate()},
            "serve": lambda: self.service(row),
        }
        return found[row["step"]]() if row["step"] in found else {}

    def decision(self, outcome: str) -> Shape:
        if outcome == "back":
            return {}
        letter = {"F14": self.one.f14()} if outcome == "refuse" else {}
        return {"F13": self.one.f13(outcome), **letter}

    def certificate(self) -> Shape:
        today, sign = self.desk.today, self.desk.file("sh")
        given = {"kind": "dibao", "grant": self.case["grant_id"], "old_returned": False, "receipt": sign}
        return {**given, "made_on": today, "issued_on": today}

    def service(self, row: Shape) -> Shape:
        on, receipt = self.desk.today, [self.desk.file("ck2")]
        if row["process"] == "refusal":
            return {"F14": {"served_on": on, "served_way": "direct", "receipt": receipt}}
        return {"serve": {"served_on": on, "way": "direct", "receipt": receipt}}

    @rule(hours=st.sampled_from([0, 1, 24, 24, 72, 192, 192]), seen=st.booleans())
    def time_passes(self, hours: int, seen: bool) -> None:
        """Perhaps the worker looks."""
        self.desk.at((self.desk.office.now() + timedelta(hours=hours)).isoformat())
        if seen:
            sweep.sweep_all(self.desk.office)

    @precondition(lambda self: self.notices())
    @rule(
        way=st.sampled_from(["object", "dismissed", "upheld"]), opinion=st.sampled_from(["agree", "disagree"])
    )
    def objection(self, way: str, opinion: str) -> None:
        """Raised, or answered through its own door."""
        notice = self.one.notice()
        waiting = [one["id"] for one in notice["objections"] if one["state"] == "open"]
        with self.perhaps_refused():
            if way == "object":
                self.one.object()
            elif waiting:
                forms = {"F12": self.one.f12(opinion)} if way == "upheld" else {}
                self.one.answer(waiting[0], way, forms=forms)

    @rule(late=st.sampled_from([True, False, False]))
    def correct(self, late: bool) -> None:
        """A member who was left out, or put in by mistake: not everybody has signed the authorisation then."""
        rows = self.desk.household()["F02"]["rows"]
        other = {**rows[1], "name": "示例丁", "id_no": "130399196203150012", "relation": "sibling"}
        data = {"rows": [*rows, other] if late else rows}
        with self.perhaps_refused():
            by = self.desk.who("ck1")
            intake.correct_case(self.desk.office, by, self.one.no, form="F02", data=data, reason=REASON)

    @rule(chance=st.integers(0, 29))
    def withdraw(self, chance: int) -> None:
        """Now and then the applicant gives up; nothing is left to do then."""
        if chance == 0:
            with self.perhaps_refused():
                self.desk.withdraw(self.one.no)
                assert self.one.steps() == []

    def notices(self) -> bool:
        with self.desk.office.store.read() as work:
            return bool(work.notices.having(case_no=self.one.no))

    def lacking(self, outcome: str) -> list[str]:
        """What the law asks for before this decision and is not there: told from the pages, not by the gates."""
        case, office, now = self.case, self.desk.office, self.desk.office.now()
        reader = self.desk.who("jb1")
        at = {one["name"]: one["at"] for one in case["moments"]}
        forms: dict[str, list[Shape]] = {}
        for entry in cases.case_forms(office, reader, self.one.no)["items"]:
            forms.setdefault(entry["form"], []).append(entry)
        opinion, found = forms["F12"][-1], []
        if opinion["at"] > at["opinion_signed"]:
            found.append("an opinion nobody signed")
        if len(forms["F02"][-1]["data"]["rows"]) > 3:
            found.append("a member who has not agreed to the check")
        if "contested" in case["flags"] and "review_meeting_held" not in at:
            found.append("no meeting")
        if outcome == "grant" or opinion["data"]["suggested"] == "agree":
            notice = self.one.notice() if self.notices() else None
            if notice is None or notice["free_from"] > now or notice["posted_at"] < opinion["at"]:
                found.append("no notice of this opinion that hung for seven days")
            elif notice["objections"]:
                found.append("a notice that somebody objected to")
        if "key" in case["flags"] and max(one["at"] for one in forms["F08"]) < at["county_received"]:
            found.append("no visit of the county")
        if outcome == "grant" and forms["F10"][-1]["data"]["conclusion"] == "fails":
            found.append("a household that does not meet the conditions")
        return found

    @invariant()
    def limits_follow_their_moments(self) -> None:
        """Every row that began is there, and is open just as long as nothing has ended it."""
        if not hasattr(self, "one"):
            return
        with self.desk.office.store.read() as work:
            [case] = work.cases.having(no=self.one.no)
            moments = {one.id: one for one in work.moments.having(case_id=case.id)}
            limits = work.limits.having(case_id=case.id)
        for limit in limits:
            since = moments[limit.started_by].seq
            names = {one.name for one in moments.values() if one.seq > since}
            again = limit.kind == "min" and bool(names & set(limit.starts))
            over = again or bool(names & {*limit.ends, "withdrawn"})
            assert (limit.state != "open") == over, limit.row
            assert (limit.closed_at is None) == (limit.state == "open"), limit.row
        for row, start in STARTS.items():
            began = {one.id for one in moments.values() if one.name == start}
            counted = {limit.started_by for limit in limits if limit.row == row}
            assert counted <= began, row
            assert bool(counted) == bool(began), row
        rows = {limit.row for limit in limits}
        assert ("B05" in rows) == (case.result == "refused")
        assert ({"L09", "L10", "L11"} <= rows) == (case.result == "granted")

    def teardown(self) -> None:
        if hasattr(self, "one"):
            self.desk.proved()
        self.desk.office.store.close()


STARTS = {
    "B01": "acceptance",
    "B02": "check_requested",
    "B03": "notice_1_posted",
    "B04": "county_received",
    "B06": "acceptance",
    "L02": "acceptance",
    "L03": "dispatched",
    "L15": "served",
    "L16": "served",
}
"""Rows of a monthly aid under the rules of 2021, by what starts them."""


def test_any_order_of_commands_keeps_gates_and_limits(
    copies: Callable[[str], Copies], tmp_path: Path, ring: Ring
) -> None:
    decided: list[str] = []

    class Here(Journey):
        def __init__(self) -> None:
            store = Store(copies("sqlite").make(tmp_path), ring)
            super().__init__(Office(store=store, env="test", clock=Moving(read_moment(MORNING))), decided)

    run(Here, settings=SETTINGS)
    assert set(decided) == {"grant", "refuse"}, "too few journeys came to a decision to have tried anything"

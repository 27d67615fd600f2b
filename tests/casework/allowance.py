"""A household's way through 低保 2021, for tests: each method does one step as whoever does it in the demo county."""

from dataclasses import dataclass
from typing import Any

from casework import inbox, notices
from engine.errors import Refused
from tests.casework.desk import CHILD_ID, HEAD_ID, SPOUSE_ID, Desk, Shape

ACCEPTED = "2022-03-28T09:00+08:00"


TWO = [HEAD_ID, SPOUSE_ID]
"""A part of the household, for an opinion that covers fewer."""


@dataclass
class Allowance:
    """One case on its way."""

    desk: Desk
    no: str

    @classmethod
    def accepted(
        cls, desk: Desk, at: str = ACCEPTED, relative: str | None = None, **forms: Any
    ) -> "Allowance":
        """Applied for, accepted, and given to the township itself; perhaps a `relative` among its staff was declared."""
        desk.at(at)
        self = cls(desk, desk.apply("120", **forms))
        desk.accept(self.no)
        self.do("ck1", "relatives", "done", {"F07": self.f07(relative)})
        self.do("ck1", "dispatch", "own")
        return self

    def do(self, login: str, step: str, outcome: str, forms: Any = None, **more: Any) -> Shape:
        return self.desk.do(login, self.no, step, outcome, forms, **more)

    def refused(
        self,
        code: str,
        login: str,
        step: str,
        outcome: str,
        forms: Any = None,
        *,
        path: str | None = None,
        **more: Any,
    ) -> Refused:
        """The step is claimed, its completion is refused with this code, and nothing has changed."""
        task_id = self.desk.claim(login, self.no, step)
        by = self.desk.who(login)
        with self.desk.refused(code, path=path) as caught:
            inbox.complete_task(self.desk.office, by, task_id, outcome=outcome, forms=forms or {}, **more)
        return caught.value

    def open_gates(self, login: str = "fzr", step: str = "send_up", outcome: str = "sent") -> list[str]:
        """The gates that refuse a step."""
        refusal = self.refused("E_GATE", login, step, outcome)
        return [gate["key"] for gate in refusal.facts["gates"]]

    def steps(self) -> list[str]:
        return sorted(self.desk.steps(self.no))

    @property
    def state(self) -> str:
        return str(self.desk.case(self.no)["state"])

    @property
    def now(self) -> str:
        return self.desk.office.now().isoformat()

    def f07(self, relative: str | None = None) -> Shape:
        row = {
            "staff_name": "示例",
            "staff_login": relative,
            "unit": "示例镇政府",
            "relation": "child",
            "declared_by": "示例甲",
            "on": self.desk.today,
        }
        signed = {"declared": relative is not None, "signature": self.desk.file()}
        return {**signed, "rows": [row]} if relative else signed

    def start(self, login: str = "jb1") -> None:
        self.do(login, "start_investigation", "started", {"start": {"started_at": self.now}})

    def request(self) -> None:
        self.do("jb1", "check_request", "requested")

    def f10(self, conclusion: str = "meets") -> Shape:
        return {
            "request_no": "HD-2022-1",
            "sources": [{"source": "示例银行", "result": "示例：无大额存款"}],
            "conclusion": conclusion,
            "report_on": self.desk.today,
        }

    def report(self, conclusion: str = "meets") -> None:
        self.do("hd", "check_report", "reported", {"F10": self.f10(conclusion)})

    def f08(self, consistent: bool = True, visitors: tuple[str, ...] = ("jb1", "jb2")) -> Shape:
        sign = self.desk.file("jb1")
        return {
            "visited_at": self.now,
            "visitors": list(visitors),
            "place": "household",
            "housing": "示例：平房两间",
            "income": "示例：种地",
            "assets": "示例：无",
            "health": "示例：常年吃药",
            "need": "示例：药费高",
            "consistent": consistent,
            "visitor_signatures": [sign, sign],
            "visited_signature": sign,
        }

    def visit(self, **given: Any) -> None:
        self.do("jb2", "visit", "visited", {"F08": self.f08(**given)})

    def end(self) -> None:
        self.do("jb1", "end_investigation", "ended", {"end": {"summary": "示例：情况属实"}})

    def f09(self) -> Shape:
        return {
            "F09": {
                "held_at": self.now,
                "chair": "示例主持",
                "total": 15,
                "representatives": 10,
                "stages": ["policy", "facts", "discussion", "conclusion", "signing"],
                "true_count": 12,
                "false_count": 3,
                "signatures": [self.desk.file("jb1")],
                "attendees": [{"name": "示例代表", "kind": "representative", "relation": "none"}],
            }
        }

    def meet(self) -> None:
        self.do("jb1", "review_meeting", "held", self.f09())

    def f12(self, suggested: str = "agree", **other: Any) -> Shape:
        return {
            "suggested": suggested,
            **(
                {"covered": [HEAD_ID, SPOUSE_ID, CHILD_ID], "method": "difference"}
                if suggested == "agree"
                else {}
            ),
            "reason": "示例：家庭人均收入低于保障标准",
            **other,
        }

    def draft(self, suggested: str = "agree") -> None:
        self.do("jb1", "opinion", "drafted", {"F12": self.f12(suggested)})

    def sign(self) -> None:
        self.do("fzr", "sign_opinion", "signed")

    def investigated(self, *, consistent: bool = True) -> "Allowance":
        """From start to the end of the investigation."""
        self.start()
        self.request()
        self.report()
        self.visit(consistent=consistent)
        self.end()
        return self

    def signed(self, suggested: str = "agree") -> "Allowance":
        """With a signed opinion."""
        self.investigated()
        self.draft(suggested)
        self.sign()
        return self

    def f11(self, at: str | None = None) -> Shape:
        return {
            "place": "示例：村委会公示栏",
            "posted_at": at or self.now,
            "hot_line": "0335-1234567",
            "photos": [self.desk.file("jb1")],
        }

    def post(self, at: str | None = None) -> str:
        """Post the notice; its id."""
        self.do("jb1", "notice_1_post", "posted", {"F11": self.f11(at)})
        return self.notice_id

    def posted(self) -> str:
        """Signed and posted; the id of the notice."""
        self.signed()
        return self.post()

    @property
    def notice_id(self) -> str:
        """The newest notice."""
        with self.desk.office.store.read() as work:
            return work.notices.having(order=["seq"], case_no=self.no)[-1].id

    def notice(self, login: str = "jb1", notice_id: str | None = None) -> Shape:
        return notices.show_notice(self.desk.office, self.desk.who(login), notice_id or self.notice_id)

    def object(self, login: str = "ck1", notice_id: str | None = None, **other: Any) -> Shape:
        said = {"received_on": self.desk.office.now().date(), "way": "letter", "content": "示例：家里有车"}
        return notices.object_to(
            self.desk.office,
            self.desk.who(login),
            notice_id or self.notice_id,
            **{**said, "name": "示例异议人", **other},
        )

    def answer(self, objection_id: str, outcome: str, login: str = "jb2", **other: Any) -> Shape:
        by = self.desk.who(login)
        reason = "示例：经核实"
        return notices.close_objection(
            self.desk.office, by, objection_id, outcome=outcome, reason=reason, **other
        )

    def send_up(self) -> Shape:
        return self.do("fzr", "send_up", "sent", {"sendup": {"pages": 12}})

"""The way of one household through 低保: each method is a step or a stretch of steps, done by whoever does it in its township."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from casework import notices
from engine.time import legal_day
from ops.demo.desk import Desk, Story
from ops.demo.homes import Home


@dataclass(frozen=True, kw_only=True)
class Crew:
    """Who does the steps of a township; two go on a visit."""

    accepts: str
    closes: str
    investigates: str
    visits: tuple[str, str]
    signs: str
    roster: Mapping[str, str]


CREWS: Mapping[str, Crew] = MappingProxyType(
    {
        "130399100": Crew(
            accepts="ck1",
            closes="ck2",
            investigates="jb1",
            visits=("jb2", "jb1"),
            signs="fzr",
            roster={"130399100201": "zg", "130399100202": "zg2"},
        ),
        "130399101": Crew(
            accepts="ckx",
            closes="ckx",
            investigates="jbx",
            visits=("jbx", "zgx"),
            signs="fzrx",
            roster={"130399101201": "zgx"},
        ),
    }
)
NOTICE_DAYS = 8
"""The day of posting and seven full days: from the eighth day on the case may go up."""
SPREAD = 13
"""Minutes over which the deeds of different households are spread."""


@dataclass(kw_only=True)
class Way:
    """A household's case, and the working day before today (`day`) on which its last deed was done."""

    desk: Desk
    home: Home
    day: int
    no: str = ""
    aid: str = "120"

    @property
    def crew(self) -> Crew:
        return CREWS[self.home.village[:9]]

    def on(self, later: int, clock: str) -> datetime:
        """The moment of the next deed, some working days later, a few minutes after the hour as everybody has their own."""
        self.day -= later
        return self.desk.at(self.day, clock) + timedelta(minutes=self.home.head.serial % SPREAD)

    def do(self, login: str, step: str, outcome: str, **forms: Any) -> None:
        self.desk.do(self.no, login, step, outcome, **forms)

    def sign(self, whose: str) -> str:
        """A signature on paper, scanned by the investigator."""
        return self.desk.file(self.crew.investigates, f"{whose}.png")

    def apply(self) -> None:
        desk, home, login = self.desk, self.home, self.crew.accepts
        forms = home.forms(desk.today, lambda: desk.file(login, "授权签字.png"))
        self.no = desk.apply(login, home.head, self.aid, home.reason, **forms)

    def accept(self) -> None:
        self.do(self.crew.accepts, "check_papers", "complete")
        self.do(self.crew.accepts, "accept", "accepted", F06b={"accepted_at": self.desk.now()})

    def relatives(self, row: Mapping[str, str] | None = None) -> None:
        """近亲属核查; with a row a relative among the staff is declared."""
        form = {"declared": row is not None, "signature": self.desk.file(self.crew.accepts, "承诺签字.png")}
        if row is not None:
            form["rows"] = [{**row, "on": self.desk.today.isoformat()}]
        self.do(self.crew.accepts, "relatives", "done", F07=form)

    def start(self) -> None:
        started = {"started_at": self.desk.now()}
        self.do(self.crew.investigates, "start_investigation", "started", start=started)

    def request(self) -> None:
        self.do(self.crew.investigates, "check_request", "requested")

    def report(self, conclusion: str = "meets") -> None:
        found = {"meets": "无大额存款", "fails": "有一笔十二万元的定期存款", "pending": "外省账户待复函"}
        form = {
            "request_no": f"HD-{self.no}",
            "sources": [{"source": "示例银行", "result": f"示例：{found[conclusion]}"}],
            "conclusion": conclusion,
            "report_on": self.desk.today.isoformat(),
        }
        self.do("hd", "check_report", "reported", F10=form)

    def rebut(self) -> None:
        """申请人说明, heard and written down."""
        told = {
            "told_at": self.desk.now(),
            "text": "示例：存款是母亲的看病钱，已交回。",
            "files": [self.sign("存款流水")],
        }
        self.do(self.crew.investigates, "check_rebut", "rebutted", rebut=told)

    def visit(self, *, consistent: bool = True) -> None:
        first, second = self.crew.visits
        form = self.seen(first, second, consistent=consistent)
        self.do(first, "visit", "visited", F08=form)

    def seen(self, *visitors: str, consistent: bool = True) -> dict[str, Any]:
        """F08 of a visit by these people."""
        return {
            "visited_at": self.desk.now(),
            "visitors": list(visitors),
            "place": "household",
            "housing": "示例：平房三间，屋顶漏雨",
            "income": f"示例：全家每月约{self.home.income}元",
            "assets": "示例：存款两千余元，没有车辆"
            if consistent
            else "示例：院内停有一辆小货车，申报时没有写",
            "health": "示例：户主常年吃药",
            "need": "示例：药费和学费有困难",
            "consistent": consistent,
            "visitor_signatures": [self.sign("调查人签字一"), self.sign("调查人签字二")],
            "visited_signature": self.sign("被调查人签字"),
        }

    def end(self) -> None:
        summary = {"summary": "示例：已核对、入户，情况清楚。"}
        self.do(self.crew.investigates, "end_investigation", "ended", end=summary)

    def meet(self) -> None:
        """民主评议."""
        form = {
            "held_at": self.desk.now(),
            "chair": "示例村主任",
            "total": 15,
            "representatives": 11,
            "stages": ["policy", "facts", "discussion", "conclusion", "signing"],
            "true_count": 13,
            "false_count": 2,
            "signatures": [self.sign("评议签字")],
            "attendees": [{"name": "示例村民代表", "kind": "representative", "relation": "none"}],
        }
        self.do(self.crew.investigates, "review_meeting", "held", F09=form)

    def opinion(self, suggested: str = "agree") -> dict[str, Any]:
        """F12 as the investigator drafts it."""
        if suggested == "disagree":
            return {"suggested": suggested, "reason": "示例：家庭财产超过当地规定，不符合条件。"}
        extras = self.home.extras(self.desk.today)
        return {
            "suggested": suggested,
            "covered": self.home.covered(),
            "method": "difference",
            "reason": "示例：家庭人均收入低于保障标准，同意。",
            **({"extras": extras} if extras else {}),
        }

    def draft(self, suggested: str = "agree") -> None:
        self.do(self.crew.investigates, "opinion", "drafted", F12=self.opinion(suggested))

    def signed(self) -> None:
        self.do(self.crew.signs, "sign_opinion", "signed")

    def post(self) -> None:
        """张贴公示."""
        photo = self.desk.file(self.crew.investigates, "张贴照片.png")
        form = {
            "place": "示例：村委会公示栏",
            "posted_at": self.desk.now(),
            "hot_line": "0335-1234567",
            "photos": [photo],
        }
        self.do(self.crew.investigates, "notice_1_post", "posted", F11=form)

    def object(self, content: str) -> None:
        """Somebody objects to the notice, best on its first day: before a long holiday no other working day is left."""
        notice = self.desk.newest(self.no, lambda work: work.notices, "seq")
        notices.object_to(
            self.desk.office,
            self.desk.actor(self.crew.closes),
            notice.id,
            received_on=self.desk.today,
            way="letter",
            content=content,
            name="示例村民",
        )

    def answer(self, outcome: str, **forms: Any) -> None:
        """复查: done by whoever did not draft."""
        self.desk.do(
            self.no, self.crew.visits[0], "reinvestigate", outcome, reason="示例：已上门核实", **forms
        )

    def hung(self, clock: str) -> datetime:
        """The first working day on which the notice that was posted today has hung long enough."""
        over = legal_day(self.desk.clock.at) + timedelta(days=NOTICE_DAYS)
        return self.on(self.day - self.desk.after(over), clock)

    def take_down(self) -> None:
        photo = self.desk.file(self.crew.investigates, "揭下照片.png")
        form = {"removed_at": self.desk.now(), "photos": [photo]}
        self.do(self.crew.investigates, "notice_1_close", "ended", F11=form)

    def send_up(self) -> None:
        self.do(self.crew.signs, "send_up", "sent", sendup={"pages": 14})

    def confirm(self, result: str = "grant") -> None:
        day = self.desk.today
        number = f"示例民确〔{day.year}〕{self.home.head.serial}号"
        forms = {"F13": {"result": result, "decided_on": day.isoformat(), "decision_no": number}}
        if result == "refuse":
            forms["F14"] = {
                "facts": "示例：家庭有定期存款十二万元。",
                "ground": "示例：社会救助规定和当地低保财产规定",
                "reason": "示例：家庭财产超过当地规定的限额，不符合低保条件。",
                "review_authority": "示例区人民政府",
                "court": "示例区人民法院",
            }
        self.do("qr", "confirm", result, **forms)

    def serve(self, *, refusal: bool = False) -> None:
        """送达: of a grant on its own form, of a refusal in its letter."""
        login, day = self.crew.closes, self.desk.today.isoformat()
        receipt = [self.desk.file(login, "送达回证.png")]
        if refusal:
            letter = {"served_on": day, "served_way": "direct", "receipt": receipt}
            self.do(login, "serve", "served", F14=letter)
        else:
            self.do(login, "serve", "served", serve={"served_on": day, "way": "direct", "receipt": receipt})

    def publish(self) -> None:
        self.do(self.crew.closes, "publish_list", "done")

    def ledger(self) -> None:
        self.do(self.crew.closes, "ledger", "done")

    def roster(self) -> None:
        self.do(self.crew.roster[self.home.village], "roster", "done")

    def certificate(self) -> None:
        day = self.desk.today.isoformat()
        form = {
            "kind": "dibao",
            "grant": self.desk.newest(self.no, lambda work: work.awards, "decided_on").id,
            "made_on": day,
            "issued_on": day,
            "old_returned": False,
            "receipt": self.desk.file("sh", "领证签字.png"),
        }
        self.do("sh", "certificate", "issued", F24=form)

    def close(self) -> None:
        self.do(self.crew.closes, "close_case", "closed")

    def until_accepted(self) -> Story:
        yield self.on(0, "08:50")
        self.apply()
        yield self.on(0, "10:20")
        self.accept()

    def until_dispatched(self, relative: Mapping[str, str] | None = None) -> Story:
        """Accepted one day, given to the township itself the next."""
        yield from self.until_accepted()
        yield self.on(1, "09:00")
        self.relatives(relative)
        self.do(self.crew.accepts, "dispatch", "own")

    def until_asked(self, relative: Mapping[str, str] | None = None) -> Story:
        """The investigation has begun, and the county is asked to check."""
        yield from self.until_dispatched(relative)
        yield self.on(1, "09:30")
        self.start()
        self.request()

    def until_known(self, *, consistent: bool = True, relative: Mapping[str, str] | None = None) -> Story:
        """Checked and visited."""
        yield from self.until_asked(relative)
        yield self.on(1, "10:10")
        self.report()
        yield self.on(1, "14:30")
        self.visit(consistent=consistent)

    def until_drafted(self, suggested: str = "agree", relative: Mapping[str, str] | None = None) -> Story:
        """The opinion lies before the head."""
        yield from self.until_known(relative=relative)
        yield self.on(1, "09:10")
        self.end()
        self.draft(suggested)

    def until_posted(self, relative: Mapping[str, str] | None = None) -> Story:
        """Signed, and the notice hangs."""
        yield from self.until_drafted(relative=relative)
        yield self.on(1, "09:20")
        self.signed()
        yield self.on(0, "14:50")
        self.post()

    def until_sent_up(self, relative: Mapping[str, str] | None = None) -> Story:
        yield from self.until_posted(relative)
        yield self.hung("09:00")
        self.take_down()
        self.send_up()

    def until_received(self, relative: Mapping[str, str] | None = None) -> Story:
        yield from self.until_sent_up(relative)
        yield self.on(1, "10:00")
        self.do("sh", "county_receive", "received")

    def until_reviewed(self, relative: Mapping[str, str] | None = None) -> Story:
        """The county's reviewer agrees."""
        yield from self.until_received(relative)
        yield self.on(1, "15:10")
        self.do("sh", "county_review", "agree")

    def until_granted(self) -> Story:
        yield from self.until_reviewed()
        yield self.on(1, "10:40")
        self.confirm()

    def until_served(self) -> Story:
        yield from self.until_granted()
        yield self.on(1, "11:00")
        self.serve()

    def until_entered(self) -> Story:
        """Published, in the ledger and on the roster; the certificate is still to be made."""
        yield from self.until_served()
        yield self.on(0, "15:30")
        self.publish()
        self.ledger()
        yield self.on(1, "09:40")
        self.roster()

    def until_closed(self) -> Story:
        yield from self.until_entered()
        yield self.on(1, "14:10")
        self.certificate()
        yield self.on(0, "16:20")
        self.close()

    def until_refused(self) -> Story:
        """Against the household: no notice, straight to the county, refused with its letter."""
        yield from self.until_drafted("disagree")
        yield self.on(1, "09:20")
        self.signed()
        self.send_up()
        yield self.on(1, "10:30")
        self.do("sh", "county_receive", "received")
        self.do("sh", "county_review", "disagree")
        yield self.on(1, "11:10")
        self.confirm("refuse")

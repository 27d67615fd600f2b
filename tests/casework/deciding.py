"""A household's way from the signed opinion to the grant, for tests: what county and township do with it."""

from datetime import date
from typing import Any

from casework import standards
from tests.casework.allowance import Allowance
from tests.casework.desk import Desk, Shape

FREE = "2022-04-14T09:00+08:00"
DECIDED = "2022-04-15T10:00+08:00"


def enter_standards(desk: Desk, *rows: tuple[str, str, str], since: str = "2022-01-01") -> None:
    """示例 rows (aid, item, amount) of the county."""
    for aid, item, amount in rows:
        form = {
            "area": "130399",
            "aid": aid,
            "item": item,
            "amount": amount,
            "valid_from": since,
            "source": "示例〔2022〕1号",
        }
        standards.add(desk.office, desk.who("sh"), form)


def end_standard(desk: Desk, on: date, item: str = "standard") -> None:
    """The last day of the county's row."""
    rows = standards.list_standards(desk.office, desk.who("sh"))["items"]
    [row] = [row for row in rows if row["item"] == item]
    standards.end(desk.office, desk.who("sh"), row["id"], valid_to=on)


def with_standards(desk: Desk) -> Desk:
    desk.at("2022-03-01T09:00+08:00")
    enter_standards(
        desk, ("120", "standard", "600"), ("120", "extra_disabled", "120"), ("120", "extra_old", "80")
    )
    return desk


class Deciding(Allowance):
    """One case on its way to the decision and beyond it."""

    @classmethod
    def begun(cls, desk: Desk, **forms: Any) -> "Deciding":
        """Applied for, accepted and given to the township."""
        return cls(desk, Allowance.accepted(desk, **forms).no)

    def ready(self, suggested: str = "agree", **opinion: Any) -> "Deciding":
        """Before the county's decision: noticed, sent up, reviewed."""
        self.investigated()
        self.do("jb1", "opinion", "drafted", {"F12": self.f12(suggested, **opinion)})
        self.sign()
        if suggested == "agree":
            self.desk.at("2022-04-06T09:00+08:00")
            self.post()
            self.desk.at(FREE)
        self.send_up()
        self.do("sh", "county_receive", "received")
        self.do("sh", "county_review", "agree")
        self.desk.at(DECIDED)
        return self

    def f13(self, result: str = "grant", **other: Any) -> Shape:
        no = f"示例救助〔2022〕{self.no[-3:]}号"
        return {"result": result, "decided_on": self.desk.today, "decision_no": no, **other}

    def f14(self, **other: Any) -> Shape:
        return {
            "facts": "示例：家庭人均收入高于标准。",
            "ground": "《社会救助暂行办法》第九条",
            "reason": "示例：经核对和入户调查，家庭人均收入高于当地标准，不符合条件。",
            "review_authority": "示例区人民政府",
            "court": "示例区人民法院",
            **other,
        }

    def grant(self, **other: Any) -> Shape:
        return self.do("qr", "confirm", "grant", {"F13": self.f13(**other)})

    def refuse(self) -> Shape:
        return self.do("qr", "confirm", "refuse", {"F13": self.f13("refuse"), "F14": self.f14()})

    def serve(self) -> Shape:
        form = {"served_on": self.desk.today, "way": "direct", "receipt": [self.desk.file("ck2")]}
        return self.do("ck2", "serve", "served", {"serve": form})

    def certified(self) -> Shape:
        """The household's certificate, numbered by the system."""
        form = {
            "kind": "dibao",
            "grant": self.case["grant_id"],
            "made_on": self.desk.today,
            "issued_on": self.desk.today,
            "old_returned": False,
            "receipt": self.desk.file("sh"),
        }
        return self.do("sh", "certificate", "issued", {"F24": form})

    def taken_down(self) -> None:
        self.do("jb1", "notice_1_close", "ended", {"F11": {"removed_at": self.now}})

    def entered(self) -> None:
        """All that closes a granted case but the certificate."""
        self.serve()
        self.do("ck2", "publish_list", "done")
        self.do("ck2", "ledger", "done")
        self.do("zg", "roster", "done")

    @property
    def case(self) -> Shape:
        return self.desk.case(self.no)

    def form(self, name: str) -> Shape:
        """The newest data of a form as it is stored."""
        with self.desk.office.store.read() as work:
            [case] = work.cases.having(no=self.no)
            return dict(work.forms.having(order=["revision"], case_id=case.id, form=name)[-1].content)

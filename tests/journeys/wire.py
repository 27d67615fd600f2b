"""A client of the API that knows nothing but HTTP and the contract: no word of the product's code is imported here."""

import json
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

PASSWORD = "demo-yimen-2026"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "789c63f8cfc000000301010018dd8db00000000049454e44ae426082"
)
"""One white dot, the signed paper of every test."""
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identities(area: str = "130399", born: str = "19580412") -> Iterator[str]:
    """Valid identity numbers, one after the other, with the check character of GB 11643."""
    for serial in range(1, 999):
        body = f"{area}{born}{serial:03d}"
        rest = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11
        yield body + "10X98765432"[rest]


@dataclass(frozen=True)
class Answer:
    """Status, headers and body of an answer."""

    status: int
    headers: Any
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.content)

    def good(self, status: int = 200) -> Any:
        """The JSON of an answer that is as it should be."""
        assert self.status == status, f"{self.status} instead of {status}: {self.text}"
        return self.json if self.content else None

    def problem(self, status: int, code: str) -> Any:
        """The problem of a refusal."""
        assert self.headers["Content-Type"].startswith("application/problem+json"), self.text
        assert (self.status, self.json["code"]) == (status, code), self.text
        assert self.json["status"] == status
        assert self.json.keys() >= {"type", "title", "detail", "fields"}
        return self.json


@dataclass
class Wire:
    """Requests to one server as whom one likes; tokens are fetched when first needed."""

    url: str
    tokens: dict[str, str] = field(default_factory=dict)

    def ask(
        self,
        login: str | None,
        method: str,
        path: str,
        body: Any = None,
        *,
        headers: dict[str, str] | None = None,
        **query: str,
    ) -> Answer:
        """One request; `body` is JSON, `query` the parameters; `login` None sends no token."""
        data = None if body is None else json.dumps(body).encode()
        more = {"Content-Type": "application/json"} if body is not None else {}
        return self._send(login, method, path, data, {**more, **(headers or {})}, query)

    def get(self, login: str | None, path: str, **query: str) -> Any:
        """The JSON under a path."""
        return self.ask(login, "GET", path, **query).good()

    def post(self, login: str | None, path: str, body: Any = None, status: int = 200) -> Any:
        """What a command answers that is carried out."""
        return self.ask(login, "POST", path, body or {}).good(status)

    def upload(self, login: str, name: str = "签名.png", content: bytes = PNG) -> str:
        """The id of a file handed in."""
        mark = uuid.uuid4().hex
        head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        data = f"{head}Content-Type: image/png\r\n\r\n".encode() + content + f"\r\n--{mark}--\r\n".encode()
        headers = {"Content-Type": f"multipart/form-data; boundary={mark}"}
        return str(self._send(login, "POST", "/attachments", data, headers, {}).good(201)["id"])

    def _send(
        self,
        login: str | None,
        method: str,
        path: str,
        data: bytes | None,
        headers: dict[str, str],
        query: dict[str, str],
    ) -> Answer:
        token = {"Authorization": f"Bearer {self._token(login)}"} if login else {}
        parameters = f"?{urllib.parse.urlencode(query)}" if query else ""
        where = f"{self.url}/api/v1{path}{parameters}"
        request = urllib.request.Request(where, data=data, headers={**token, **headers}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as refused:
            with refused:
                return Answer(refused.code, refused.headers, refused.read())

    def _token(self, login: str) -> str:
        if login not in self.tokens:
            body = {"login": login, "password": PASSWORD}
            self.tokens[login] = self.ask(None, "POST", "/tokens", body).good(201)["token"]
        return self.tokens[login]


# -- what people do, in the words of the contract


def application(wire: Wire, login: str, id_no: str, on: str, **other: Any) -> dict[str, Any]:
    """The body of an application for education aid, which goes to another department."""
    form = {
        "aid": "310",
        "apply_on": on,
        "head_name": "示例一",
        "head_id": id_no,
        "phone": "13900000025",
        "registered_village": "130399100201",
        "living_place": "示例镇东村1号",
        "reason": "示例：子女入学，缴纳学费有困难，申请教育救助。",
        "promise": True,
        "signature": wire.upload(login),
        "way": "window",
        **other,
    }
    return {"aid": "310", "area": "130399100", "forms": {"F01": form}}


def open_case(wire: Wire, id_no: str, on: str, **other: Any) -> str:
    """A case handed in at the window by ck1; its number."""
    return str(wire.post("ck1", "/cases", application(wire, "ck1", id_no, on, **other), 201)["no"])


def task_of(wire: Wire, login: str, no: str, step: str, queue: str = "group") -> str:
    """The id of the open task of a step of a case."""
    rows = wire.get(login, "/tasks", queue=queue, step=step, q=no)["items"]
    found = [row["id"] for row in rows if row["case_no"] == no]
    assert len(found) == 1, (no, step, rows)
    return str(found[0])


def step(wire: Wire, login: str, no: str, key: str, outcome: str, **forms: Any) -> Any:
    """Claim the task of a step and complete it."""
    task = task_of(wire, login, no, key)
    wire.post(login, f"/tasks/{task}/claim")
    return wire.post(login, f"/tasks/{task}/complete", {"outcome": outcome, "forms": forms})


def dispatched(wire: Wire, id_no: str, on: str) -> tuple[str, str]:
    """A case accepted and dispatched on one day; case number and handover."""
    no = open_case(wire, id_no, on)
    step(wire, "ck1", no, "check_papers", "complete")
    step(wire, "ck1", no, "accept", "accepted", F06b={"accepted_at": f"{on}T09:00"})
    step(wire, "ck1", no, "relatives", "done", F07={"declared": False, "signature": wire.upload("ck1")})
    step(wire, "ck2", no, "dispatch", "transfer", dispatch={"unit": "jy"})
    return no, str(wire.get("ck1", f"/cases/{no}")["handovers"][0]["id"])

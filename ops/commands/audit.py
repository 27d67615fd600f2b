"""`yimen audit`: prove the event chains, and rebuild cases from them 审计."""

import argparse
import json
from typing import TYPE_CHECKING, Any

from casework import audit
from engine.errors import NotFound
from ops.commands.arguments import Unreadable, refuse
from ops.commands.opening import opened

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(subparsers: "Subparsers") -> None:
    """The words of `yimen audit` (contract section 6)."""
    parser = subparsers.add_parser("audit", help="审计 | prove and replay the record")
    acts = parser.add_subparsers(metavar="verify|replay", required=True)
    verify = acts.add_parser("verify", help="核对每条事件链")
    verify.set_defaults(run=_verify)
    replay = acts.add_parser("replay", help="由事件重做办件并比较")
    replay.add_argument("numbers", nargs="*", metavar="CASE_NO", help="办件编号；缺省为全部")
    replay.set_defaults(run=_replay)
    for act in (verify, replay):
        act.add_argument("--json", action="store_true", help="输出一个 JSON 值")


def _verify(args: argparse.Namespace) -> int:
    with opened() as office:
        answer = audit.verify(office)
    bad = answer["first_bad"]
    words = f"事件 {answer['events']} 条，事件链 {answer['chains']} 条"
    return _tell(answer, args.json, f"{words}，{_place(bad) if bad else '全部完好'}")


def _replay(args: argparse.Namespace) -> int:
    with opened() as office:
        try:
            answer = audit.replay(office, args.numbers)
        except NotFound:
            return refuse(Unreadable(f"没有办件 {'、'.join(args.numbers)}", 1))
    bad = answer["first_difference"]
    return _tell(
        answer, args.json, f"办件 {answer['cases']} 件，{_place(bad) if bad else '重做结果全部相同'}"
    )


def _place(bad: dict[str, Any]) -> str:
    event = "" if bad["seq"] is None else f"第 {bad['seq']} 条事件"
    return f"有差错：{bad['case_no'] or '公共事件链'} {event}：{bad['why']}"


def _tell(answer: dict[str, Any], as_json: bool, words: str) -> int:
    print(json.dumps(answer, ensure_ascii=False) if as_json else words)
    return 0 if answer["ok"] else 1

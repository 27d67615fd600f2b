"""Documents of the investigation 调查: authorisation, home visit, villagers' meeting, opinion, public notice."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from assistance import privacy
from assistance.identifiers import is_adult
from assistance.regimes import REGIMES
from casework.papers.common import Builder, Content, Making, county, township, whoever_acts
from casework.papers.reckoning import worked
from engine.money import text as money
from engine.time import iso, legal_day


def _check_authorisation(making: Making) -> Content:
    form = making.form("F05")
    people = {row["id_no"]: row for row in making.form("F02").get("rows", ())}
    return {
        "checker": {"name": county(making)},
        "adults": [
            _signatory(making, people.get(row["member"], {}), row["member"]) for row in form["adults"]
        ],
        "signed_on": form["signed_on"],
        "valid_to": form["valid_to"],
    }


def _signatory(making: Making, person: Mapping[str, Any], id_no: str) -> Content:
    return {
        "name": person.get("name"),
        "id_no": privacy.identity_number(id_no),
        "relation_name": making.label("F02", "rows.relation", person.get("relation")),
    }


def _visit_record(making: Making) -> Content:
    case, form = making.file.case, making.form("F08")
    at_home = form["place"] == "household"
    return {
        **{
            key: form[key]
            for key in ("visited_at", "housing", "income", "assets", "health", "need", "consistent")
        },
        **{key: form.get(key) for key in ("place_reason", "refusal_text", "witness")},
        "office": {"name": whoever_acts(making)},
        "village": making.names.area(case.village),
        "address": making.form("F01").get("living_place") if at_home else None,
        "members": case.members,
        "place_name": making.label("F08", "place", form["place"]),
        "visitors": [making.person(login) for login in form["visitors"]],
        "photos": len(form.get("photos") or ()),
        "visited_signed": bool(form.get("visited_signature")),
    }


def _review_record(making: Making) -> Content:
    form = making.form("F09")
    return {
        **{
            key: form[key]
            for key in ("held_at", "chair", "total", "representatives", "true_count", "false_count")
        },
        "office": {"name": township(making)},
        "village": making.names.area(making.file.case.village),
        "stages": [making.label("F09", "stages", stage) for stage in form["stages"]],
        "attendees": [
            {
                "name": row["name"],
                "kind_name": making.label("F09", "attendees.kind", row["kind"]),
                "relation_name": making.label("F09", "attendees.relation", row["relation"]),
            }
            for row in form["attendees"]
        ],
        "objections": form.get("objections"),
    }


def _opinion_sheet(making: Making) -> Content:
    case, form, entry = making.file.case, making.form("F12"), making.entry("F12")
    assert entry is not None
    return {
        "office": {"name": township(making)},
        **household(making),
        **{key: form.get(key) for key in ("reason", "per_head", "amount")},
        "suggested_name": making.label("F12", "suggested", form["suggested"]),
        "method_name": making.label("F12", "method", form.get("method")),
        **worked(making, "F12"),
        "drafter": making.person(entry.by),
        "drafted_on": legal_day(entry.at),
        "signer": making.person(making.file.command.by.login),
        "signed_on": legal_day(making.file.now),
        "household_no": case.household_no,
    }


def household(making: Making) -> Content:
    """The household as an opinion covers it, with the facts of its application."""
    file, opinion = making.file, making.form("F12")
    covered = opinion.get("covered") or ()
    return {
        "accepted_at": iso(file.case.accepted_at or file.now),
        "regime_name": REGIMES.get(file.case.regime or "", "").partition("（")[0] or file.case.regime,
        "village": making.names.area(file.case.village),
        "household_no": file.case.household_no,
        "members": [
            {
                "name": row["name"],
                "relation_name": making.label("F02", "rows.relation", row["relation"]),
                "covered": row["id_no"] in covered,
                "extras": _extras(making, opinion, row["id_no"]),
            }
            for row in making.form("F02").get("rows", ())
        ],
    }


def _extras(making: Making, opinion: Mapping[str, Any], id_no: str) -> str | None:
    """The categories of 分类施保 a member is in."""
    rows = [row["category"] for row in opinion.get("extras") or () if row["member"] == id_no]
    names = [making.label("F12", "extras.category", category) or category for category in rows]
    return "、".join(names) or None


def _notice_sheet(making: Making) -> Content:
    """What hangs in public: name, number of members and amount of the notice, and nothing else of the household."""
    notice = max(making.file.notices.everything(), key=lambda one: (one.posted_at, one.round))
    posted_on = legal_day(notice.posted_at)
    return {
        "office": {"name": whoever_acts(making)},
        "name": privacy.name(notice.name) if _minor(making, posted_on) else notice.name,
        "members": notice.members,
        "amount": None if notice.amount is None else money(notice.amount),
        "village": making.names.area(notice.village),
        "place": notice.place,
        "hot_line": notice.hot_line,
        "posted_at": iso(notice.posted_at),
        "days": (notice.last_day - posted_on).days,
        "last_day": notice.last_day,
    }


def _minor(making: Making, on: date) -> bool:
    number = making.file.case.head_id
    return number is not None and not is_adult(number, on)


BUILDERS: Mapping[str, Builder] = {
    "check_authorisation": _check_authorisation,
    "visit_record": _visit_record,
    "review_record": _review_record,
    "opinion_sheet": _opinion_sheet,
    "notice_sheet": _notice_sheet,
}

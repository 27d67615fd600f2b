"""流程: the published processes, each as diagram and as table."""

from flask import Blueprint, render_template
from markupsafe import Markup

from casework import processes
from web.office import the_actor, the_office

bp = Blueprint("processes", __name__, url_prefix="/processes")


@bp.get("")
def listing() -> str:
    return render_template("processes.html", page=processes.list_processes(the_office(), the_actor()))


@bp.get("/<key>")
def show(key: str) -> str:
    office, by = the_office(), the_actor()
    diagram = processes.flow_diagram(office, by, key)
    return render_template(
        "process.html",
        key=key,
        process=processes.show_process(office, by, key),
        versions=processes.versions(office, by, key),
        svg=Markup(diagram["svg"]),
        table=diagram["table"],
    )

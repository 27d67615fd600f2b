"""Addresses of style and script with a mark of their content 静态文件, so that browsers may keep them for a year."""

import hashlib
from pathlib import Path

from flask import Flask, url_for


def install(app: Flask) -> None:
    """`asset('yimen.css')` in templates; the digest is taken once at start."""
    folder = Path(app.static_folder or "")
    marks = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        for path in folder.iterdir()
        if path.is_file()
    }

    def asset(name: str) -> str:
        return url_for("static", filename=name, v=marks[name])

    app.jinja_env.globals["asset"] = asset
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 365 * 24 * 3600

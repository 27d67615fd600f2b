"""The Flask application 网页: blueprints, one handler of refusals, headers, languages."""

from flask import Flask

from casework.office import Office
from web import (
    admin,
    amounts,
    apply,
    assets,
    calendar,
    cases,
    context,
    corrections,
    desk,
    errors,
    extensions,
    files,
    grants,
    handovers,
    help,
    i18n,
    inbox,
    ladder,
    navigation,
    notices,
    office,
    processes,
    public,
    registers,
    security,
    session,
    standards,
    supervision,
    tasks,
    words,
)
from web.api import health, mount

PAGES = (
    session.bp,
    desk.bp,
    inbox.bp,
    tasks.bp,
    apply.bp,
    cases.bp,
    corrections.bp,
    extensions.bp,
    handovers.bp,
    notices.bp,
    grants.bp,
    registers.bp,
    supervision.bp,
    ladder.bp,
    calendar.bp,
    processes.bp,
    admin.bp,
    standards.bp,
    amounts.bp,
    files.bp,
    public.bp,
    help.bp,
)


def create_app(the_office: Office, *, secret_key: str, env: str | None = None) -> Flask:
    """The application for one office; `env` decides cookie flags and HSTS and whether demo logins are listed."""
    app = Flask(__name__)
    app.config.update(SECRET_KEY=secret_key, ENV_NAME=env or the_office.env)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    security.install(app, production=app.config["ENV_NAME"] == "production")
    office.install(app, the_office)
    i18n.install(app)
    words.install(app)
    navigation.install(app)
    errors.install(app)
    context.install(app)
    assets.install(app)
    app.register_blueprint(mount.blueprint())
    app.register_blueprint(health.blueprint())
    for page in PAGES:
        app.register_blueprint(page)
    return app

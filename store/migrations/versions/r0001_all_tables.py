"""All tables 全部表.

Longer than other files and functions: one line a column, and a revision is never changed once it is released.
"""

import sqlalchemy as sa
from alembic import op
from procrastinate.schema import SchemaManager

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _people()
    _calendar()
    _case()
    _flow()
    _handover()
    _limit()
    _attachment()
    _audit()
    _queue()


def _people() -> None:
    op.create_table(
        "area",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("population", sa.Integer()),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date()),
        sa.PrimaryKeyConstraint("code", name="pk_area"),
    )
    op.create_table(
        "person",
        sa.Column("login", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("id_no", sa.LargeBinary()),
        sa.Column("id_index", sa.LargeBinary(length=16)),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True)),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("login", name="pk_person"),
    )
    op.create_index("ix_person_id_index", "person", ["id_index"])
    op.create_table(
        "role_grant",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("login", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("area", sa.String(length=12)),
        sa.Column("unit", sa.String(length=40)),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date()),
        sa.PrimaryKeyConstraint("id", name="pk_role_grant"),
    )
    op.create_index("ix_role_grant_login", "role_grant", ["login"])
    op.create_index("ix_role_grant_role_role_grant_area", "role_grant", ["role", "area"])
    op.create_index("ix_role_grant_role_role_grant_unit", "role_grant", ["role", "unit"])
    op.create_table(
        "token",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("login", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_token"),
    )
    op.create_index("ix_token_login", "token", ["login"])
    op.create_table(
        "unit",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("uscc", sa.String(length=18), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date()),
        sa.PrimaryKeyConstraint("key", "valid_from", name="pk_unit"),
    )


def _calendar() -> None:
    op.create_table(
        "calendar_day",
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_workday", sa.Boolean()),
        sa.Column("name", sa.Text()),
        sa.Column("source", sa.Text()),
        sa.PrimaryKeyConstraint("date", "version", name="pk_calendar_day"),
    )
    op.create_table(
        "calendar_load",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("sha256", sa.String(length=64)),
        sa.Column("year", sa.Integer()),
        sa.Column("undoes", sa.Integer()),
        sa.Column("complete_years", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_load"),
        sa.UniqueConstraint("version", name="uq_calendar_load_version"),
    )


def _case() -> None:
    op.create_table(
        "case",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("no", sa.String(length=40)),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("aid", sa.String(length=10), nullable=False),
        sa.Column("regime", sa.String(length=10)),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("result", sa.String(length=30)),
        sa.Column("unit_result", sa.String(length=20)),
        sa.Column("decided", sa.Boolean(), nullable=False),
        sa.Column("county", sa.String(length=6), nullable=False),
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("village", sa.String(length=12)),
        sa.Column("head_name", sa.Text()),
        sa.Column("head_id", sa.LargeBinary()),
        sa.Column("head_id_index", sa.LargeBinary(length=16)),
        sa.Column("head_phone", sa.LargeBinary()),
        sa.Column("household_no", sa.String(length=40)),
        sa.Column("members", sa.Integer()),
        sa.Column("flags", sa.Text(), nullable=False),
        sa.Column("versions", sa.Text(), nullable=False),
        sa.Column("applied_on", sa.Date()),
        sa.Column("accepted_at", sa.DateTime(timezone=True)),
        sa.Column("accepted_on", sa.Date()),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.Column("effective_due", sa.String(length=40)),
        sa.Column("effective_row", sa.String(length=10)),
        sa.Column("amber_at", sa.DateTime(timezone=True)),
        sa.Column("late_at", sa.DateTime(timezone=True)),
        sa.Column("sort_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event_seq", sa.Integer(), nullable=False),
        sa.Column("event_hash", sa.String(length=64)),
        sa.Column("event_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_case"),
        sa.UniqueConstraint("no", name="uq_case_no"),
    )
    op.create_index("ix_case_area_case_head_name", "case", ["area", "head_name"])
    op.create_index("ix_case_area_case_sort_at_case_id", "case", ["area", "sort_at", "id"])
    op.create_index("ix_case_county_case_sort_at_case_id", "case", ["county", "sort_at", "id"])
    op.create_index("ix_case_head_id_index", "case", ["head_id_index"])
    op.create_table(
        "case_moment",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("handover_id", sa.String(length=40)),
        sa.Column("slip_id", sa.String(length=40)),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_case_moment_case_id_case"),
        sa.PrimaryKeyConstraint("id", name="pk_case_moment"),
    )
    op.create_index("ix_case_moment_case_id", "case_moment", ["case_id"])
    op.create_table(
        "fact",
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_fact_case_id_case"),
        sa.PrimaryKeyConstraint("case_id", name="pk_fact"),
    )
    op.create_table(
        "form_entry",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("form", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.String(length=40)),
        sa.Column("handover_id", sa.String(length=40)),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_form_entry_case_id_case"),
        sa.PrimaryKeyConstraint("id", name="pk_form_entry"),
    )
    op.create_index("ix_form_entry_case_id", "form_entry", ["case_id"])
    op.create_table(
        "member",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("id_no", sa.LargeBinary(), nullable=False),
        sa.Column("id_index", sa.LargeBinary(length=16)),
        sa.Column("relation", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_member_case_id_case"),
        sa.PrimaryKeyConstraint("id", name="pk_member"),
    )
    op.create_index("ix_member_case_id", "member", ["case_id"])
    op.create_index("ix_member_id_index", "member", ["id_index"])


def _flow() -> None:
    op.create_table(
        "draft",
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("login", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("subject", name="pk_draft"),
    )
    op.create_table(
        "due_moment",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("retry_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_due_moment"),
    )
    op.create_index("ix_due_moment_case_id", "due_moment", ["case_id"])
    op.create_index("ix_due_moment_due_at_due_moment_id", "due_moment", ["due_at", "id"])
    op.create_index("ix_due_moment_subject_due_moment_kind", "due_moment", ["subject", "kind"])
    op.create_table(
        "form_version",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("form", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("schema", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_form_version"),
        sa.UniqueConstraint("form", "number", name="uq_form_version_form_number"),
    )
    op.create_table(
        "process_version",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.Column("based_on", sa.Integer()),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("editor", sa.String(length=40), nullable=False),
        sa.Column("publisher", sa.String(length=40)),
        sa.Column("published_at", sa.DateTime(timezone=True)),
        sa.Column("effective_from", sa.Date()),
        sa.Column("closure", sa.Text(), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_process_version"),
        sa.UniqueConstraint("key", "number", name="uq_process_version_key_number"),
    )
    op.create_table(
        "incident",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("instance_id", sa.String(length=40)),
        sa.Column("task_id", sa.String(length=40)),
        sa.Column("command", sa.String(length=60), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("element_id", sa.Text()),
        sa.Column("element_kind", sa.Text()),
        sa.Column("element_name", sa.Text()),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("retries", sa.Integer(), nullable=False),
        sa.Column("mended_by", sa.String(length=40)),
        sa.Column("mended_at", sa.DateTime(timezone=True)),
        sa.Column("reason", sa.Text()),
        sa.Column("given", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_incident_case_id_case"),
        sa.PrimaryKeyConstraint("id", name="pk_incident"),
    )
    op.create_index("ix_incident_case_id", "incident", ["case_id"])
    op.create_index("ix_incident_state_incident_area", "incident", ["state", "area"])
    op.create_table(
        "instance",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("process", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("parent_id", sa.String(length=40)),
        sa.Column("parent_token", sa.String(length=40)),
        sa.Column("handover_id", sa.String(length=40)),
        sa.Column("slip_id", sa.String(length=40)),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("tokens", sa.LargeBinary(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("wake_at", sa.DateTime(timezone=True)),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_instance_case_id_case"),
        sa.PrimaryKeyConstraint("id", name="pk_instance"),
    )
    op.create_index("ix_instance_case_id", "instance", ["case_id"])
    op.create_table(
        "task",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("case_no", sa.String(length=40), nullable=False),
        sa.Column("aid", sa.String(length=10), nullable=False),
        sa.Column("head_name", sa.Text(), nullable=False),
        sa.Column("process", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("instance_id", sa.String(length=40), nullable=False),
        sa.Column("token", sa.String(length=40), nullable=False),
        sa.Column("element_id", sa.Text(), nullable=False),
        sa.Column("step", sa.String(length=60), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("group", sa.String(length=100), nullable=False),
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("unit", sa.String(length=40)),
        sa.Column("handover_id", sa.String(length=40)),
        sa.Column("slip_id", sa.String(length=40)),
        sa.Column("limit_row", sa.Text()),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("holder", sa.String(length=40)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True)),
        sa.Column("done_at", sa.DateTime(timezone=True)),
        sa.Column("done_by", sa.String(length=40)),
        sa.Column("outcome", sa.String(length=60)),
        sa.Column("effective_due", sa.String(length=40)),
        sa.Column("effective_row", sa.String(length=10)),
        sa.Column("amber_at", sa.DateTime(timezone=True)),
        sa.Column("late_at", sa.DateTime(timezone=True)),
        sa.Column("sort_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("follow_up_on", sa.Date()),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_task_case_id_case"),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name="fk_task_instance_id_instance"),
        sa.PrimaryKeyConstraint("id", name="pk_task"),
    )
    op.create_index("ix_task_area", "task", ["state", "area", "sort_at", "id"])
    op.create_index("ix_task_case_id_task_state", "task", ["case_id", "state"])
    op.create_index("ix_task_done", "task", ["done_by", "done_at"])
    op.create_index("ix_task_group", "task", ["state", "group", "sort_at", "id"])
    op.create_index("ix_task_holder", "task", ["holder", "state", "sort_at", "id"])
    op.create_index("ix_task_instance_id_task_state", "task", ["instance_id", "state"])
    op.create_index("ix_task_open", "task", ["state", "sort_at", "id", "area"])
    op.create_table(
        "task_exclusion",
        sa.Column("task_id", sa.String(length=40), nullable=False),
        sa.Column("login", sa.String(length=40), nullable=False),
        sa.Column("why", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_task_exclusion_task_id_task"),
        sa.PrimaryKeyConstraint("task_id", "login", name="pk_task_exclusion"),
    )


def _handover() -> None:
    op.create_table(
        "routing",
        sa.Column("aid", sa.String(length=10), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date()),
        sa.PrimaryKeyConstraint("aid", "valid_from", name="pk_routing"),
    )
    op.create_table(
        "extension",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("limit_id", sa.String(length=40), nullable=False),
        sa.Column("row", sa.String(length=10), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(length=40), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_before", sa.String(length=40), nullable=False),
        sa.Column("due_after", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("decided_by", sa.String(length=40)),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_extension_case_id_case"),
        sa.PrimaryKeyConstraint("id", name="pk_extension"),
    )
    op.create_index("ix_extension_case_id", "extension", ["case_id"])
    op.create_table(
        "handover",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("no", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("case_no", sa.String(length=40), nullable=False),
        sa.Column("aid", sa.String(length=10), nullable=False),
        sa.Column("head_name", sa.Text(), nullable=False),
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("instance_id", sa.String(length=40)),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("unit", sa.String(length=40)),
        sa.Column("matter", sa.Text()),
        sa.Column("reason", sa.LargeBinary()),
        sa.Column("attachments", sa.Text(), nullable=False),
        sa.Column("proposed_unit", sa.String(length=40)),
        sa.Column("named", sa.Integer(), nullable=False),
        sa.Column("returns", sa.Integer(), nullable=False),
        sa.Column("result", sa.String(length=20)),
        sa.Column("amount", sa.Integer()),
        sa.Column("ground", sa.LargeBinary()),
        sa.Column("text", sa.LargeBinary()),
        sa.Column("told_at", sa.DateTime(timezone=True)),
        sa.Column("told_how", sa.String(length=20)),
        sa.Column("told_by", sa.String(length=40)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_handover_case_id_case"),
        sa.PrimaryKeyConstraint("id", name="pk_handover"),
        sa.UniqueConstraint("no", name="uq_handover_no"),
    )
    op.create_index("ix_handover_area_handover_state", "handover", ["area", "state"])
    op.create_index("ix_handover_case_id", "handover", ["case_id"])
    op.create_index("ix_handover_unit_handover_state", "handover", ["unit", "state"])
    op.create_table(
        "slip",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("no", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("case_no", sa.String(length=40), nullable=False),
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("task_id", sa.String(length=40), nullable=False),
        sa.Column("step", sa.String(length=60), nullable=False),
        sa.Column("row", sa.String(length=10)),
        sa.Column("overdue", sa.Integer()),
        sa.Column("to_login", sa.String(length=40)),
        sa.Column("to_group", sa.String(length=100), nullable=False),
        sa.Column("instance_id", sa.String(length=40)),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reply", sa.Text()),
        sa.Column("check_reason", sa.Text()),
        sa.Column("issued_by", sa.String(length=40), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_slip_case_id_case"),
        sa.PrimaryKeyConstraint("id", name="pk_slip"),
        sa.UniqueConstraint("no", name="uq_slip_no"),
    )
    op.create_index("ix_slip_area_slip_state", "slip", ["area", "state"])
    op.create_index("ix_slip_case_id", "slip", ["case_id"])
    op.create_table(
        "leg",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("handover_id", sa.String(length=40), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True)),
        sa.Column("returned_at", sa.DateTime(timezone=True)),
        sa.Column("return_reason", sa.LargeBinary()),
        sa.Column("recalled_at", sa.DateTime(timezone=True)),
        sa.Column("resulted_at", sa.DateTime(timezone=True)),
        sa.Column("fed_back_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["handover_id"], ["handover.id"], name="fk_leg_handover_id_handover"),
        sa.PrimaryKeyConstraint("id", name="pk_leg"),
        sa.UniqueConstraint("handover_id", "n", name="uq_leg_handover_id_n"),
    )
    op.create_index("ix_leg_handover_id", "leg", ["handover_id"])


def _limit() -> None:
    op.create_table(
        "limit",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column("handover_id", sa.String(length=40)),
        sa.Column("slip_id", sa.String(length=40)),
        sa.Column("complaint_id", sa.String(length=40)),
        sa.Column("task_id", sa.String(length=40)),
        sa.Column("row", sa.String(length=10), nullable=False),
        sa.Column("step", sa.String(length=60), nullable=False),
        sa.Column("regime", sa.String(length=10)),
        sa.Column("aid", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=5), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=10), nullable=False),
        sa.Column("scope", sa.String(length=10), nullable=False),
        sa.Column("label", sa.String(length=12), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("starts", sa.Text(), nullable=False),
        sa.Column("ends", sa.Text(), nullable=False),
        sa.Column("extended_n", sa.Integer()),
        sa.Column("started_by", sa.String(length=40), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("due", sa.String(length=40), nullable=False),
        sa.Column("late_at", sa.DateTime(timezone=True)),
        sa.Column("amber_at", sa.DateTime(timezone=True)),
        sa.Column("free_from", sa.DateTime(timezone=True)),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("calendar_version", sa.Integer(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.Column("closed_on", sa.Date()),
        sa.Column("in_time", sa.Boolean()),
        sa.Column("overdue_n", sa.Integer()),
        sa.Column("overdue_unit", sa.String(length=5)),
        sa.Column("extension", sa.Text()),
        sa.Column("moved", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_limit_case_id_case"),
        sa.PrimaryKeyConstraint("id", name="pk_limit"),
    )
    op.create_index("ix_limit_case_id", "limit", ["case_id"])
    op.create_index("ix_limit_state_limit_late_at", "limit", ["state", "late_at"])
    op.create_index("ix_limit_state_limit_provisional", "limit", ["state", "provisional"])


def _attachment() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(length=40)),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40)),
        sa.Column("media", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", "version", name="pk_attachment"),
    )
    op.create_index("ix_attachment_case_id", "attachment", ["case_id"])
    op.create_table(
        "document",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("no", sa.String(length=60), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("template_version", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer()),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("handover_id", sa.String(length=40)),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_document_case_id_case"),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
    )
    op.create_index("ix_document_case_id", "document", ["case_id"])


def _audit() -> None:
    op.create_table(
        "access_log",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=40)),
        sa.Column("case_id", sa.String(length=40)),
        sa.Column("case_no", sa.String(length=40)),
        sa.Column("what", sa.String(length=60), nullable=False),
        sa.Column("purpose", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_access_log"),
    )
    op.create_index("ix_access_log_by_access_log_at", "access_log", ["by", "at"])
    op.create_index("ix_access_log_case_id", "access_log", ["case_id"])
    op.create_table(
        "anchor",
        sa.Column("county", sa.String(length=6), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("chains", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("county", "day", name="pk_anchor"),
    )
    op.create_table(
        "counter",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counter"),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("chain", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("county", sa.String(length=6)),
        sa.Column("case_no", sa.String(length=40)),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("command", sa.String(length=60), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=40)),
        sa.Column("for_whom", sa.String(length=40)),
        sa.Column("history", sa.LargeBinary(), nullable=False),
        sa.Column("drawn", sa.Text(), nullable=False),
        sa.Column("versions", sa.Text(), nullable=False),
        sa.Column("given", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("previous", sa.String(length=64)),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
        sa.UniqueConstraint("chain", "seq", name="uq_event_chain_seq"),
    )
    op.create_index("ix_event_by_event_at", "event", ["by", "at"])
    op.create_index("ix_event_county_event_at", "event", ["county", "at"])
    op.create_table(
        "idempotency_key",
        sa.Column("login", sa.String(length=40), nullable=False),
        sa.Column("route", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("body", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("login", "route", "key", name="pk_idempotency_key"),
    )
    op.create_table(
        "lease",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("holder", sa.String(length=60), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_lease"),
    )
    op.create_table(
        "lock",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("name", name="pk_lock"),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("to", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("case_id", sa.String(length=40)),
        sa.Column("case_no", sa.String(length=40)),
        sa.Column("task_id", sa.String(length=40)),
        sa.Column("area", sa.String(length=12)),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_moment", sa.String(length=40)),
        sa.Column("read_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_message"),
        sa.UniqueConstraint("key", name="uq_message_key"),
    )
    op.create_index("ix_message_case_id", "message", ["case_id"])
    op.create_index("ix_message_to", "message", ["to"])


def _queue() -> None:
    """The tables and functions of Procrastinate, which only PostgreSQL has, as the installed package makes them."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        sql = SchemaManager.get_schema()
        # Without parameters the driver takes many statements at once, and the text's % signs as they are.
        connection.exec_driver_sql(sql, execution_options={"no_parameters": True})

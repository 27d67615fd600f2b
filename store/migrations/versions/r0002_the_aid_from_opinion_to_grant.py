"""The aid from opinion to grant."""

import json
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
"""From when on the table is in force that a county begins with."""


def upgrade() -> None:
    _ladder()
    _money()
    _notice()
    _register()
    _columns()
    _slips()


def _ladder() -> None:
    ladder = op.create_table(
        "ladder",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.Column("rows", sa.Text(), nullable=False),
        sa.Column("editor", sa.String(length=40), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("publisher", sa.String(length=40), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_ladder"),
    )
    rows = [
        {"step": "*", "rung": rung, "after": after, "to": to, "label": "local"}
        for rung, after, to in (
            ("message", 1, ["handler", "head"]),
            ("slip", 3, ["supervisor"]),
            ("leader", 5, ["leader"]),
        )
    ]
    op.bulk_insert(
        ladder,
        [
            {
                "number": 1,
                "revision": 1,
                "state": "published",
                "in_force": True,
                "rows": json.dumps(rows),
                "editor": "system",
                "edited_at": BEGINNING,
                "publisher": "system",
                "published_at": BEGINNING,
            }
        ],
    )
    _climbing()
    op.create_table(
        "relative",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("login", sa.String(length=40), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("id_no", sa.LargeBinary(), nullable=False),
        sa.Column("id_index", sa.LargeBinary(length=16), nullable=True),
        sa.Column("relation", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_relative"),
    )
    op.create_index("ix_relative_id_index", "relative", ["id_index"], unique=False)
    op.create_index("ix_relative_login", "relative", ["login"], unique=False)
    op.create_table(
        "rung",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("limit_id", sa.String(length=40), nullable=False),
        sa.Column("rung", sa.String(length=20), nullable=False),
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("case_no", sa.String(length=40), nullable=False),
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("row", sa.String(length=10), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("slip_id", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_rung_case_id_case"),
        sa.PrimaryKeyConstraint("id", name="pk_rung"),
        sa.UniqueConstraint("limit_id", "rung", name="uq_rung_limit_id_rung"),
    )
    op.create_index("ix_rung_area_rung_at", "rung", ["area", "at"], unique=False)
    op.create_index("ix_rung_case_id", "rung", ["case_id"], unique=False)


def _climbing() -> None:
    """Every open limit climbs the ladder from now on; whoever was told that it is late is not told again, by the message's key."""
    op.execute("DELETE FROM due_moment WHERE kind = 'late'")
    op.execute(
        "INSERT INTO due_moment (id, kind, subject, case_id, due_at, attempts) "
        "SELECT 'rung-' || id, 'rung', id, case_id, late_at, 0 FROM \"limit\" "
        "WHERE state = 'open' AND late_at IS NOT NULL AND scope <> 'shown'"
    )


def _money() -> None:
    op.create_table(
        "standard",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("aid", sa.String(length=10), nullable=False),
        sa.Column("item", sa.String(length=30), nullable=False),
        sa.Column("amount", sa.String(length=20), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.String(length=40), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_standard"),
    )
    op.create_index(
        "ix_standard_area_standard_aid_standard_item", "standard", ["area", "aid", "item"], unique=False
    )
    op.create_table(
        "grant",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(length=40), nullable=True),
        sa.Column("aid", sa.String(length=10), nullable=False),
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("village", sa.String(length=12), nullable=True),
        sa.Column("household_no", sa.String(length=40), nullable=False),
        sa.Column("head_name", sa.Text(), nullable=False),
        sa.Column("head_id", sa.LargeBinary(), nullable=True),
        sa.Column("head_id_index", sa.LargeBinary(length=16), nullable=True),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("covered", sa.Integer(), nullable=False),
        sa.Column("categories", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("from_month", sa.String(length=7), nullable=False),
        sa.Column("to_month", sa.String(length=7), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decision_no", sa.String(length=60), nullable=False),
        sa.Column("review_group", sa.String(length=30), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_grant_case_id_case"),
        sa.PrimaryKeyConstraint("id", name="pk_grant"),
    )
    op.create_index("ix_grant_area_grant_aid_grant_state", "grant", ["area", "aid", "state"], unique=False)
    op.create_index("ix_grant_case_id", "grant", ["case_id"], unique=False)
    op.create_index("ix_grant_head_id_index", "grant", ["head_id_index"], unique=False)
    op.create_index("ix_grant_household_no", "grant", ["household_no"], unique=False)
    op.create_table(
        "certificate",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("grant_id", sa.String(length=40), nullable=True),
        sa.Column("case_id", sa.String(length=40), nullable=True),
        sa.Column("aid", sa.String(length=10), nullable=False),
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("issuer", sa.String(length=40), nullable=True),
        sa.Column("old_returned", sa.Boolean(), nullable=False),
        sa.Column("loss_statement", sa.String(length=40), nullable=True),
        sa.Column("receipt", sa.String(length=40), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["grant_id"], ["grant.id"], name="fk_certificate_grant_id_grant"),
        sa.PrimaryKeyConstraint("id", name="pk_certificate"),
        sa.UniqueConstraint("number", name="uq_certificate_number"),
    )
    op.create_index("ix_certificate_area_certificate_state", "certificate", ["area", "state"], unique=False)
    op.create_index("ix_certificate_grant_id", "certificate", ["grant_id"], unique=False)
    op.create_table(
        "grant_amount",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("grant_id", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.String(length=40), nullable=True),
        sa.Column("from_month", sa.String(length=7), nullable=False),
        sa.Column("to_month", sa.String(length=7), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("worked", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["grant_id"], ["grant.id"], name="fk_grant_amount_grant_id_grant"),
        sa.PrimaryKeyConstraint("id", name="pk_grant_amount"),
    )
    op.create_index("ix_grant_amount_grant_id", "grant_amount", ["grant_id"], unique=False)
    op.create_table(
        "grant_member",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("grant_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("id_no", sa.LargeBinary(), nullable=False),
        sa.Column("id_index", sa.LargeBinary(length=16), nullable=True),
        sa.Column("relation", sa.String(length=20), nullable=False),
        sa.Column("covered", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["grant_id"], ["grant.id"], name="fk_grant_member_grant_id_grant"),
        sa.PrimaryKeyConstraint("id", name="pk_grant_member"),
    )
    op.create_index("ix_grant_member_grant_id", "grant_member", ["grant_id"], unique=False)
    op.create_index("ix_grant_member_id_index", "grant_member", ["id_index"], unique=False)


def _notice() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("case_no", sa.String(length=40), nullable=False),
        sa.Column("instance_id", sa.String(length=40), nullable=False),
        sa.Column("aid", sa.String(length=10), nullable=False),
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("village", sa.String(length=12), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("hot_line", sa.String(length=40), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("free_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("photos", sa.Text(), nullable=False),
        sa.Column("opinion", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_notice_case_id_case"),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
    )
    op.create_index("ix_notice_area_notice_state", "notice", ["area", "state"], unique=False)
    op.create_index("ix_notice_case_id", "notice", ["case_id"], unique=False)
    op.create_table(
        "objection",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_by", sa.String(length=40), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_objection_case_id_case"),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name="fk_objection_notice_id_notice"),
        sa.PrimaryKeyConstraint("id", name="pk_objection"),
    )
    op.create_index("ix_objection_case_id", "objection", ["case_id"], unique=False)
    op.create_index("ix_objection_notice_id", "objection", ["notice_id"], unique=False)


def _register() -> None:
    op.create_table(
        "register_entry",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("register", sa.String(length=30), nullable=False),
        sa.Column("case_id", sa.String(length=40), nullable=True),
        sa.Column("case_no", sa.String(length=40), nullable=True),
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("village", sa.String(length=12), nullable=True),
        sa.Column("aid", sa.String(length=10), nullable=True),
        sa.Column("household_no", sa.String(length=40), nullable=True),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(length=40), nullable=False),
        sa.Column("draft", sa.Boolean(), nullable=False),
        sa.Column("corrects", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("row", sa.LargeBinary(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_register_entry_case_id_case"),
        sa.PrimaryKeyConstraint("id", name="pk_register_entry"),
    )
    op.create_index("ix_register_entry_case_id", "register_entry", ["case_id"], unique=False)
    op.create_index(
        "ix_register_entry_place",
        "register_entry",
        ["register", "area", "entered_on"],
        unique=False,
    )


def _columns() -> None:
    op.add_column("case", sa.Column("key_reasons", sa.Text(), server_default="[]", nullable=False))
    op.add_column("case", sa.Column("moved_from", sa.Text(), server_default="[]", nullable=False))
    op.add_column("case", sa.Column("covered", sa.Integer(), nullable=True))
    op.add_column("case", sa.Column("amount", sa.Integer(), nullable=True))
    op.add_column("case", sa.Column("start_month", sa.String(length=7), nullable=True))
    op.add_column("case", sa.Column("decided_on", sa.Date(), nullable=True))
    op.add_column("case", sa.Column("decision_no", sa.String(length=60), nullable=True))
    op.add_column("case", sa.Column("avoid", sa.Text(), server_default="[]", nullable=False))
    op.create_index("ix_case_decision_no", "case", ["decision_no"], unique=True)
    with op.batch_alter_table(
        "counter"
    ) as batch:  # the papers of a case are counted by type, and types have long names
        batch.alter_column("name", existing_type=sa.String(length=60), type_=sa.String(length=100))
    op.add_column("document", sa.Column("pdf_sha256", sa.String(length=64), nullable=True))
    op.add_column("handover", sa.Column("consent_id", sa.String(length=40), nullable=True))
    op.add_column("handover", sa.Column("data_passed", sa.Text(), nullable=True))
    op.add_column("handover", sa.Column("decline_reason", sa.LargeBinary(), nullable=True))


def _slips() -> None:
    """A slip may be proposed before it is issued; those there are were issued at once."""
    with op.batch_alter_table("slip") as batch:
        batch.add_column(sa.Column("proposed_at", sa.DateTime(timezone=True)))
        batch.add_column(sa.Column("limit_id", sa.String(length=40)))
        batch.add_column(sa.Column("reason", sa.Text()))
        batch.alter_column("issued_by", existing_type=sa.String(length=40), nullable=True)
        batch.alter_column("issued_at", existing_type=sa.DateTime(timezone=True), nullable=True)
    op.execute("UPDATE slip SET proposed_at = issued_at")
    with op.batch_alter_table("slip") as batch:
        batch.alter_column("proposed_at", existing_type=sa.DateTime(timezone=True), nullable=False)
    op.create_index("ix_slip_task_id", "slip", ["task_id"], unique=False)

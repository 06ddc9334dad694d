"""What queries need: indexes for filters and grouped counts, decisions with their history, queries kept by name."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Adds indexes and two tables; no row is changed."""
    for column in ("year", "province", "prefecture", "county", "township"):
        op.create_index(f"ix_reports_{column}", "reports", [column])
    _partial_index("ix_reports_superseded", "reports", "superseded_by", "superseded_by IS NOT NULL")
    covering = ["rule", "gone", "report_id", "family", "severity", "status", "table"]
    op.create_index("ix_findings_rule", "findings", covering)
    op.create_index("ix_findings_severity", "findings", ["severity", "gone"])
    op.create_index("ix_findings_id", "findings", ["id"])
    _partial_index("ix_findings_decided", "findings", "status", "status <> 'open'")
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
    )
    op.create_index("ix_decisions_finding_id_id", "decisions", ["finding_id", "id"])
    op.create_table(
        "saved_queries",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("saved_by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_saved_queries"),
    )


def _partial_index(name: str, table: str, column: str, where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, table, [column], sqlite_where=condition, postgresql_where=condition)

"""What claims say of themselves, the score of a report, sketches of its text and figures, files that could not be opened."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Adds columns and a table, and makes anew that of claims, which no version wrote.

    Reports have no score until it is asked for.
    """
    op.add_column("reports", sa.Column("score", sa.Float(), nullable=True))
    op.add_column("reports", sa.Column("scoring", sa.String(), nullable=True))
    op.add_column("reports", sa.Column("across", sa.String(), nullable=True))
    op.create_index("ix_reports_across", "reports", ["across"])
    op.drop_table("claims")
    op.create_table(
        "claims",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Numeric(asdecimal=False), nullable=True),
        sa.Column("exact", sa.String(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("concept", sa.String(), nullable=True),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("section", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_claims_report_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report_id", "position", name="pk_claims"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sketches",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("sketch", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_sketches_report_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report_id", "kind", name="pk_sketches"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "bands",
        sa.Column("bucket", sa.BigInteger(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_bands_report_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("bucket", "report_id", name="pk_bands"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_bands_report_id", "bands", ["report_id"])
    op.create_table(
        "unread",
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("details", sa.String(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_unread_run_id"),
        sa.PrimaryKeyConstraint("source", name="pk_unread"),
    )
    op.drop_index("ix_findings_severity", "findings")
    covering = ["severity", "gone", "report_id", "family", "rule", "status", "table"]
    op.create_index("ix_findings_severity", "findings", covering)

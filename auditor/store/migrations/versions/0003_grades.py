"""The grade of a report."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Adds a column; reports that were audited before have no grade until they are audited again."""
    op.add_column("reports", sa.Column("grade", sa.String(), nullable=True))

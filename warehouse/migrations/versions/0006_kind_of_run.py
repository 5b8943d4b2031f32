"""What the kind of a run holds: the name of its flow."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.alter_column(
        "run",
        "kind",
        existing_type=sa.TEXT(),
        comment="Flow that was run. Example: nightly, load saved pages, backfill, replay.",
        existing_comment="What was run. Example: run, demo, backfill, replay.",
        existing_nullable=False,
        schema="ops",
    )

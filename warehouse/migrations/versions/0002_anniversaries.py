"""Anniversaries beside the public holidays."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "dim_date",
        sa.Column(
            "anniversary_vi",
            sa.Text(),
            nullable=True,
            comment="Anniversary that campaigns are held for; null on other days. Example: Ngày thành lập Công đoàn Việt Nam. Vietnamese: ngày kỷ niệm.",
        ),
        schema="mart",
    )
    op.alter_column(
        "dim_date",
        "holiday_vi",
        existing_type=sa.TEXT(),
        comment="Public holiday; null on other days. Example: Tết Nguyên Đán. Vietnamese: ngày lễ.",
        existing_comment="Public holiday or anniversary that campaigns are held for. Example: Ngày Quốc tế Lao động.",
        existing_nullable=True,
        schema="mart",
    )

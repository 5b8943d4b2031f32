"""Copies and stories."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bridge_article_copy",
        sa.Column(
            "article_id", sa.UUID(as_uuid=False), nullable=False, comment="The article of the pair that comes first."
        ),
        sa.Column("copy_id", sa.UUID(as_uuid=False), nullable=False, comment="The other."),
        sa.Column(
            "share",
            sa.Double(),
            nullable=False,
            comment="How much of their word sequences they share, estimated. Unit: 0 to 1. Example: 0.95.",
        ),
        sa.PrimaryKeyConstraint("article_id", "copy_id", name=op.f("pk_bridge_article_copy")),
        schema="mart",
        comment="Grain: one pair of current articles of which one is a copy of the other, as mirrors and syndicated news are.",
    )
    op.create_index(
        op.f("ix_bridge_article_copy_copy_id"), "bridge_article_copy", ["copy_id"], unique=False, schema="mart"
    )
    op.create_table(
        "article_band",
        sa.Column("band", sa.BigInteger(), nullable=False, comment="Hash of a part of the signature."),
        sa.Column("article_key", sa.UUID(as_uuid=False), nullable=False, comment="Version of the article."),
        sa.PrimaryKeyConstraint("band", "article_key", name=op.f("pk_article_band")),
        schema="ops",
        comment="Grain: one part of the signature of one article version. Versions that share a part are compared.",
    )
    op.create_table(
        "article_signature",
        sa.Column("article_key", sa.UUID(as_uuid=False), nullable=False, comment="Version of the article."),
        sa.Column(
            "signature", postgresql.ARRAY(sa.BigInteger()), nullable=False, comment="MinHash signature of its text."
        ),
        sa.PrimaryKeyConstraint("article_key", name=op.f("pk_article_signature")),
        schema="ops",
        comment="Grain: one article version. Tells how much two texts have in common without reading them.",
    )
    op.add_column(
        "dim_article",
        sa.Column(
            "story_id",
            sa.UUID(as_uuid=False),
            nullable=True,
            comment="Story: the first article_id among the articles that are copies of one another, its own if there are none. Vietnamese: tin đăng lại.",
        ),
        schema="mart",
    )
    # Until a load compares them, the articles there are stories of their own.
    op.execute("UPDATE mart.dim_article SET story_id = article_id")
    op.alter_column("dim_article", "story_id", nullable=False, schema="mart")
    op.create_index("ix_dim_article_story_id", "dim_article", ["story_id"], unique=False, schema="mart")
    op.alter_column(
        "resolved_award",
        "stories",
        existing_type=sa.INTEGER(),
        comment="Stories among them, copies of one text being one: independent support. Unit: story.",
        existing_comment="Texts among them that are no copy of one another: independent support. Unit: story.",
        existing_nullable=False,
        schema="mart",
    )
    op.add_column(
        "document",
        sa.Column(
            "signature", postgresql.ARRAY(sa.BigInteger()), nullable=True, comment="MinHash signature of the text."
        ),
        schema="staging",
    )
    op.add_column(
        "document",
        sa.Column(
            "bands", postgresql.ARRAY(sa.BigInteger()), nullable=True, comment="Hashes of the parts of the signature."
        ),
        schema="staging",
    )

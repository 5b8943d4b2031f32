"""Alembic's entry: on the connection that `warehouse.migrate` hands over, or as SQL text where there is none."""

from alembic import context

from warehouse.migrate import VERSION_TABLE, is_ours
from warehouse.schema import metadata

context.configure(
    connection=context.config.attributes.get("connection"),
    dialect_name="postgresql",
    literal_binds=context.is_offline_mode(),
    output_buffer=context.config.output_buffer,
    target_metadata=metadata,
    include_schemas=True,
    include_name=is_ours,
    version_table=VERSION_TABLE,
    version_table_schema="ops",
    compare_server_default=True,
)
if context.is_offline_mode():
    with context.begin_transaction():
        context.run_migrations()
else:
    context.run_migrations()

"""Schema, migrations, state, staging, publish, quarantine, views and the embedded PostgreSQL server."""

"""DataFrame to Figure. Nothing here knows Dash or DuckDB."""

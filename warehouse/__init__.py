"""How rows are kept and asked. The only place that imports duckdb."""

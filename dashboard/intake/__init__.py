"""Intake: csv files in, checked parquet out. The only writer of the warehouse."""

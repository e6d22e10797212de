-- What a file says of its row groups is read once and kept, not read again for every query: for
-- files with thousands of row groups that is the larger part of a query's time.
set global parquet_metadata_cache = true;

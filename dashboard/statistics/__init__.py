"""Numbers in, numbers out: intervals, comparisons, change, matching."""

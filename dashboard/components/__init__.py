"""What pages are made of: the shell, the filter bar, the exhibit card, notices."""

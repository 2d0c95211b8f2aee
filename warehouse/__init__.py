"""Floor 0: what a table is and how it is stored; it knows nothing of news rules."""

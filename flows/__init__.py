"""Floor 2: the only place where the order of the stages is decided."""

"""Floor 1: the news knowledge, one folder per verb of the pipeline."""

"""One file for each kind of block that does not belong to an article's text."""

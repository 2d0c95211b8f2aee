"""The rules: one module for each kind of text that is taken out or moved."""

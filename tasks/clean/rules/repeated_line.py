"""Takes out lines that earlier runs have seen on many pages of the same publisher."""

KIND = "repeated_line"
MANY_PAGES = f"{KIND}.many_pages"
SCORE = 0.96  # certain, unless the line model is very sure of the opposite

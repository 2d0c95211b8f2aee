"""Floor 1: the gate; it knows tables, not the stages that made them."""

"""What all counts together allow: bounds, conflicts, and what an authored assumption adds to them."""

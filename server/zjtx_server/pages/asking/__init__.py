"""What an address asks for: parameters held against what there is, and the part of the rows that a page shows."""

"""What counts as a link between policies: the bounds that the link step keeps and the pages tell."""

MOST_COUNTERPARTS = 10  # of one measure
LEAST_SCORE = 0.55  # from which two measures are counterparts
# From this likeness of the words, and this share of one text that the other holds, two measures say nearly the same.
ALIKE, HELD = 0.2, 0.5
SHORTEST_PASSAGE = 8  # letters and digits
OWN_WORDS = 4  # letters and digits of a passage beyond names and formulas

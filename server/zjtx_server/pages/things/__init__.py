"""Pages of single things, each with its words in the source."""

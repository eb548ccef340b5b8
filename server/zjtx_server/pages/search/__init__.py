"""Search and lists with facets."""

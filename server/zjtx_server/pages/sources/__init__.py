"""What pages read: the graph, here or in a store elsewhere, and the index."""

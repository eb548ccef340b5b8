"""The processes that hold the graph: the nursery and the workers that it forks."""

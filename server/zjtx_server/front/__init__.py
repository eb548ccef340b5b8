"""The process that speaks HTTP: protocol, limits, cache, pool of workers."""

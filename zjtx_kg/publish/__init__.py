"""Graphs to a release: dumps, store, records, texts, catalogue and report in one directory."""

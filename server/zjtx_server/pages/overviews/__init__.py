"""Overviews across policies and regions."""

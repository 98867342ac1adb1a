"""Branches and their opening hours."""

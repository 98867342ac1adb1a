"""Opslag: a public library's website and its machine-readable feeds, built from Markdown in git."""

__version__ = "0.1.0"

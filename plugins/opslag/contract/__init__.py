"""The gate: what is about to be published is judged by what the contract promises its readers.

A judge shares no code with what it judges: this room reads finished bytes, and imports ``opslag.errors`` alone.
"""

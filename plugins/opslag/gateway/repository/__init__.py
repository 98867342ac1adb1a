"""The git repository around content/: what is in it, what becomes a commit, and what editors push to its remote."""

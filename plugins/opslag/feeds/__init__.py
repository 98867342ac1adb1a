"""The machine-readable feeds: each module is a pure function from a Library to bytes."""

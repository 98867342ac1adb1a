"""A build: read, compose, make, judge, swap; and nothing half-finished is ever public."""

"""Events: what an event file says, and the occurrences that follow from it."""

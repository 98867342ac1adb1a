"""From the outbox to the system that is to have it: attempts, pauses, and what a person must look at."""

"""What a build keeps for the next one: what each event file came to, and the pieces that were made of it."""

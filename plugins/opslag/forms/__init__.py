"""Forms: their definitions, what visitors answer, and the message that goes to another system. No disk, clock or network."""

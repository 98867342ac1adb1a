"""What visitors have sent and no other system has taken yet: encrypted rows in a database, kept until they are delivered."""

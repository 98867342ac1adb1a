"""What visitors post: judged, kept in the outbox, and answered with a page."""

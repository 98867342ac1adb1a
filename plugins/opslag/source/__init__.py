"""What people write by hand: YAML that knows where everything stands, and the types that its keys declare."""

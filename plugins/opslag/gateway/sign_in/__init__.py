"""Signing in with the library's OpenID provider, for forms that ask for it."""

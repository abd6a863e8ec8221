"""Certificates as the tokens need them: read on their own octets, a path, a revocation list."""

"""The command line: parses, makes one call below, prints, and returns the exit code."""

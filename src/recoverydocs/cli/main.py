"""The command line: arguments in, one call below, what it says printed, its exit code returned."""

"""recoverydocs: case data in, Word documents and verifiable evidence packages out."""

__version__ = "0.1.0"

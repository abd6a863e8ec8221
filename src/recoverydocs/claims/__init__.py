"""What is owed on a day, with its working; deadlines; what stands in the way."""

from recoverydocs.claims.figure import ClaimRow, Figure, Part, Segment

__all__ = ["ClaimRow", "Figure", "Part", "Segment"]

"""Delivery: channels by the manifest's names, and records of what became of a document."""

from recoverydocs.delivery.channels import CHANNELS, Channel, Receipt
from recoverydocs.delivery.record import checked_record, read_record
from recoverydocs.delivery.row import receipt_of_row

__all__ = [
    "CHANNELS",
    "Channel",
    "Receipt",
    "checked_record",
    "read_record",
    "receipt_of_row",
]

"""What a document says of itself: title, issuer, region, number, days, status, validity, grounds."""

from zjtx_kg.extract.document.fields import read_fields

__all__ = ["read_fields"]

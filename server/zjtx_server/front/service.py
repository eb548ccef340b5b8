"""The description of the SPARQL service."""

from zjtx_server.description import describe_service

__all__ = ["describe_service"]

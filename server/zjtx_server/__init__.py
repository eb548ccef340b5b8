"""The web server of zjtx-kg: SPARQL endpoint, linked data and plain pages over one release."""

from zjtx_server.app import create_app
from zjtx_server.query import Limits
from zjtx_server.release import ReleaseView, open_release
from zjtx_server.server import serve

__all__ = ["Limits", "ReleaseView", "create_app", "open_release", "serve"]

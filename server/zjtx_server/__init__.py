"""The web server of zjtx-kg: SPARQL endpoint, linked data and plain pages over one release."""

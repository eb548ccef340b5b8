"""The pages and the linked data, a Flask application."""

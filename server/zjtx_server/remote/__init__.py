"""A SPARQL endpoint elsewhere in place of the embedded store: asked, loaded, served."""

"""The pages in a real browser: which there are, how they are opened, what must hold on each, and their pictures."""

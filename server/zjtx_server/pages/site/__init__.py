"""The pages around the data: start, questions, endpoint, match, quality, the data set."""

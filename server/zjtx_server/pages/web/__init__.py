"""What all pages share: addresses, languages, views with their data, errors."""

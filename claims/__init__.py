"""What the text says. Pure: no network, no clock, no environment, no database."""

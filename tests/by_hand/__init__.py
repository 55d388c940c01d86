"""What not every machine allows: run by hand, each told in its first lines how."""

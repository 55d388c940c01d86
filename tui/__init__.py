"""duban (督办): a terminal browser for policy documents and the tasks they assign."""

__version__ = "0.1.0"

"""The widgets; each shows what it is given and says what happened to it, and none knows another."""

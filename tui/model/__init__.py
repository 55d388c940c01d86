"""What a policy document, its tasks and people's changes to them are.

Standard library only; nothing here touches a file or a clock.
"""

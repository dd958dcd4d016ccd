"""The door of the window: signing in, the lock, whoever works here."""

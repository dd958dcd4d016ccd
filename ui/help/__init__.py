"""What helps a person on in the window: the help beside a page and over a dialog, news, problem report, about."""

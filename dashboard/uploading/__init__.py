"""The upload page: the same load as on the command line, for those who have only a browser.

Off unless the operator sets a token. The server only takes the file in and shows what a process
beside it found out, so that a large file slows no reader and a crash of either harms neither.
"""

"""Bring the user's own extracts in: read, recognise, check, show the difference, publish.

    file → reading → Sheet → recognising → Layout → checking → Checked → differing → Difference
                                                                  ↓
                                               store (the only writer) → a new version of the data

`preparing.prepare` goes as far as the difference and changes nothing; `store.publish` makes it
the data that readers see. The command line and the upload page both call just these two.
"""

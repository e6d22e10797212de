"""Start the dashboard: `python app.py`, or point a WSGI server at `app:server`."""

import sys

if __name__ == "__main__":
    # Makes the application itself, or lets each worker make its own.
    from dashboard.serving import main

    sys.exit(main())
else:
    from dashboard import create_app
    from dashboard.settings import Settings

    app = create_app(Settings.from_environment())
    server = app.server

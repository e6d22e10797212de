"""Start the dashboard: `python app.py`, or point a WSGI server at `app:server`."""

from dashboard import create_app, serve
from dashboard.settings import Settings

settings = Settings.from_environment()
app = create_app(settings)
server = app.server

if __name__ == "__main__":
    serve(app, settings)

"""Pages over a database, for a browser: `marsad.web.app.create_app`. Nothing here is imported before it is wanted."""

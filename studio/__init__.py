"""What `app.py` shows: the page, the live player, the form, and the routes that serve them."""

"""One run of the page: the script that Streamlit executes for each, which is therefore short."""

from studio.page import show_page

show_page()

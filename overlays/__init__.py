"""The chrome: what the platform draws over a creative. Knows no video and no Streamlit."""

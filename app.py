"""The door to the browser: `python app.py` or `streamlit run app.py`, with an ad file if you like.

    python app.py samples/slow_coffee/ad.yaml
    streamlit run app.py -- samples/slow_coffee/ad.yaml
    python app.py --help                                   among others, as a server for a team

SPARKPROOF_AD names the ad file, too; STREAMLIT_SERVER_PORT another port than 8501.
"""

if __name__ == "__main__":
    from commands.app import door

    door()
else:
    import streamlit as st

    from studio.serving import PAGE, parts

    app = st.App(PAGE, **parts())

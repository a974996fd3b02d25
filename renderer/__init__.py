"""The picture in time: probe, decode, fit, composite, plan, encode. Knows no QA, no Streamlit."""

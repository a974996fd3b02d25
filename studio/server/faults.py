"""A fault of ours in a run of the page: one sentence for the visitor, its traceback for the log."""

from __future__ import annotations

import logging

import streamlit as st

from studio.work.faults import fault_words

_log = logging.getLogger(__name__)


def say_fault(error: Exception) -> bool:
    """Log it under an id that the visitor can quote; True: Streamlit need not say it, too."""
    st.error(f"This page {fault_words(_log, 'A run of the page failed', error)}")
    return True

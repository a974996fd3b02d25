"""What is kept on disk and under an address: workspace, media, uploads, scripts.

In: files, pictures, uploads. Out: addresses that cannot be guessed, and what stands behind them.
Never: knows a page or an ad's values.
"""

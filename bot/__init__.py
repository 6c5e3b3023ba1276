"""Spotter, a strength coach that you talk to."""

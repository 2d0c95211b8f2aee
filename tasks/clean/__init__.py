"""Cuts a page into blocks and decides for each whether it is article, metadata or furniture."""

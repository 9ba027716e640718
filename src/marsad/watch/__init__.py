"""The live loop: feeds are polled, what is new in them is fetched, coded and kept (`marsad watch`).

config.py    feeds.toml
schedule.py  which feed is due, by a clock that nobody sets
status.py    ok, degraded, blocked, dead: what a feed's answers mean, and when to come back
articles.py  from an item, or its page, to an article
loop.py      the loop itself
"""

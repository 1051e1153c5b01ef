"""What is known of all releases at once, in the database; made from their folders and made anew at any time.

Releases come in (`sync`), one by one as they are published or all of a store; what pages and the API ask
goes out (`queries`): the newest, those about a place, facts, alerts. `revision` tells whether anything a
page may show has changed.
"""

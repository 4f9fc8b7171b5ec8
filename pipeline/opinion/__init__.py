"""A second opinion from a language model, on articles that the translation rules are in doubt about.

Off unless an address is configured. Whatever the server does, the article is cleaned: an answer adds
flags of MTA030 and nothing else, and where there is none INT004 says so and the light result stands.
"""

"""The JSON shapes of GitHub's REST answers and webhooks, complete with every required key.

Each function takes the world (for addresses and who may do what) and one thing of it.
"""

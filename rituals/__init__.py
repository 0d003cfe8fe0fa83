"""What we remember: one file per recurring practice.

A ritual's file name is its id and its key under `rituals:` in `.github/plumbline.yml`.
"""

"""The GraphQL half: GitHub's types, resolved over the world.

`schema.graphql` says which types and fields there are. Each type has a view class in this package
whose attributes and methods are named like the fields, in snake case; `schema` binds them together.
"""

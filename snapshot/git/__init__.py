"""A local git repository, read with libgit2: for `snapshot.checkout` only."""

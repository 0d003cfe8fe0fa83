"""What an open pull request does to records, so that others can be told before both are merged."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RecordWork:
    """All paths are sorted. `added` are records the base does not have; `edited` ones it has.

    `restated` are those among `edited` whose status or relations differ from the base's, and
    `superseded` the paths of base records that its records say they supersede. Both are known only
    where `is_read`: otherwise nobody has judged this head yet, and only the paths are known.
    """

    number: int
    base_name: str
    head_oid: str
    added: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    restated: tuple[str, ...] = ()
    superseded: tuple[str, ...] = ()
    is_read: bool = True

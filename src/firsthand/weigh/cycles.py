"""Take nodes together that count as one: those in a circle, and those joined by hand.

In: edges and pairs of a graph.  Out: one node to stand for each class.
A lineage has no circles; where evidence makes one all the same, those in it are one source.
"""

from __future__ import annotations

from collections.abc import Iterable

Edge = tuple[str, str]


def strongly_connected(edges: Iterable[Edge], more: Iterable[Edge] = ()) -> list[list[str]]:
    """The classes of nodes that lead to one another, each sorted, those of one node left out.

    Kosaraju's two passes, without recursion.
    """
    forward: dict[str, list[str]] = {}
    backward: dict[str, list[str]] = {}
    for later, earlier in sorted({*edges, *more}):
        forward.setdefault(later, []).append(earlier)
        forward.setdefault(earlier, [])
        backward.setdefault(earlier, []).append(later)
    classes: list[list[str]] = []
    taken: set[str] = set()
    for root in reversed(_finishing_order(forward)):
        if root in taken:
            continue
        taken.add(root)
        members, stack = [root], [root]
        while stack:
            for node in backward.get(stack.pop(), ()):
                if node not in taken:
                    taken.add(node)
                    members.append(node)
                    stack.append(node)
        if len(members) > 1:
            classes.append(sorted(members))
    return sorted(classes)


def merged(classes: Iterable[list[str]], *, standing_first: frozenset[str]) -> dict[str, str]:
    """Which node stands for each that is taken together: one of *standing_first* if there is one."""
    stands: dict[str, str] = {}
    for members in classes:
        chosen = min(members, key=lambda node: (node not in standing_first, node))
        stands.update(dict.fromkeys(members, chosen))
    return stands


def _finishing_order(forward: dict[str, list[str]]) -> list[str]:
    finished: list[str] = []
    seen: set[str] = set()
    for root in sorted(forward):
        if root in seen:
            continue
        seen.add(root)
        stack = [(root, iter(forward[root]))]
        while stack:
            node, onward = stack[-1]
            following = next((each for each in onward if each not in seen), None)
            if following is None:
                finished.append(node)
                stack.pop()
            else:
                seen.add(following)
                stack.append((following, iter(forward[following])))
    return finished

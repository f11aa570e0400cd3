"""How much at once: one process, many on this machine, a cluster.

An engine has one method, `map(work, items)`: the results of a top-level function (or a `partial` of
one) in the order of the items, whatever did the work and whatever was finished first. What is
computed is not known here; that three engines give the same is tested with what runs in them.
"""

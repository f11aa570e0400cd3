"""Corpora of press pages whose truth is known, made without looking at the tracer.

`prose` finds natural text on this machine, `telling` says what a programme did in our own words,
`turns` changes a text as presses do, `spread` lets stories travel, `printing` writes the files that
`firsthand preserve` takes and `truth.json`, `referee` grades what the program's command line says.
"""

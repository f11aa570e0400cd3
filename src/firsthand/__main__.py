"""Let `python -m firsthand` be the same door as the program."""

from __future__ import annotations

from firsthand.cli.main import main

if __name__ == "__main__":
    main()

"""What a browser's own log of the wire holds, as exchanges: entry `preserve.netlog.reading`."""

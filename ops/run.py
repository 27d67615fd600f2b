"""What `./dev run` starts: until the program is loaded Ctrl+C just ends it, without a word of Python."""

import signal
import sys


def main() -> int:
    """`ops.running`, loaded here because that takes a second or two."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from ops import running

    signal.signal(signal.SIGINT, signal.default_int_handler)
    return running.main()


if __name__ == "__main__":
    sys.exit(main())

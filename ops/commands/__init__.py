"""The commands of `yimen` 命令行, one file each: `add_parser(subparsers)` and `run(args) -> exit code`."""

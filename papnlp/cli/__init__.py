"""The command line: ``papnlp COMMAND``."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Final

DONE: Final = 0
REJECTED: Final = 1
FAILED: Final = 2
INTERRUPTED: Final = 130


def main(arguments: Sequence[str] | None = None) -> None:
    """Run ``papnlp`` and exit with its code.

    Every error is one line on standard error. With ``PAPNLP_DEBUG`` set in the
    environment, errors keep their tracebacks.

    Parameters
    ----------
    arguments : sequence of str, optional
        Instead of those of the process.
    """
    from papnlp.cli.app import command  # noqa: PLC0415 (imports typer)

    sys.exit(run(command(), list(sys.argv[1:] if arguments is None else arguments)))


def say(message: str) -> None:
    """Print one line on standard error."""
    line = " ".join(message.split("\n"))
    sys.stderr.write(f"papnlp: {line}\n")
    sys.stderr.flush()


def run(command: object, arguments: list[str]) -> int:
    """Run a command and return its exit code."""
    from typer import Abort, TyperException  # noqa: PLC0415

    try:
        code = command.main(arguments, prog_name="papnlp", standalone_mode=False)  # type: ignore[attr-defined]
    except (KeyboardInterrupt, Abort):
        say("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone; nothing is left to say to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REJECTED
    except TyperException as error:
        message = getattr(error, "format_message", error.__str__)()
        say(f"{message.rstrip('.')}: see papnlp --help" if message else "see papnlp --help")
        return FAILED
    except Exception as error:
        if os.environ.get("PAPNLP_DEBUG"):
            raise
        say(_one_line(error))
        return FAILED
    if code == INTERRUPTED:
        # typer turns an interrupt into this code by itself.
        say("interrupted")
    return code if isinstance(code, int) else DONE


def _one_line(error: Exception) -> str:
    """Say an error: ours speak for themselves, others are named."""
    if type(error).__module__.startswith("papnlp.") and str(error):
        return str(error)
    if isinstance(error, OSError) and error.filename:
        reason = (error.strerror or "").lower()
        return f"{error.filename}: {reason}: check the path, its rights and the disk"
    return f"internal error ({type(error).__name__}: {error}): set PAPNLP_DEBUG=1 to see where"

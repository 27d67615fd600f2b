"""What an effect 办理效果 is: the meaning of a step's outcome for the registers, beside moving the flow on."""

from collections.abc import Callable, Mapping
from typing import Any

from casework.casefile import Open
from engine.tasks import Task

Forms = Mapping[str, Any]
Effect = Callable[[Open, Task, Forms, str | None], None]
"""The file, the task that is done, its clean forms and the reason given; refuses by raising."""

"""Process folders 流程: data read with importlib.resources, never imported as code."""

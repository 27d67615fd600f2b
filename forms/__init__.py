"""Form folders 表单: data read with importlib.resources, never imported as code."""

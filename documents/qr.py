"""QR codes 二维码 as SVG text, for pages, posters and PDFs."""

import io

import segno


def svg(text: str) -> str:
    """A QR code with error correction M; black on white, two modules of quiet zone, no XML declaration."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", border=2, xmldecl=False, svgclass="qr", lineclass=None, light="#fff", omitsize=True
    )
    return out.getvalue().decode().strip()

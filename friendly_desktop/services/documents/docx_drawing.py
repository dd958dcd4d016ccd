"""A drawn frame as DrawingML: vectors behind the text, at the corner of the sheet, in the head of every page."""

from collections.abc import Iterator
from dataclasses import dataclass

from friendly_desktop.services.documents.drawing import FrameDrawing, Pen, Point, Shape

#: The prefixes that :func:`drawn` uses, for the root element of its part.
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)
_EMU = 36_000  # to the millimetre
_UNITS = 1_000  # of a path to the millimetre
_STEPS = {Pen.MOVE: "moveTo", Pen.LINE: "lnTo", Pen.CURVE: "cubicBezTo", Pen.CLOSE: "close"}


def drawn(drawing: FrameDrawing, number: int) -> str:
    """The run with the frame; "" when nothing is drawn. ``number`` is its own in the whole file."""
    if not drawing.shapes:
        return ""
    width, height = round(drawing.width * _EMU), round(drawing.height * _EMU)
    extent = f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/>'
    shapes = "".join(
        f'<wps:wsp><wps:cNvPr id="{number + index}" name="Nét {index}"/><wps:cNvSpPr/><wps:spPr>'
        f"<a:xfrm>{extent}</a:xfrm>{geometry}</wps:spPr><wps:bodyPr/></wps:wsp>"
        for index, geometry in enumerate(_geometries(drawing), start=1)
    )
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wpg"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="1" '
        'locked="1" layoutInCell="0" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{number}" name="Khung" descr="Khung trang trí"/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup">'
        f'<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm>{extent}<a:chOff x="0" y="0"/>'
        f'<a:chExt cx="{width}" cy="{height}"/></a:xfrm></wpg:grpSpPr>{shapes}</wpg:wgp>'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback/></mc:AlternateContent></w:r>"
    )


@dataclass
class _Layer:
    """Shapes that are drawn alike, and the rectangles they take (left, top, right, bottom)."""

    dress: tuple[str, str, float, bool]
    shapes: list[Shape]
    boxes: list[tuple[float, float, float, float]]

    def covers(self, box: tuple[float, float, float, float]) -> bool:
        """Whether one of the shapes may touch what is in this rectangle."""
        return any(
            one[0] <= box[2] and box[0] <= one[2] and one[1] <= box[3] and box[1] <= one[3]
            for one in self.boxes
        )


def _layers(drawing: FrameDrawing) -> list[_Layer]:
    """The shapes in few layers: a shape sinks to its like as far as it passes over nothing else.

    Word draws an ornament of twenty layers at once and stutters at one of five hundred.
    """
    layers: list[_Layer] = []
    for shape in drawing.shapes:
        dress = (shape.stroke, shape.fill, shape.width if shape.stroke else 0.0, shape.round)
        box = _box(shape)
        home = None
        for layer in reversed(layers):
            if layer.dress == dress:
                home = layer
            if layer.covers(box):
                break
        if home is None:
            home = _Layer(dress, [], [])
            layers.append(home)
        home.shapes.append(shape)
        home.boxes.append(box)
    return layers


def _box(shape: Shape) -> tuple[float, float, float, float]:
    points = [point for step in shape.steps for point in step.points]
    edge = shape.width if shape.stroke else 0.0
    across, down = [point[0] for point in points], [point[1] for point in points]
    return min(across) - edge, min(down) - edge, max(across) + edge, max(down) + edge


def _geometries(drawing: FrameDrawing) -> Iterator[str]:
    """The outlines, colour and line of every layer."""
    for layer in _layers(drawing):
        stroke, fill, width, is_round = layer.dress
        paths = "".join(_path(shape, drawing) for shape in layer.shapes)
        inside = _color(fill) if fill else "<a:noFill/>"
        ends = "rnd" if is_round else "flat"
        corner = "<a:round/>" if is_round else '<a:miter lim="800000"/>'
        line = (
            f'<a:ln w="{round(width * _EMU)}" cap="{ends}">{_color(stroke)}{corner}</a:ln>'
            if stroke
            else "<a:ln><a:noFill/></a:ln>"
        )
        yield (
            "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
            f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>{paths}</a:pathLst></a:custGeom>{inside}{line}'
        )


def _path(shape: Shape, drawing: FrameDrawing) -> str:
    steps = "".join(
        f"<a:{_STEPS[step.pen]}>{''.join(map(_point, step.points))}</a:{_STEPS[step.pen]}>"
        for step in shape.steps
    )
    size = f'w="{round(drawing.width * _UNITS)}" h="{round(drawing.height * _UNITS)}"'
    size += "" if shape.fill else ' fill="none"'
    return f"<a:path {size}>{steps}</a:path>"


def _point(point: Point) -> str:
    return f'<a:pt x="{round(point[0] * _UNITS)}" y="{round(point[1] * _UNITS)}"/>'


def _color(color: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{color.lstrip("#").upper()}"/></a:solidFill>'

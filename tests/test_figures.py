"""Figures are laid out the same for all writers: what stands where, which sign has which shape, what is refused."""

from __future__ import annotations

from itertools import combinations

import pytest

from briefings.document import (
    Cell,
    Datum,
    Figure,
    FigureKind,
    Sign,
    Text,
)
from briefings.errors import BriefingError, ExitCode
from briefings.figures import Disc, Label, Scene, Stroke, Tone, label_size, lay_out
from briefings.figures.estimate import estimated_lines
from briefings.traversal import plain_text
from briefings.writers.pdf.fonts import load_faces
from tests.figures import FRENCH, LONG, STATED, answered, awkward, cell, dated, matrix, timeline
from tests.samples import house_style

_WIDTH, _HEIGHT, _SIZE = 460.0, 700.0, 9.5


def _lines(words: Cell, width: float, bold: bool) -> int:
    return estimated_lines(words, width, _SIZE, bold)


def _scene(figure: Figure, width: float = _WIDTH, height: float = _HEIGHT) -> Scene:
    return lay_out(figure, width, height, _SIZE, _lines)


def _labels(scene: Scene) -> list[str]:
    return [" ".join(plain_text(label.words).split()) for label in scene.labels if label.words]


def _discs(scene: Scene) -> list[bool]:
    return [shape.filled for shape in scene.shapes if isinstance(shape, Disc)]


def _strokes(scene: Scene) -> list[Stroke]:
    return [shape for shape in scene.shapes if isinstance(shape, Stroke)]


def test_a_date_without_a_year_stands_apart_behind_a_gap() -> None:
    """Dated points are filled on a whole axis; then the axis ends, and a dashed one with hollow points begins."""
    scene = _scene(dated())
    assert _discs(scene) == [True, False, False]
    solid, *dashed = _strokes(scene)
    assert [stroke.dashed for stroke in (solid, *dashed)] == [False, True, True]
    first_open = next(shape for shape in scene.shapes if isinstance(shape, Disc) and not shape.filled)
    assert solid.x2 < first_open.x - first_open.radius - _SIZE
    assert _labels(scene) == [
        "2001 Arda joined the union.",
        "3 May (no year) Visit.",
        "3 May (no year) Conclusion. Inferred.",
    ]


def test_points_stand_in_the_order_of_the_table_at_equal_steps() -> None:
    """Side by side where there is room, else below each other; the steps say nothing of time."""
    few = timeline(*((f"20{n:02}", "Words.", STATED) for n in (1, 2, 30)))
    many = timeline(*((f"20{n:02}", "Words.", STATED) for n in range(10)))
    across = [shape for shape in _scene(few).shapes if isinstance(shape, Disc)]
    down = [shape for shape in _scene(many).shapes if isinstance(shape, Disc)]
    assert len({disc.y for disc in across}) == 1
    assert across[1].x - across[0].x == pytest.approx(across[2].x - across[1].x)
    assert len({disc.x for disc in down}) == 1
    assert [disc.y for disc in down] == sorted(disc.y for disc in down)
    assert _labels(_scene(many)) == [text for n in range(10) for text in (f"20{n:02}", "Words.")]


def test_long_words_are_set_below_each_other() -> None:
    """Three points with long words do not stand side by side."""
    scene = _scene(timeline(*((f"200{n}", f"{FRENCH} {FRENCH}", STATED) for n in range(3))))
    assert len({shape.y for shape in scene.shapes if isinstance(shape, Disc)}) == 3


def test_signs_differ_in_shape_and_not_only_in_colour() -> None:
    """Stated is a filled disc, excluded a cross of two lines, open a ring; all in one colour."""
    made = {}
    for letter in "sxo":
        shapes = _scene(matrix(("Name", letter), questions=("Question",))).shapes
        made[letter] = [
            ("disc", shape.filled)
            if isinstance(shape, Disc)
            else ("line", (shape.x2 - shape.x1) * (shape.y2 - shape.y1) > 0)
            for shape in shapes
            if isinstance(shape, Disc) or (shape.x1 != shape.x2 and shape.y1 != shape.y2)
        ]
    # Each twice: in its cell and in the legend.
    assert made == {
        "s": [("disc", True)] * 2,
        "x": [("line", True), ("line", False)] * 2,
        "o": [("disc", False)] * 2,
    }
    strokes = _strokes(_scene(matrix(("Name", "x"), questions=("Question",))))
    assert {stroke.tone for stroke in strokes if stroke.x1 != stroke.x2 and stroke.y1 != stroke.y2} == {Tone.INK}


def test_a_matrix_has_its_questions_its_names_and_a_legend_of_the_signs_it_holds() -> None:
    """In reading order; an empty cell has no sign, a sign that stands nowhere no legend."""
    assert _labels(_scene(answered())) == [
        *("Provision", "Agreed", "Who", "When"),
        *("Training", "Bases"),
        *("Stated", "Excluded", "Not stated"),
    ]
    assert _labels(_scene(matrix(("Training", "ss-")))) == ["Provision", "Agreed", "Who", "When", "Training", "Stated"]
    assert len(_discs(_scene(matrix(("Training", "ss-"))))) == 2 + 1


def test_the_legend_drops_no_word_of_a_sign() -> None:
    """Two words for one sign stand together."""
    row = (
        Datum(cell("Training")),
        Datum(cell("Agreed"), STATED),
        Datum(cell("Named"), STATED),
        Datum(cell("Named"), STATED),
    )
    header = tuple(map(cell, ("Provision", "A", "B", "C")))
    figure = Figure(FigureKind.MATRIX, header, (row,), cell("Told."))
    assert _labels(_scene(figure))[-1] == "Agreed, Named"


@pytest.mark.parametrize("name", awkward())
@pytest.mark.parametrize("width", [250.0, _WIDTH])
def test_awkward_data_stay_inside_and_no_words_overlap(name: str, width: float) -> None:
    """Every shape and label lies inside the scene, each label has room for its lines, and no two labels meet."""
    figure = awkward()[name]
    if name == "seven questions" and width < _WIDTH:
        return  # refused, see below
    scene = _scene(figure, width, 5000)
    assert (scene.width, scene.height > 0) == (width, True)
    for label in scene.labels:
        assert _lines(label.words, label.width, label.bold) * scene.leading <= label.height + 0.01
        assert _inside(scene, (label.x, label.y, label.x + label.width, label.y + label.height))
    for shape in scene.shapes:
        match shape:
            case Disc(x, y, radius):
                assert _inside(scene, (x - radius, y - radius, x + radius, y + radius))
            case Stroke(x1, y1, x2, y2):
                assert _inside(scene, (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))
    assert [pair for pair in combinations(scene.labels, 2) if _meet(*pair)] == []


def _inside(scene: Scene, box: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = box
    return left >= -0.01 and top >= -0.01 and right <= scene.width + 0.01 and bottom <= scene.height + 0.01


def _meet(one: Label, other: Label) -> bool:
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return across > 0.01 and down > 0.01


def test_every_word_of_the_data_stands_in_the_drawing() -> None:
    """Names, dates, words and what signs mean; the header of a timeline is for other tools only."""
    for figure in (*awkward().values(), dated(), answered()):
        drawn = " ".join(_labels(_scene(figure, height=5000)))
        data = [datum.words for row in figure.rows for datum in row]
        if figure.kind is FigureKind.MATRIX:
            data += figure.header
        assert [words for words in data if " ".join(plain_text(words).split()) not in drawn] == []


_HEAD = (cell("Date"), cell("What"))
_POINT = (Datum(cell("2001"), STATED), Datum(cell("Words")))


@pytest.mark.parametrize(
    ("figure", "width", "height", "message"),
    [
        (
            Figure(FigureKind.TIMELINE, _HEAD, (_POINT,), cell(" ")),
            _WIDTH,
            _HEIGHT,
            "a timeline has no words for readers who do not see it\n  hint: say in whole sentences what it shows",
        ),
        (
            Figure(FigureKind.TIMELINE, _HEAD, (), cell("Told.")),
            _WIDTH,
            _HEIGHT,
            "the timeline “Told.” has 2 columns and 0 rows\n  hint: give every row a cell for each column",
        ),
        (
            Figure(FigureKind.MATRIX, _HEAD, (_POINT, _POINT[:1]), cell("Told.")),
            _WIDTH,
            _HEIGHT,
            "the matrix “Told.” has 2 columns and a row of 1 cells\n  hint: give every row a cell for each column",
        ),
        (
            Figure(FigureKind.TIMELINE, (*_HEAD, cell("More")), ((*_POINT, Datum(())),), cell("Told.")),
            _WIDTH,
            _HEIGHT,
            "the timeline “Told.” has 3 columns\n  hint: a timeline has two: date and words",
        ),
        (
            timeline(("2001", "Words", STATED), caption=cell("Named")),
            100.0,
            _HEIGHT,
            "the timeline “Named” has 100 pt of width\n  hint: it needs at least 190 pt",
        ),
        (
            awkward()["twelve points"],
            _WIDTH,
            200.0,
            "the timeline “Timeline. 1 mars 2001: Le représentant permanent auprès de l” is 510 pt high; a page has room"
            " for 200 pt\n  hint: give it fewer rows or shorter words, or make two figures of it",
        ),
        (
            matrix(("Training", "sssssss"), questions=tuple("ABCDEFG")),
            250.0,
            _HEIGHT,
            "a matrix of 7 questions leaves 23 pt for each\n"
            "  hint: a question needs at least 38 pt; make two matrices of it",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_a_way_out(
    figure: Figure, width: float, height: float, message: str
) -> None:
    """Exit code 6, the figure by its caption or its alternative text, the value found and a hint."""
    with pytest.raises(BriefingError) as caught:
        _scene(figure, width, height)
    assert (str(caught.value), caught.value.exit_code) == (message, ExitCode.LAYOUT)


def test_the_estimate_is_not_below_the_houses_own_face() -> None:
    """In any width, upright and bold, words take no more lines in the packaged face than estimated; none take none."""
    faces = load_faces(house_style().font)
    texts = (FRENCH, "The two sides agreed to train together.", "WHO ACTS WHEN", "iiii llll", LONG)
    for bold, text in ((bold, text) for bold in (False, True) for text in texts):
        face = faces.face(bold, False)
        for width in (40.0, 90.0, 150.0, 320.0):
            lines, used = 0, 0.0
            for word in text.split():
                need = face.width(word) * _SIZE
                if not lines or used + face.width(" ") * _SIZE + need > width:
                    lines, used = lines + 1 + int(need // width), need % width
                else:
                    used += face.width(" ") * _SIZE + need
            assert estimated_lines((Text(text),), width, _SIZE, bold) >= lines
    assert estimated_lines((), 100.0, _SIZE) == 0


def test_the_size_of_words_is_one_that_word_can_set() -> None:
    """Half points only."""
    assert [label_size(body) for body in (10, 10.5, 11, 12)] == [9.0, 9.5, 10.0, 11.0]


def test_signs_of_the_samples_are_all_signs() -> None:
    """No sign is left untried by these tests."""
    used = {datum.sign for figure in (dated(), answered()) for row in figure.rows for datum in row if datum.sign}
    assert used == set(Sign)

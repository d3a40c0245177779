"""Errors as one self-contained page: each marked in its sentence, to be filtered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import Any, Final

from papnlp.evaluation.errors import Error
from papnlp.evaluation.reading import Span

_FILTERS: Final = ("layer", "kind", "label", "lang")
_NAMES: Final = {"layer": "layer", "kind": "kind", "label": "label", "lang": "language"}

_PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; --line: #8886; --gold: #1a7f37; --told: #cf222e; }}
body {{ font: 16px/1.55 system-ui, sans-serif; max-width: 62rem; margin: 0 auto; padding: 1rem; }}
h1 {{ font-size: 1.4rem; margin: 0 0 .3rem; }}
form {{ position: sticky; top: 0; display: flex; flex-wrap: wrap; gap: .6rem 1rem;
 padding: .6rem 0; background: Canvas; border-bottom: 1px solid var(--line); }}
label {{ font-size: .85rem; }}
select, input {{ font: inherit; font-size: .9rem; }}
article {{ padding: .7rem 0; border-bottom: 1px solid var(--line); }}
article p {{ margin: .25rem 0; }}
.head {{ font-size: .85rem; opacity: .85; }}
.kind {{ font-weight: 600; }}
.gold {{ border-bottom: 3px solid var(--gold); }}
.told {{ background: #cf222e26; }}
.side {{ font-size: .85rem; overflow-wrap: anywhere; }}
.side b {{ display: inline-block; min-width: 5.5rem; font-weight: 600; }}
.side.g b {{ color: var(--gold); }}
.side.p b {{ color: var(--told); }}
[hidden] {{ display: none; }}
</style>
</head>
<body>
<h1>{title}</h1>
<p><span class="gold">underlined</span>: the gold set; <span class="told">shaded</span>: the
prediction. <output id="shown">{count}</output> of {count} errors.</p>
<form>
{filters}
<label>text <input type="search" name="text"></label>
</form>
<main>
{articles}
</main>
<script>
const form = document.querySelector("form");
const articles = [...document.querySelectorAll("article")];
const show = () => {{
  const text = form.elements.text.value.toLowerCase();
  const chosen = [...form.querySelectorAll("select")].filter(s => s.value);
  let shown = 0;
  for (const article of articles) {{
    article.hidden = !(chosen.every(s => article.dataset[s.name] === s.value)
      && article.textContent.toLowerCase().includes(text));
    shown += !article.hidden;
  }}
  document.getElementById("shown").textContent = shown;
}};
form.addEventListener("input", show);
form.addEventListener("submit", event => event.preventDefault());
show();
</script>
</body>
</html>
"""


def page(errors: Sequence[Error], title: str) -> str:
    """Return the page.

    Parameters
    ----------
    errors : sequence of Error
        In the order in which they are shown.
    title : str
        Heading of the page.
    """
    return _PAGE.format(
        title=escape(title),
        count=len(errors),
        filters="\n".join(_filter(name, errors) for name in _FILTERS),
        articles="\n".join(map(_article, errors)),
    )


def _filter(name: str, errors: Iterable[Error]) -> str:
    counts = Counter(getattr(error, name) or "-" for error in errors)
    options = [
        f'<option value="{escape(value)}">{escape(value)} ({count})</option>'
        for value, count in sorted(counts.items())
    ]
    choice = "".join(['<option value="">all</option>', *options])
    return f'<label>{_NAMES[name]} <select name="{name}">{choice}</select></label>'


def _article(error: Error) -> str:
    data = "".join(f' data-{name}="{escape(getattr(error, name) or "-")}"' for name in _FILTERS)
    spans = (*error.gold_spans, *error.predicted_spans)
    place = f" {min(spans)[0]}-{max(end for _, end in spans)}" if spans else ""
    about = [error.layer, error.label, error.lang]
    head = f"{' · '.join(escape(part) for part in about if part)} · {escape(error.document)}{place}"
    lines = [f'<p class="head"><span class="kind">{escape(error.kind)}</span> · {head}</p>']
    if error.sentences:
        marked = " … ".join(_marked(start, text, error) for start, text in error.sentences)
        lines.append(f'<p lang="{escape(error.lang or "")}">{marked}</p>')
    lines += [_side("gold", "g", error.gold), _side("predicted", "p", error.predicted)]
    return f"<article{data}>\n" + "\n".join(lines) + "\n</article>"


def _side(name: str, style: str, said: Mapping[str, Any] | None) -> str:
    shown = (
        "nothing"
        if said is None
        else "; ".join(f"{key}: {'-' if value is None else value}" for key, value in said.items())
    )
    return f'<p class="side {style}"><b>{name}</b> {escape(shown)}</p>'


def _marked(offset: int, text: str, error: Error) -> str:
    """Return a sentence with what both sides mark, cut where a mark begins or ends."""
    spans = (*error.gold_spans, *error.predicted_spans)
    inside = {at - offset for span in spans for at in span if 0 < at - offset < len(text)}
    edges = [0, *sorted(inside), len(text)]
    pieces = []
    for start, end in pairwise(edges):
        styles = [
            style
            for style, marks in (("gold", error.gold_spans), ("told", error.predicted_spans))
            if _holds(marks, offset + start)
        ]
        piece = escape(text[start:end])
        pieces.append(f'<span class="{" ".join(styles)}">{piece}</span>' if styles else piece)
    return "".join(pieces)


def _holds(spans: Iterable[Span], at: int) -> bool:
    return any(start <= at < end for start, end in spans)

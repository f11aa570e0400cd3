"""Write the dossier: plain pages that open from a folder and ask nothing of the network.

In: a redacted dossier.  Out: pages as paths and bytes. Evidence is shown as text, escaped, and never
rendered; its bytes are copied beside the pages by the pipeline and checked with `sha256sum`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from html import escape
from importlib.resources import files

from firsthand.model.claim import Claim, Element
from firsthand.model.document import Document
from firsthand.model.finding import Refusal, Statement
from firsthand.model.value import value
from firsthand.publish.dossier import RedactedDossier
from firsthand.publish.drawing import draw_intervals, draw_lineage, draw_programme, draw_timeline

CONTEXT_CHARACTERS = 300
PREVIEW_CHARACTERS = 4000
TEXT_CHARACTERS_MAX = 200_000
_RIGHT_TO_LEFT = frozenset({"ar", "ug", "fa", "he", "ur", "ps"})
_PAGES = (
    ("index.html", "Findings"), ("scale.html", "Scale"), ("lineage.html", "Lineage"),
    ("timeline.html", "Timeline"), ("programme.html", "Programme"), ("sources.html", "Sources"),
    ("method.html", "Method"),
)  # fmt: skip


@value
class Page:
    """One file of the dossier."""

    path: str
    content: bytes


Say = Callable[[Statement], str]


def render_site(
    dossier: RedactedDossier, *, say: Say, preview: Callable[[str], bytes | None]
) -> Iterator[Page]:
    """All pages. *say* puts a statement's value in words; *preview* gives a capture's first bytes."""
    for name in ("dossier.css", "dossier.js"):
        yield Page(
            path=name, content=files("firsthand.publish").joinpath(f"static/{name}").read_bytes()
        )
    site = _Site(dossier, say)
    yield _page("index.html", "Findings", site.findings(), dossier)
    yield _page("scale.html", "Scale", site.scale(), dossier)
    yield _page("lineage.html", "Lineage", site.lineage(), dossier)
    yield _page("timeline.html", "Timeline", site.timeline(), dossier)
    yield _page("programme.html", "Programme", site.programme(), dossier)
    yield _page("sources.html", "Sources", site.sources(), dossier)
    yield _page("method.html", "Method", site.method(), dossier)
    for statement in dossier.findings.statements:
        yield _page(
            f"statements/{statement.id}.html", "Statement", site.statement(statement), dossier
        )
    for named in dossier.documents:
        yield _page(f"documents/{named.id}.html", "Document", site.document(named.id), dossier)
    for capture in dossier.captures:
        head = preview(capture.digest) if capture.digest else None
        yield _page(
            f"captures/{capture.name}.html",
            "Preserved bytes",
            site.capture(capture.name, head),
            dossier,
        )


def _page(path: str, title: str, body: str, dossier: RedactedDossier) -> Page:
    up = "../" * path.count("/")
    links = "".join(
        f'<li><a href="{up}{target}"{" aria-current=page" if target == path else ""}>{name}</a></li>'
        for target, name in _PAGES
    )
    text = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self' 'unsafe-inline' file:; script-src 'self' file:; img-src 'self' data:">
<title>{escape(title)} - {escape(dossier.case)}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="{up}dossier.css"></head>
<body><a class="skip" href="#main">To the text</a><header><p class="case">{escape(dossier.case)}</p><nav aria-label="Dossier"><ul>{links}</ul></nav></header>
<main id="main"><h1>{escape(title)}</h1>
{body}
</main><footer><p>{escape(dossier.edition)}, {escape(dossier.moment.utc)}. Key {escape(dossier.key_fingerprint[:16])}.</p></footer>
<script src="{up}dossier.js"></script></body></html>
"""
    return Page(path=path, content=text.encode("utf-8", "replace"))


class _Site:
    """Everything the pages look up."""

    def __init__(self, dossier: RedactedDossier, say: Say) -> None:
        self._dossier, self._say = dossier, say
        self._claims: dict[str, Claim] = {named.id: named.value for named in dossier.claims}
        self._documents: dict[str, Document] = {
            named.id: named.value for named in dossier.documents
        }
        self._names = {origin.id: origin.name for origin in dossier.origins}
        self._captures = {capture.digest: capture for capture in dossier.captures}
        self._statements = {statement.id: statement for statement in dossier.findings.statements}
        self._statement_of = {key: s.id for s in dossier.findings.statements for key in s.claims}
        self._drifts: dict[str, int] = defaultdict(int)
        later = {edge.id: edge.value.later for edge in dossier.derivations}
        for drift in dossier.drifts:
            for statement in dossier.findings.statements:
                if (
                    later.get(drift.derivation) in statement.documents
                    and drift.element == statement.element
                ):
                    self._drifts[statement.id] += 1

    def _head(self, statement: Statement) -> str:
        element = statement.element.value.replace("_", " ")
        return f"{escape(element)}: {escape(self._say(statement))}"

    def findings(self) -> str:
        """The table of all statements, most repeated first."""
        ordered = sorted(
            self._statements.values(), key=lambda s: (-len(s.documents), s.element, s.id)
        )
        rows = "".join(
            f'<tr data-element="{escape(s.element.value)}"><td><a href="statements/{s.id}.html">{self._head(s)}</a></td>'
            f'<td><span class="standing {s.standing.value}">{s.standing.value.replace("_", " ")}</span></td>'
            f"<td>{s.independent_origins}</td><td>{len(s.documents)}</td><td>{self._drifts[s.id] or ''}</td>"
            f"<td>{s.judged_count} of {len(s.claims)}</td></tr>"
            for s in ordered
        )
        d = self._dossier
        return (
            f"<p>{escape(d.note)}</p><p>{len(d.documents)} documents, {len(d.claims)} claims, {len(ordered)} statements, "
            f"{sum(not o.seen for o in d.origins)} sources named but not in the case.</p>"
            '<p><label>Show only rows with <input id="filter" type="search"></label></p>'
            '<div class="wide"><table id="findings"><thead><tr><th scope="col">Statement</th><th scope="col">Standing</th><th scope="col">Independent origins</th>'
            '<th scope="col">Pages</th><th scope="col">Drifts</th><th scope="col">Accepted by a person</th></tr></thead>'
            f"<tbody>{rows}</tbody></table></div>"
        )

    def statement(self, statement: Statement) -> str:
        """Claims, quotes in their context, origins, contradictions, drifts."""
        quotes = "".join(self._claim(key) for key in statement.claims if key in self._claims)
        origins = "".join(f"<li>{self._source(key)}</li>" for key in statement.origins)
        against = "".join(
            f'<li><a href="{key}.html">{self._head(self._statements[key])}</a></li>'
            for key in statement.contradicts
            if key in self._statements
        )
        against = f"<h2>Contradicted by</h2><ul>{against}</ul>" if against else ""
        graph = draw_lineage(self._dossier, keep=set(statement.documents), name=self._name)
        return (
            f'<p class="said">{self._head(statement)}</p><p><span class="standing {statement.standing.value}">'
            f"{statement.standing.value.replace('_', ' ')}</span> on {statement.independent_origins} independent "
            f"origin{'' if statement.independent_origins == 1 else 's'}. {escape(statement.explanation)}</p>"
            f"<h2>First sources</h2><ul>{origins}</ul>{against}<h2>Who says so</h2>{quotes}<h2>Lineage</h2>{graph}"
        )

    def _name(self, key: str) -> str:
        if key in self._documents:
            found = self._documents[key]
            return found.publisher or found.title or found.address
        return self._names.get(key, key)

    def _source(self, key: str) -> str:
        if key in self._documents:
            return f'<a href="../documents/{key}.html">{escape(self._name(key))}</a> (in the case)'
        return f"{escape(self._name(key))} (not in the case)"

    def _claim(self, key: str) -> str:
        made = self._claims[key].suggestion
        page = self._documents.get(made.document)
        if page is None:
            return ""
        start, end = made.quotation.position.start, made.quotation.position.end
        before = page.text[max(0, start - CONTEXT_CHARACTERS) : start]
        after = page.text[end : end + CONTEXT_CHARACTERS]
        judgement = self._claims[key].judgement
        by = f", {escape(judgement.by.name)}: {escape(judgement.reason)}" if judgement else ""
        said = f" Said by {escape(made.said_by)}." if made.said_by else ""
        digest = page.capture
        capture = self._captures.get(digest)
        link = (
            f'<a class="bytes" href="../captures/{capture.name}.html">bytes {digest[:12]}</a>'
            if capture
            else "bytes withheld"
        )
        return (
            f'<article class="claim"><p {_direction(page)}>{escape(before)}<mark>{escape(made.quotation.exact)}</mark>{escape(after)}</p>'
            f'<p class="by"><a href="../documents/{made.document}.html#c{start}">{escape(page.publisher or page.address)}</a>, '
            f"{escape(page.published.edtf if page.published else 'undated')}.{said} {escape(made.stance.value)}; "
            f"{escape(self._claims[key].status)}{by}. {link}</p></article>"
        )

    def document(self, key: str) -> str:
        """A document's text as read, with marks, and what is stated about it."""
        page = self._documents[key]
        capture = self._captures.get(page.capture)
        link = (
            f'<a class="bytes" href="../captures/{capture.name}.html">preserved bytes</a>'
            if capture
            else "bytes withheld"
        )
        stated = "".join(
            f"<tr><th scope='row'>{escape(s.name)}</th><td>{escape(s.text)}</td><td>{escape(s.found)}</td></tr>"
            for s in page.stated
        )
        problems = "".join(f"<li>{escape(p.message)}</li>" for p in page.problems)
        edges = "".join(
            f"<li>{escape(e.value.kind.value)} of {self._source(e.value.earlier)}, score {e.value.score:g}</li>"
            for e in self._dossier.derivations
            if e.value.later == key
        )
        return (
            f"<p>{escape(page.title or '')}</p><p>{_web(page.address)}. {escape(page.state.value.replace('_', ' '))}. {link}</p>"
            f"<h2>Rests on</h2><ul>{edges or '<li>nothing known</li>'}</ul>"
            f'<h2>What is stated about it</h2><div class="wide"><table><tbody>{stated}</tbody></table></div><ul>{problems}</ul>'
            f'<h2>Text as read</h2><div class="text" {_direction(page)}>{self._marked(key, page)}</div>'
        )

    def _marked(self, key: str, page: Document) -> str:
        spans = sorted(
            {(c.suggestion.quotation.position.start, c.suggestion.quotation.position.end): number
             for number, c in self._claims.items() if c.suggestion.document == key}.items()
        )  # fmt: skip
        parts, at = [], 0
        for (start, end), number in spans:
            if start < at or end > TEXT_CHARACTERS_MAX:
                continue
            inner = escape(page.text[start:end])
            target = self._statement_of.get(number)
            shown = f'<a href="../statements/{target}.html">{inner}</a>' if target else inner
            parts += [escape(page.text[at:start]), f'<mark id="c{start}">{shown}</mark>']
            at = end
        parts.append(escape(page.text[at:TEXT_CHARACTERS_MAX]))
        return "".join(parts)

    def capture(self, name: str, head: bytes | None) -> str:
        """What is preserved, and how anyone checks it."""
        kept = next(capture for capture in self._dossier.captures if capture.name == name)
        if kept.digest is None:
            return "<p>These bytes are withheld.</p>"
        shown = escape((head or b"").decode("utf-8", "replace")[:PREVIEW_CHARACTERS])
        return (
            f"<p>{_web(kept.address)}</p><dl><dt>SHA-256</dt><dd><code id='digest'>{kept.digest}</code></dd>"
            f"<dt>Size</dt><dd>{kept.size_bytes} bytes</dd><dt>Preserved</dt><dd>{escape(kept.preserved_at.utc)}, entry {kept.entry} of the record</dd>"
            f"<dt>Kind</dt><dd>{escape(kept.media_type.value)}</dd></dl>"
            f'<p><a id="download" href="../bytes/{kept.digest}.bin" download>The bytes themselves</a></p>'
            f"<p>Check them: <code>sha256sum bytes/{kept.digest}.bin</code></p>"
            '<p><label>Or choose the file here, and your own browser counts: <input type="file" id="check"></label> <output id="checked"></output></p>'
            f'<h2>First bytes, as text</h2><pre dir="auto">{shown}</pre>'
        )

    def lineage(self) -> str:
        """The whole graph, and the same as a list."""
        children: dict[str, list[str]] = defaultdict(list)
        for edge in self._dossier.derivations:
            if edge.value.later not in children[edge.value.earlier]:
                children[edge.value.earlier].append(edge.value.later)
        rows = "".join(
            f"<li>{escape(self._name(key))}: {len(found)} rest on it<ul>{''.join(f'<li>{escape(self._name(k))}</li>' for k in found)}</ul></li>"
            for key, found in sorted(children.items(), key=lambda item: (-len(item[1]), item[0]))
        )
        return f"{draw_lineage(self._dossier, keep=None, name=self._name)}<h2>The same in words</h2><ul>{rows}</ul>"

    def timeline(self) -> str:
        """Documents by date."""
        dated = sorted((d.published.edtf, key) for key, d in self._documents.items() if d.published)
        rows = "".join(
            f'<li>{escape(date)}: <a href="documents/{key}.html">{escape(self._name(key))}</a></li>'
            for date, key in dated
        )
        undated = len(self._documents) - len(dated)
        return f"{draw_timeline([date for date, _ in dated])}<p>{undated} documents have no date.</p><ol>{rows}</ol>"

    def scale(self) -> str:
        """Every count, and what may be said of them together."""
        rows = "".join(
            f"<tr><td>{_number(r.low)} to {_number(r.high)}{' (about)' if r.approximate else ''}</td><td>{escape(r.unit)}</td>"
            f"<td>{escape(r.counts or r.currency or '')}</td><td>{escape(r.place or '')}</td><td>{escape(r.period or '')}</td>"
            f"<td>{escape(r.said_by)}</td><td><a href='documents/{r.document}.html'>{escape(self._name(r.document))}</a></td>"
            f"<td><a href='statements/{r.statement}.html'>statement</a></td></tr>"
            for r in self._dossier.findings.ledger
        )
        answers = "".join(
            f"<li><strong>{escape(e.question)}</strong> Refused: {escape('; '.join(e.refused))}</li>"
            if isinstance(e, Refusal)
            else f"<li><strong>{escape(e.question)}</strong> {_number(e.low)} to {_number(e.high)} ({escape(e.level)}; {escape(e.method)}). "
            f"Assumes: {escape('; '.join(e.assumptions) or 'nothing')}</li>"
            for e in self._dossier.findings.estimates
        )
        conflicts = "".join(
            f"<li>{escape(c.kind)}: {escape(c.note)}</li>"
            for c in self._dossier.findings.contradictions[:200]
        )
        return (
            f"{draw_intervals(self._dossier.findings.ledger)}<h2>What follows, and what does not</h2><ul>{answers}</ul>"
            '<h2>Every count as said</h2><div class="wide"><table><thead><tr><th scope="col">Count</th><th scope="col">Unit</th><th scope="col">Counts</th><th scope="col">Place</th>'
            '<th scope="col">Period</th><th scope="col">Said by</th><th scope="col">Page</th><th scope="col">Statement</th></tr></thead>'
            f"<tbody>{rows}</tbody></table></div><h2>Contradictions</h2><ul>{conflicts}</ul>"
        )

    def programme(self) -> str:
        """Who takes what from whom, by which channel, and who is given it."""
        kinds = (
            Element.COLLECTOR,
            Element.MODALITY,
            Element.CHANNEL,
            Element.LINKAGE,
            Element.RECIPIENT,
        )
        columns = [
            (
                kind.value,
                sorted(
                    {
                        (self._say(s).split(":")[0], s.independent_origins)
                        for s in self._statements.values()
                        if s.element is kind
                    }
                ),
            )
            for kind in kinds
        ]
        listed = "".join(
            f"<h2>{name}</h2><ul>{''.join(f'<li>{escape(word)} ({count} origins)</li>' for word, count in found)}</ul>"
            for name, found in columns
        )
        return draw_programme(columns) + listed

    def sources(self) -> str:
        """Documents, and the sources still to get."""
        rows = "".join(
            f'<tr><td><a href="documents/{key}.html">{escape(self._name(key))}</a></td><td>{escape(d.published.edtf if d.published else "")}</td>'
            f"<td>{escape(d.published.found if d.published else '')}</td><td>{escape(d.language or '')}</td>"
            f"<td>{escape(d.state.value.replace('_', ' '))} {escape('; '.join(p.message for p in d.problems[:2]))}</td></tr>"
            for key, d in sorted(self._documents.items(), key=lambda item: self._name(item[0]))
        )
        missing = "".join(
            f"<li>{escape(o.name)}: {escape(o.note)}</li>"
            for o in self._dossier.origins
            if not o.seen
        )
        return (
            '<div class="wide"><table><thead><tr><th scope="col">Page</th><th scope="col">Published</th><th scope="col">Date found in</th><th scope="col">Language</th><th scope="col">Read</th></tr></thead>'
            f"<tbody>{rows}</tbody></table></div><h2>Named, not in the case: to go and get</h2><ul>{missing}</ul>"
        )

    def method(self) -> str:
        """How all this was made, and how to check it."""
        d = self._dossier
        versions = "".join(f"<li>{escape(v.name)} {escape(v.version)}</li>" for v in d.versions)
        return (
            "<p>Bytes are kept under their SHA-256. Every act is an entry in a record whose RFC 6962 root is signed. "
            "A machine only suggests claims; a person accepts or rejects them, and each page says which it is. "
            "An origin is counted once, however many pages repeat it.</p>"
            "<p><em>corroborated</em>: two or more independent origins, and no contradiction. <em>single origin</em>: one. "
            "<em>contested</em>: an independent origin says otherwise. <em>unsupported</em>: nobody firmly says so.</p>"
            f"<h2>Made by</h2><ul>{versions}</ul><h2>Signed state of the record</h2><pre>{escape(d.checkpoint)}</pre>"
            f"<p>Public key (Ed25519, base64): <code>{escape(d.key)}</code><br>its SHA-256: <code>{escape(d.key_fingerprint)}</code></p>"
        )


def _direction(page: Document) -> str:
    language = escape(page.language or "und", quote=True)
    return f'lang="{language}" dir="{"rtl" if page.language in _RIGHT_TO_LEFT else "auto"}"'


def _web(address: str) -> str:
    """An address as text; only addresses of the web are links."""
    shown = escape(address)
    if address.startswith(("http://", "https://")):
        return f'<a href="{escape(address, quote=True)}" rel="noopener noreferrer nofollow">{shown}</a>'
    return shown


def _number(number: float | None) -> str:
    return "open" if number is None else f"{number:,.12g}"

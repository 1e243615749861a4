"""The page that shows what arrived on each network. In Indonesian, as the sandbox is."""

import re
from datetime import datetime
from html import escape

NETWORKS = {"x": "X", "facebook": "Halaman Facebook", "instagram": "Instagram", "mastodon": "Mastodon"}
LINK = re.compile(r"https?://[^\s<]+")

PAGE = """<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#isi">Langsung ke isi</a>
<header>
<h1>Jejaring tiruan</h1>
<p>Server di komputer ini yang berperan sebagai jejaring sosial. Tidak ada yang terkirim ke luar.</p>
<nav aria-label="Jejaring"><ul>{tabs}</ul></nav>
</header>
<main id="isi">
<h2>{heading}</h2>
{posts}
{trouble}
</main>
</body>
</html>
"""

STYLE = """
:root { color-scheme: light dark; --paper: #fbfaf8; --card: #fff; --ink: #1e1b18; --soft: #5c554d;
  --line: #ddd6cc; --accent: #7a4317; --gone: #9c1f12; }
@media (prefers-color-scheme: dark) { :root { --paper: #161412; --card: #211e1b; --ink: #f1ece5;
  --soft: #b9afa3; --line: #3c3630; --accent: #e6b877; --gone: #ff9d8a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; }
header, main { max-width: 44rem; margin-inline: auto; padding: 1rem; }
h1 { margin: 0; font-size: 1.5rem; }
h2 { font-size: 1.125rem; }
header p, .meta, figcaption, .key { color: var(--soft); margin: .25rem 0; font-size: .9375rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .5rem; list-style: none; padding: 0; margin: 1rem 0 0; }
nav a { display: block; padding: .5rem .875rem; min-height: 2.75rem; border: 1px solid var(--line);
  border-radius: 2rem; color: inherit; text-decoration: none; }
nav a[aria-current] { background: var(--accent); border-color: var(--accent); color: var(--paper); }
a { color: var(--accent); overflow-wrap: anywhere; }
a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -999px; } .skip:focus { left: 1rem; top: 1rem; }
.posts { list-style: none; padding: 0; margin: 0; display: grid; gap: 1rem; }
article { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem; }
article h3 { margin: 0; font-size: 1rem; }
.text { white-space: pre-line; overflow-wrap: anywhere; margin: .75rem 0; }
.pictures { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); }
figure { margin: 0; } img { max-width: 100%; height: auto; border-radius: .5rem; display: block; }
.gone { border-style: dashed; } .gone .text { text-decoration: line-through; color: var(--soft); }
.mark { color: var(--gone); font-weight: 600; }
details { margin-top: 1.5rem; } summary { padding: .625rem 0; min-height: 2.75rem; cursor: pointer; }
.troubles { display: grid; gap: .5rem; justify-items: start; }
button { font: inherit; padding: .5rem .875rem; min-height: 2.75rem; text-align: start; cursor: pointer;
  background: var(--card); color: inherit; border: 1px solid var(--line); border-radius: .5rem; }
button:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
"""


def page(state, only="", trouble="") -> str:
    """Everything, or what is on one network; the newest first."""
    shown = [only] if only in NETWORKS else list(NETWORKS)
    posts = [post for network in shown for post in state.all(network)]
    posts.sort(key=lambda post: post.created_at, reverse=True)
    heading = f"{NETWORKS.get(only, 'Semua jejaring')}: {len(posts)} unggahan"
    body = "".join(f"<li>{article(post)}</li>" for post in posts)
    return PAGE.format(
        title=f"{heading} – Jejaring tiruan",
        style=STYLE,
        tabs=tabs(only if only in NETWORKS else ""),
        heading=heading,
        posts=f'<ul class="posts">{body}</ul>' if posts else "<p>Belum ada unggahan.</p>",
        trouble=trouble,
    )


def page_of(post) -> str:
    """One post, as its address shows it."""
    return PAGE.format(
        title=f"{NETWORKS[post.network]} – Jejaring tiruan",
        style=STYLE,
        tabs=tabs(post.network),
        heading="Unggahan",
        posts=f'<ul class="posts"><li>{article(post)}</li></ul>',
        trouble="",
    )


def tabs(current) -> str:
    return "".join(tab(name, label, name == current) for name, label in {"": "Semua", **NETWORKS}.items())


def tab(name, label, is_current) -> str:
    address = f"/?jaringan={name}" if name else "/"
    mark = ' aria-current="page"' if is_current else ""
    return f'<li><a href="{address}"{mark}>{label}</a></li>'


def article(post) -> str:
    deleted = f'<p class="mark">Dihapus pukul {clock(post.deleted_at)}</p>' if post.deleted_at else ""
    link = f'<p class="key">Kartu tautan: {linked(post["link"])}</p>' if post["link"] else ""
    pictures = "".join(figure(picture) for picture in post["pictures"] or ())
    return (
        f"<article{' class=gone' if post.deleted_at else ''}>"
        f"<h3>{NETWORKS[post.network]}</h3>"
        f'<p class="meta">{clock(post.created_at)} · nomor {post.id}</p>{deleted}'
        f'<p class="text">{linked(post["text"])}</p>{link}'
        f"{f'<div class=pictures>{pictures}</div>' if pictures else ''}</article>"
    )


def figure(picture) -> str:
    alt = picture["alt"]
    said = f"Teks alternatif: {escape(alt)}" if alt else "Tanpa teks alternatif"
    return f'<figure><img src="/pictures/{picture["id"]}" alt="{escape(alt)}"><figcaption>{said}</figcaption></figure>'


def linked(text) -> str:
    return LINK.sub(lambda link: f'<a href="{link[0]}">{link[0]}</a>', escape(text))


def clock(moment) -> str:
    return datetime.fromtimestamp(moment).strftime("%H.%M.%S, %d-%m-%Y")

/** The look of the report page: readable on paper, in the dark, on a phone; nothing is said by colour alone. */

export const pageStyle = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #5b6570; --line: #d9dee4; --paper: #fff; --band: #f5f7f9; --accent: #2f5bd0;
  --change: #3b6ea8; --access: #8a6100; --removal: #b3401f; --destruction: #9b1c3c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ebee; --soft: #a0abb6; --line: #39424c; --paper: #171b20; --band: #1f252b; --accent: #8fb0ff;
  --change: #8cb8ea; --access: #e0b65a; --removal: #f0947a; --destruction: #ff8fa8; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 "Segoe UI", system-ui, sans-serif; }
main { max-width: 1200px; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; } h2 { font-size: 1.15rem; margin: 2.25rem 0 .75rem; }
p.lead { color: var(--soft); margin: 0 0 1.5rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .35rem 1.25rem; margin: 0; } dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
code { font: .92em/1.4 "Cascadia Mono", ui-monospace, monospace; }
.chart { display: grid; grid-template-columns: minmax(7rem, 40%) 1fr max-content; gap: .4rem .9rem; align-items: center; max-width: 46rem; }
.bar { height: .8rem; border-radius: 2px; background: currentColor; min-width: 3px; }
.change { color: var(--change); } .access { color: var(--access); } .removal { color: var(--removal); } .destruction { color: var(--destruction); }
.tools { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; margin-bottom: .6rem; }
input[type=search] { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: 4px; padding: .4rem .6rem; min-width: 17rem; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; }
table { border-collapse: collapse; width: 100%; min-width: 52rem; table-layout: fixed; } th, td { text-align: left; vertical-align: top; padding: .5rem .7rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
tbody tr:last-child td { border-bottom: 0; } thead th { background: var(--band); white-space: nowrap; } del { color: var(--soft); }
th button { all: unset; cursor: pointer; font-weight: 600; } th button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
th[aria-sort=ascending] button::after { content: " \\2191"; } th[aria-sort=descending] button::after { content: " \\2193"; }
.under { color: var(--soft); font-size: .9em; } .findings { padding: 0; list-style: none; margin: 0; }
.findings li { border-left: 3px solid var(--line); padding: .1rem 0 .1rem .8rem; margin: 0 0 .8rem; } .findings .block { border-color: var(--destruction); } .findings .withhold { border-color: var(--access); } .findings .warn { border-color: var(--change); }
details { margin-top: .3rem; } summary { cursor: pointer; color: var(--accent); } footer { margin-top: 3rem; color: var(--soft); font-size: .9em; }
@media (max-width: 46rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .6rem; } thead { display: none; } table { min-width: 0; }
  tr { display: block; padding: .5rem 0; border-bottom: 1px solid var(--line); } tr[hidden] { display: none; } td { display: block; border: 0; padding: .2rem .7rem; }
  td:empty { display: none; } td[data-head]::before { content: attr(data-head); display: block; color: var(--soft); font-size: .8em; } input[type=search] { min-width: 0; width: 100%; } label { width: 100%; } }
@media print { .tools { display: none; } .scroll { border: 0; overflow: visible; } }
`;

/** Search and sort, without which a long table is a wall. The page is whole without it. */
export const pageScript = `
for (const section of document.querySelectorAll('[data-table]')) {
  const rows = [...section.querySelectorAll('tbody tr')], body = section.querySelector('tbody'), count = section.querySelector('[data-shown]');
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  section.querySelector('input').addEventListener('input', (event) => {
    const wanted = event.target.value.toLowerCase().split(/\\s+/).filter(Boolean); let shown = 0;
    for (const row of rows) { row.hidden = !wanted.every((word) => texts.get(row).includes(word)); if (!row.hidden) shown += 1; }
    count.textContent = count.dataset.shown.replace('{n}', shown.toLocaleString(document.documentElement.lang));
  });
  for (const button of section.querySelectorAll('th button')) button.addEventListener('click', () => {
    const head = button.closest('th'), at = [...head.parentNode.children].indexOf(head), up = head.getAttribute('aria-sort') !== 'ascending';
    for (const other of head.parentNode.children) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
    const key = (row) => row.children[at].querySelector('[data-key]')?.dataset.key ?? row.children[at].textContent;
    const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
    body.append(...[...rows].sort((a, b) => collator.compare(key(a), key(b)) * (up ? 1 : -1)));
  });
}
`;

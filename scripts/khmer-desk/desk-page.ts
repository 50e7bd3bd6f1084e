import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import type { DeskPart } from './desk-parts';
import { pictureOf } from './desk-pictures';
import type { DeskText } from './desk-texts';
import { READING_FORMAT } from './reading';

const FONT = 'node_modules/@fontsource/noto-sans-khmer/files/noto-sans-khmer-khmer-400-normal.woff2';

/**
 * A part as one page for a browser: it opens by a double click, asks no network for anything, and saves to a file what
 * the reader writes. Nothing runs in it but its own script, whatever a text holds.
 */
export function deskPage(
  { id, title, isBinding }: DeskPart,
  texts: readonly DeskText[],
  pictures: ReadonlyMap<string, string> = new Map(),
): string {
  const style = `${khmerFont()}${readFileSync(join(import.meta.dirname, 'page-style.css'), 'utf8')}${seen(pictures)}`;
  const policy = `default-src 'none'; script-src ${sourceOf(pageScript())}; style-src ${sourceOf(style)}; font-src data:; img-src data:; base-uri 'none'; form-action 'none'`;
  const binding = isBinding
    ? '<p><strong>These texts bind people or protect a child: read each of them whole.</strong></p>'
    : '';
  return `<!doctype html>
<html lang="en" data-part="${escaped(id)}" data-format="${READING_FORMAT}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)} - Khmer to be read</title>
<style>${style}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
${binding}
<p>Compare the Khmer with the English. Correct it in its box, or leave it, and mark it: <em>right</em> as it stands in the
box, or <em>disputed</em> with a remark. Keep the numbers, and whatever stands in braces or square brackets, such as
<code>{count}</code>, <code>[@crc art. 40]</code> or <code>(term:diversion)</code>. Save as often as you like (Ctrl+S), and
go on with the saved file another day; then send it back. Nothing leaves this computer by itself.</p>
<form class="desk" autocomplete="off">
<div><label for="by">Your initials</label><input id="by" maxlength="20" size="8"></div>
<div><label for="on">Day</label><input id="on" type="date"></div>
<button id="save" type="button">Save to a file</button>
<button id="open" type="button">Go on with a saved file</button>
<input id="file" type="file" accept=".json" hidden aria-label="Saved file">
<div><label><input id="unmarked" type="checkbox"> Only texts without a mark</label></div>
<p><span id="counted"></span> <span id="told" role="status"></span></p>
</form>
<main>
${texts.map((text, index) => article(text, index + 1, pictures)).join('\n')}
</main>
<script type="module">${pageScript()}</script>
</body>
</html>
`;
}

function article(
  { key, english, khmer, hash, state, read, terms }: DeskText,
  number: number,
  pictures: ReadonlyMap<string, string>,
): string {
  const picture = pictureOf(key);
  const appears = pictures.has(picture)
    ? `<details><summary>Where it appears</summary><div class="seen seen-${escaped(picture)}" role="img" aria-label="A picture of the screen or paper"></div></details>\n`
    : '';
  const [file = '', place = ''] = key.split('#');
  const choice = (value: string, label: string): string =>
    `<label><input type="radio" name="mark-${number}" value="${value}"${(state === 'draft' ? '' : state) === value ? ' checked' : ''}> ${label}</label>`;
  const earlier = read
    ? `<p class="earlier">${state === 'read' ? 'Read' : 'Disputed'} by ${escaped(read.by)} on ${escaped(read.on)}.</p>`
    : '';
  return `<article data-key="${escaped(key)}" data-hash="${hash}" data-state="${state === 'draft' ? '' : state}">
<h2>${number}. ${escaped(place.split('/').join(' › '))}</h2>
<p class="key">${escaped(file)}</p>
${earlier}<p class="english">${escaped(english)}</p>
<label for="khmer-${number}">Khmer</label>
<textarea class="khmer" id="khmer-${number}" lang="km" rows="2" spellcheck="false" autocomplete="off">
${escaped(khmer)}</textarea>
${termList(terms)}${appears}<fieldset><legend>Text ${number} is</legend>
${choice('', 'not read yet')}
${choice('read', 'right, as it stands in the box')}
${choice('disputed', 'disputed, see the remark')}
</fieldset>
<label for="remark-${number}">Remark</label>
<textarea class="remark" id="remark-${number}" rows="1" autocomplete="off">
${escaped(read?.remark ?? '')}</textarea>
</article>`;
}

function termList(terms: DeskText['terms']): string {
  if (terms.length === 0) return '';
  const items = terms.map(
    ({ english, khmer, source }) =>
      `<li>${escaped(english)}: <span lang="km">${escaped(khmer)}</span> (${escaped(source)})</li>`,
  );
  return `<ul class="terms">${items.join('')}</ul>\n`;
}

/** Each picture once, however many texts stand in it. */
function seen(pictures: ReadonlyMap<string, string>): string {
  return [...pictures].map(([name, address]) => `.seen-${name}{background-image:url(${address})}\n`).join('');
}

/** The app's Khmer font in the page itself: not every computer has one. The style's other ones stand behind it. */
function khmerFont(): string {
  const file = join(import.meta.dirname, '../..', FONT);
  return `@font-face{font-family:'Desk Khmer';src:url(data:font/woff2;base64,${readFileSync(file, 'base64')})}\n`;
}

let script: string | undefined;

/** The page's script without its types. */
function pageScript(): string {
  script ??= transpileModule(readFileSync(join(import.meta.dirname, 'page-script.ts'), 'utf8'), {
    compilerOptions: { module: ModuleKind.ESNext, target: ScriptTarget.ES2022, removeComments: true },
  }).outputText;
  return script;
}

function sourceOf(content: string): string {
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

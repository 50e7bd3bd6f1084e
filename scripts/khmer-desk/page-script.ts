// Runs in the reader's browser, from a file and without a network: `deskPage` puts it into the page as it stands here,
// its types taken out, so it imports nothing.

interface SavedText {
  hash: string;
  state?: 'read' | 'disputed';
  khmer?: string;
  remark?: string;
}

const page = document.documentElement.dataset;
const initials = field<HTMLInputElement>(document, '#by');
const day = field<HTMLInputElement>(document, '#on');
const told = field<HTMLElement>(document, '#told');
const counted = field<HTMLElement>(document, '#counted');
const unmarkedAlone = field<HTMLInputElement>(document, '#unmarked');
const chosenFile = field<HTMLInputElement>(document, '#file');
const texts = [...document.querySelectorAll<HTMLElement>('article')];
let isSaved = true;

day.value = today();
count();

document.addEventListener('input', ({ target }) => {
  const text = target instanceof Element ? target.closest<HTMLElement>('article') : null;
  if (text && target instanceof HTMLTextAreaElement && markOf(text) === '') {
    // Who corrects a text has read it; who remarks on it alone doesn't agree.
    mark(text, target.classList.contains('remark') ? 'disputed' : 'read');
  }
  if (target !== chosenFile && target !== unmarkedAlone) isSaved = false;
  count();
});

field<HTMLButtonElement>(document, '#save').addEventListener('click', save);
document.addEventListener('keydown', (event) => {
  if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  save();
});
field<HTMLButtonElement>(document, '#open').addEventListener('click', () => {
  chosenFile.click();
});
chosenFile.addEventListener('change', () => {
  const file = chosenFile.files?.[0];
  if (file) void file.text().then(goOn);
  chosenFile.value = '';
});
unmarkedAlone.addEventListener('change', () => {
  for (const text of texts) text.hidden = unmarkedAlone.checked && markOf(text) !== '';
});
addEventListener('beforeunload', (event) => {
  if (!isSaved) event.preventDefault();
});

function save(): void {
  if (initials.value.trim() === '') {
    tell('Write your initials first: they stand beside every text that you read.');
    initials.focus();
    return;
  }
  const silent = texts.find((text) => markOf(text) === 'disputed' && remarkOf(text).value.trim() === '');
  const saved = texts.flatMap((text): (readonly [string, SavedText])[] => {
    const entry = savedText(text);
    return entry ? [[text.dataset['key'] ?? '', entry]] : [];
  });
  const reading = {
    format: page['format'],
    version: 1,
    part: page['part'],
    by: initials.value.trim(),
    on: day.value || today(),
    texts: Object.fromEntries(saved),
  };
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([`${JSON.stringify(reading, null, 2)}\n`], { type: 'application/json' }));
  link.download = `${page['part'] ?? 'reading'}-${reading.by.replaceAll(/[^\p{L}\p{N}]+/gu, '')}-${reading.on}.json`;
  link.click();
  isSaved = true;
  tell(
    silent
      ? `Saved as ${link.download}. A disputed text has no remark yet, and can't be taken without one.`
      : `Saved as ${link.download}: ${saved.length} texts. Send this file back.`,
  );
  if (silent) remarkOf(silent).focus();
}

/** What is worth saving of a text; undefined where nobody has touched it. */
function savedText(text: HTMLElement): SavedText | undefined {
  const state = markOf(text);
  const khmer = khmerOf(text);
  const remark = remarkOf(text).value.trim();
  const isCorrected = khmer.value.trim() !== khmer.defaultValue.trim();
  const before = text.dataset['state'] ?? '';
  if (!isCorrected && state === before && remark === remarkOf(text).defaultValue.trim()) return undefined;
  return {
    hash: text.dataset['hash'] ?? '',
    ...(state === 'read' || state === 'disputed' ? { state } : {}),
    ...(isCorrected ? { khmer: khmer.value.trim() } : {}),
    ...(remark === '' ? {} : { remark }),
  };
}

function goOn(content: string): void {
  let reading: { format?: unknown; part?: unknown; by?: unknown; texts?: Record<string, SavedText> };
  try {
    reading = JSON.parse(content) as typeof reading;
  } catch {
    reading = {};
  }
  if (reading.format !== page['format'] || typeof reading.texts !== 'object') {
    tell('That is not a file that a page of the desk saved. Nothing was changed.');
    return;
  }
  if (reading.part !== page['part']) {
    tell(`That file belongs to another page, ${String(reading.part)}. Nothing was changed.`);
    return;
  }
  let changed = 0;
  for (const text of texts) {
    const saved = reading.texts[text.dataset['key'] ?? ''];
    if (!saved) continue;
    if (saved.hash !== text.dataset['hash']) {
      changed += 1;
      continue;
    }
    mark(text, saved.state ?? '');
    if (saved.khmer !== undefined) khmerOf(text).value = saved.khmer;
    remarkOf(text).value = saved.remark ?? '';
  }
  if (typeof reading.by === 'string') initials.value = reading.by;
  isSaved = true;
  count();
  tell(
    changed === 0
      ? 'Your texts are here again.'
      : `Your texts are here again, but for ${changed} that were changed since: read those anew.`,
  );
}

function count(): void {
  const marked = texts.filter((text) => markOf(text) !== '').length;
  counted.textContent = `${marked} of ${texts.length} texts have a mark.`;
}

function tell(words: string): void {
  told.textContent = words;
}

function markOf(text: HTMLElement): string {
  return text.querySelector<HTMLInputElement>('input[type=radio]:checked')?.value ?? '';
}

function mark(text: HTMLElement, state: string): void {
  field<HTMLInputElement>(text, `input[type=radio][value="${state}"]`).checked = true;
}

function khmerOf(text: HTMLElement): HTMLTextAreaElement {
  return field(text, 'textarea.khmer');
}

function remarkOf(text: HTMLElement): HTMLTextAreaElement {
  return field(text, 'textarea.remark');
}

function today(): string {
  const now = new Date();
  const padded = (value: number): string => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${padded(now.getMonth() + 1)}-${padded(now.getDate())}`;
}

function field<Kind extends Element>(parent: ParentNode, selector: string): Kind {
  const found = parent.querySelector<Kind>(selector);
  if (!found) throw new Error(`The page has no ${selector}.`);
  return found;
}

export {};

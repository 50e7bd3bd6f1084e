import { searchable } from '../../../../domain/text/searchable';

/** What parts the text: words aren't found across its edges. */
const PARTS = 'p, li, h1, h2, h3, h4, td, th, dt, dd, figcaption, summary, legend, label, button, a, div, section';

/** The subscript `ta` as it is compared: two signs, which a text can have in two nodes. */
const SUBSCRIPT_TA = /\u17D2\u178F/gu;

/** The text of an element as it is compared, and where each of its UTF-16 units stands. */
interface ShownText {
  readonly text: string;
  readonly units: readonly { readonly node: Text; readonly offset: number }[];
}

/** Every place at which words are shown in an element, in its order. Spaces, case and invisible signs don't matter. */
export function wordsOnPage(root: HTMLElement, words: string): Range[] {
  const sought = searchable(words).replace(/\s+/gu, ' ').trim();
  if (sought === '') return [];
  const { text, units } = shownText(root);
  const found: Range[] = [];
  for (let at = text.indexOf(sought); at !== -1; at = text.indexOf(sought, at + sought.length)) {
    const first = units[at];
    const last = units[at + sought.length - 1];
    if (!first || !last) break;
    const range = document.createRange();
    range.setStart(first.node, first.offset);
    range.setEnd(last.node, last.offset + 1);
    found.push(range);
  }
  return found;
}

function shownText(root: HTMLElement): ShownText {
  const units: { node: Text; offset: number }[] = [];
  let text = '';
  let part: Element | null = null;
  const compared = new Map<string, string>();
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    const parent = node.parentElement;
    if (!parent || !isShown(parent)) continue;
    const ownPart = parent.closest(PARTS);
    if (ownPart !== part) {
      text += '\n';
      units.push({ node, offset: 0 });
      part = ownPart;
    }
    for (let offset = 0; offset < node.data.length; offset += 1) {
      const unit = comparedUnit(node.data.charAt(offset), compared);
      // A run of spaces is one.
      if (unit === ' ' && /\s$/u.test(text)) continue;
      text += unit;
      for (let each = 0; each < unit.length; each += 1) units.push({ node, offset });
    }
  }
  return { text: text.replace(SUBSCRIPT_TA, '\u17D2\u178A'), units };
}

function comparedUnit(unit: string, known: Map<string, string>): string {
  const before = known.get(unit);
  if (before !== undefined) return before;
  const compared = /\s/u.test(unit) ? ' ' : searchable(unit);
  known.set(unit, compared);
  return compared;
}

/** What is folded counts as shown where its summary is: it is opened for what is found in it. */
function isShown(element: Element): boolean {
  if (element.closest('.visually-hidden')) return false;
  const seen = element.closest('details:not([open])')?.querySelector('summary') ?? element;
  return seen.checkVisibility({ visibilityProperty: true });
}

import { compareText } from '../text/compare-text';

/**
 * The numbering of a place in an instrument as its steps, each with the separator before it: `40(3)(b)` is `40`, `(3)`,
 * `(b)`; rule `11.2` is `11`, `.2`. Joined they are the numbering again.
 */
export type LocatorPath = readonly string[];

type Kind = 'number' | 'letter' | 'roman';

const NUMBERING = /^(?:\d+[A-Z]?(?:\.\d+)*|[IVXLC]+)(?:\((?:\d+[A-Z]?|[a-z]{1,6}|[A-Z])\))*$/u;
const CONTINUATION = /^(?:\((?:\d+[A-Z]?|[a-z]{1,6}|[A-Z])\))+$/u;
const ORDER: Readonly<Record<Kind, number>> = { number: 0, letter: 1, roman: 2 };
const ROMAN_VALUES: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100 };

/**
 * Reads a numbering. A continuation such as `(d)` after `37(b)` takes the missing steps from the path before it:
 * `37(d)`. Undefined for anything that isn't a numbering, and for a continuation without a path before it.
 */
export function readPath(text: string, before?: LocatorPath): LocatorPath | undefined {
  const steps = text.match(/\([^)]*\)|\.\d+|[^().]+/gu) ?? [];
  if (NUMBERING.test(text)) return steps;
  return CONTINUATION.test(text) && before ? continuePath(before, steps) : undefined;
}

/** Natural order: `9` before `10`, `37` before `37(a)`, `(ii)` before `(iv)`, `415` before `415A`. */
export function comparePaths(a: LocatorPath, b: LocatorPath): number {
  return compareShared(a, b) || a.length - b.length;
}

/** Whether two ranges of the numbering overlap; a whole article contains all its paragraphs. */
export function pathsOverlap(
  a: { readonly from: LocatorPath; readonly to: LocatorPath },
  b: { readonly from: LocatorPath; readonly to: LocatorPath },
): boolean {
  return compareShared(a.from, b.to) <= 0 && compareShared(b.from, a.to) <= 0;
}

/** `29-31` or `40(3)(a)-(b)`: the end of a range without the steps that it shares with the start. */
export function pathLabel(from: LocatorPath, to: LocatorPath): string {
  if (comparePaths(from, to) === 0) return from.join('');
  const differs = to.findIndex((step, index) => step !== from[index]);
  // Where the first differing step is part of a number, the whole number is written: `11.2-11.4` may not become
  // `11.2-.4`.
  const shared = to[differs]?.startsWith('.') === true ? 0 : Math.max(0, differs);
  return `${from.join('')}-${to.slice(shared).join('')}`;
}

/**
 * Replaces the deepest step of the same style, and the steps below it; appends to the path where there is none.
 */
function continuePath(before: LocatorPath, steps: LocatorPath): LocatorPath {
  for (let index = before.length - 1; index > 0; index -= 1) {
    const changed = [...before.slice(0, index), ...steps];
    if (kindAt(before, index) === kindAt(changed, index)) return changed;
  }
  return [...before, ...steps];
}

function compareShared(a: LocatorPath, b: LocatorPath): number {
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const [kind, other] = [kindAt(a, index), kindAt(b, index)];
    const order = ORDER[kind] - ORDER[other] || compareStep(bare(a[index]), bare(b[index]), kind);
    if (order !== 0) return order;
  }
  return 0;
}

function compareStep(a: string, b: string, kind: Kind): number {
  if (kind === 'roman') return romanValue(a) - romanValue(b);
  const byValue = kind === 'number' ? Number.parseInt(a, 10) - Number.parseInt(b, 10) : a.length - b.length;
  return byValue || compareText(a, b);
}

/**
 * The numbering style of a step. `(i)` is the ninth letter below an article and the first roman number below a letter:
 * `134(i)`, `40(2)(b)(i)`.
 */
function kindAt(path: LocatorPath, index: number): Kind {
  const step = bare(path[index]);
  if (/^\d/u.test(step)) return 'number';
  const roman = /^[ivxlc]+$/iu.test(step);
  if (index === 0) return roman ? 'roman' : 'letter';
  return roman && (step.length > 1 || kindAt(path, index - 1) === 'letter') ? 'roman' : 'letter';
}

function bare(step: string | undefined): string {
  return (step ?? '').replace(/[().]/gu, '');
}

function romanValue(text: string): number {
  const values = [...text.toLowerCase()].map((sign) => ROMAN_VALUES[sign] ?? 0);
  return values.reduce((sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value), 0);
}

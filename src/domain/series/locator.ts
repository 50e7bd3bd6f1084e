import { compareText } from '../text/compare-text';
import { inDigits } from '../text/digits';
import { withSetPlaces } from '../text/typography';
import { comparePaths, pathLabel, readPath, type LocatorPath } from './locator-path';

/** What an instrument is numbered by. */
export type LocatorUnit =
  'article' | 'chapter' | 'part' | 'section' | 'rule' | 'principle' | 'guideline' | 'regulation' | 'paragraph' | 'page';

/** A place in a source: the whole of it, a named part such as its preamble, or a range of its numbering. */
export type Place = { readonly label: string } & (
  | { readonly kind: 'whole' | 'named' }
  | {
      readonly kind: 'numbered';
      readonly unit: LocatorUnit;
      /** `annex`, where the numbering is that of an annex; else empty. */
      readonly container: string;
      /** First and last place of the range; the same for a single place. */
      readonly from: LocatorPath;
      readonly to: LocatorPath;
    }
);

const UNITS: readonly (readonly [LocatorUnit, one: string, several: string, written: RegExp])[] = [
  ['article', 'art.', 'arts.', /^(?:articles?|arts?)$/iu],
  ['chapter', 'ch.', 'chs.', /^(?:chapters?|chs?)$/iu],
  ['part', 'part', 'parts', /^parts?$/iu],
  ['section', 's.', 'ss.', /^(?:sections?|secs?|ss?)$/iu],
  ['rule', 'rule', 'rules', /^rules?$/iu],
  ['principle', 'principle', 'principles', /^principles?$/iu],
  ['guideline', 'guideline', 'guidelines', /^guidelines?$/iu],
  ['regulation', 'reg.', 'regs.', /^(?:regulations?|regs?)$/iu],
  ['paragraph', 'para.', 'paras.', /^(?:paragraphs?|paras?)$/iu],
  ['page', 'p.', 'pp.', /^(?:pages?|pp?)$/iu],
];

const WHOLE: Place = { kind: 'whole', label: '' };
/** A remark has a space in it; a paragraph's number has none. */
const REMARK = /\s(\([^()]*\s[^()]*\))$/u;
const CONTAINER = /^(?:annex|appendix|schedule)(?:\s\w+)?$/iu;
const UNIT_THEN_NUMBER = /^([a-z]+)\.?\s+(\S.*)$/iu;

/**
 * The unit that a word names, in any spelling that authors use (`art`, `arts.`, `article`); undefined for other words.
 */
export function unitOf(word: string): LocatorUnit | undefined {
  return UNITS.find(([, , , written]) => written.test(word.replace(/\.$/u, '')))?.[0];
}

/**
 * Reads a locator such as `art. 37(b), (d)`, `paras. 16, 18(c), 51`, `annex, paras. 87-91` or `art. 40(3)(b); para. 7`
 * into its places, each with a normalised label, which parses to the same place. The empty locator is the whole
 * document. What isn't a numbering (`preamble`, `status, October 2022`) is one named place, as written.
 */
export function readLocator(locator: string): readonly Place[] {
  const text = locator
    .replace(/[\u2012-\u2015]/gu, '-')
    .replace(/\s+/gu, ' ')
    .trim();
  if (text === '') return [WHOLE];
  const remark = REMARK.exec(text)?.[1];
  const places = readPieces(remark === undefined ? text : text.slice(0, -remark.length).trim());
  if (!places) return [{ kind: 'named', label: text }];
  return remark === undefined ? places : places.map((place) => ({ ...place, label: `${place.label} ${remark}` }));
}

/** What numbers are of in Khmer, where a word was read in a source. */
const KHMER_UNITS: Readonly<Partial<Record<LocatorUnit, string>>> = {
  article: 'មាត្រា',
  chapter: 'ជំពូក',
  paragraph: 'កថាខណ្ឌ',
  page: 'ទំព័រ',
};

/** The text with Khmer words of numbering in English: `មាត្រា 530` asks as `article 530` does. */
export function withEnglishUnits(text: string): string {
  return Object.entries(KHMER_UNITS).reduce((words, [unit, khmer]) => words.replaceAll(khmer, `${unit} `), text);
}

/** A locator in Khmer, `កថាខណ្ឌ ៥១–៥៣`; undefined for one that is more than numbers of what has a word here. */
export function khmerLocator(locator: string): string | undefined {
  const isNumbers = readLocator(locator).every(
    (place) => place.kind === 'numbered' && place.container === '' && place.unit in KHMER_UNITS,
  );
  if (!isNumbers || REMARK.test(locator)) return undefined;
  return inDigits(withSetPlaces(locator), 'km').replace(
    /([a-z]+)\.?\s(?=[\u17E0-\u17E9])/giu,
    (written, word: string) => {
      const unit = unitOf(word);
      return unit ? `${KHMER_UNITS[unit] ?? ''}\u00A0` : written;
    },
  );
}

/** Order of places in a source: the whole, named parts, the numbering of the text by unit, that of annexes. */
export function comparePlaces(a: Place, b: Place): number {
  if (a.kind !== 'numbered' || b.kind !== 'numbered') return rank(a) - rank(b) || compareText(a.label, b.label);
  return (
    compareText(a.container, b.container) ||
    unitIndex(a.unit) - unitIndex(b.unit) ||
    comparePaths(a.from, b.from) ||
    comparePaths(a.to, b.to) ||
    compareText(a.label, b.label)
  );
}

function readPieces(text: string): readonly Place[] | undefined {
  const places: Place[] = [];
  let container = '';
  let named: string[] = [];
  let unit: LocatorUnit | undefined;
  let before: LocatorPath | undefined;
  for (const piece of text.split(/\s*[,;]\s*|\s+and\s+(?=[\d(])/u)) {
    const match = UNIT_THEN_NUMBER.exec(piece);
    const ownUnit = unitOf(match?.[1] ?? '');
    if (ownUnit !== undefined) before = undefined;
    unit = ownUnit ?? unit;
    const range =
      unit === undefined ? undefined : readRange(ownUnit === undefined ? piece : (match?.[2] ?? ''), before);
    if (unit !== undefined && range) {
      before = range.to;
      places.push(numbered(unit, container, range));
    } else if (places.length > 0 || ownUnit !== undefined) return undefined;
    else if (CONTAINER.test(piece)) container = piece;
    else named = [...named, piece];
  }
  if (places.length === 0) return undefined;
  return [...named.map((label): Place => ({ kind: 'named', label })), ...places];
}

function readRange(
  text: string,
  before: LocatorPath | undefined,
): { readonly from: LocatorPath; readonly to: LocatorPath } | undefined {
  const [first = '', last, ...rest] = text.split('-');
  const from = readPath(first.trim(), before);
  const to = last === undefined ? from : readPath(last.trim(), from);
  return from && to && rest.length === 0 ? { from, to } : undefined;
}

function numbered(
  unit: LocatorUnit,
  container: string,
  { from, to }: { readonly from: LocatorPath; readonly to: LocatorPath },
): Place {
  const [, one = '', several = ''] = UNITS[unitIndex(unit)] ?? [];
  const label = `${from[0] === to[0] ? one : several} ${pathLabel(from, to)}`;
  return { kind: 'numbered', unit, container, from, to, label: container === '' ? label : `${container}, ${label}` };
}

function unitIndex(unit: LocatorUnit): number {
  return UNITS.findIndex(([known]) => known === unit);
}

function rank(place: Place): number {
  return ['whole', 'named', 'numbered'].indexOf(place.kind);
}

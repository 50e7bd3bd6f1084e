import { compareText } from '../text/compare-text';
import { hasKhmer } from '../text/khmer';
import { SOURCE_LANGUAGE } from '../text/language';
import { withSetPlaces } from '../text/typography';
import { khmerLocator } from './locator';

/** Where a document can be opened, and when the course's authors read its text. */
export interface SourceAddress {
  /** An https address. */
  readonly url: string;
  /** Calendar day, `YYYY-MM-DD`. */
  readonly read: string;
  /** True where the text was read in another copy of the document: this address itself wasn't opened. */
  readonly inCopy: boolean;
}

/** Where a statement comes from; ids are those of `sources.yaml`. */
export interface Source {
  readonly id: string;
  /** Short form for citations, e.g. `CRC`. */
  readonly short: string;
  /** Its name in Khmer, where one was seen or is made of the glossary's words. */
  readonly khmer?: string;
  readonly title: string;
  readonly publisher: string;
  readonly year: string;
  /** Document symbol or official number, e.g. `CRC/C/GC/24`. */
  readonly symbol?: string;
  /**
   * `instrument` for treaties, laws, rules and general comments (they enter the article index); `other` for reports and
   * studies.
   */
  readonly kind: 'instrument' | 'other';
  /** Missing where no public address was found. */
  readonly address?: SourceAddress;
}

/** Order of sources in a list that a person reads: by their short forms, then by id. */
export function compareSources(a: Source, b: Source): number {
  return a.short.localeCompare(b.short, SOURCE_LANGUAGE, { numeric: true }) || compareText(a.id, b.id);
}

/**
 * A citation as it is read: the source's short form and the place in it, `GC 24, paras. 51–53`. A source with a Khmer
 * name has its places in Khmer too; any other stays in English whole, so that a citation has digits of one kind.
 */
export function citationInWords(short: string, locator: string): string {
  if (locator === '') return withSetPlaces(short);
  const place = hasKhmer(short) ? khmerLocator(locator) : undefined;
  return place === undefined ? withSetPlaces(`${short}, ${locator}`) : `${short} ${place}`;
}

/** A place in a source: an article or paragraph. */
export interface Citation {
  readonly sourceId: string;
  /** e.g. `art. 37(b)` or `paras. 15-18`; empty for the document as a whole. */
  readonly locator: string;
}

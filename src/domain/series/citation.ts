/** Where a statement comes from; ids are those of `sources.yaml`. */
export interface Source {
  readonly id: string;
  /** Short form for citations, e.g. `CRC`. */
  readonly short: string;
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
}

/** A place in a source: an article or paragraph. */
export interface Citation {
  readonly sourceId: string;
  /** e.g. `art. 37(b)` or `paras. 15-18`; empty for the document as a whole. */
  readonly locator: string;
}

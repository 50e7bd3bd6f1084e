import SearchableMap from 'minisearch/SearchableMap';

/** Where a term is: documents in ascending order, and how often it is in each, the title's words counted higher. */
interface Posting {
  readonly documents: number[];
  readonly frequencies: number[];
}

/** A stored index: each term with the documents that have it, as steps from one to the next, and how often. */
export interface StoredTerms {
  readonly lengths: readonly number[];
  readonly terms: readonly (readonly [term: string, steps: readonly number[], frequencies: readonly number[]])[];
}

/** A term under which a query's word is searched, and how much a document counts that has it, 0-1. */
export type Expansion = readonly [term: string, weight: number];

/** A document that was found. */
export interface ScoredDocument {
  readonly document: number;
  readonly score: number;
}

/** Parameters of BM25 (Robertson and Zaragoza 2009, 3.4): saturation of frequency, and of length. */
const K1 = 1.2;
const B = 0.6;

/** How often a word of the title counts as one of the text. */
const TITLE_WEIGHT = 4;

/**
 * Which documents have which terms, ranked by BM25. Thousands of documents are scored in numbers alone: a library that
 * makes an object of each takes ten times as long (decision 026). The terms are in MiniSearch's radix tree, which finds
 * beginnings and errors in spelling.
 */
export class TermIndex {
  private readonly terms = new SearchableMap<Posting>();
  /** Terms of each document; 0 for a removed one. */
  private readonly lengths: number[] = [];
  private total = 0;
  private living = 0;

  /** Adds the documents of a stored index after those that there are; returns the number of the first. */
  append({ lengths, terms }: StoredTerms): number {
    const first = this.lengths.length;
    for (const length of lengths) this.count(length);
    for (const [term, steps, frequencies] of terms) {
      let document = first;
      const documents = steps.map((step) => (document += step));
      const known = this.terms.get(term);
      known?.documents.push(...documents);
      known?.frequencies.push(...frequencies);
      if (!known) this.terms.set(term, { documents, frequencies: [...frequencies] });
    }
    return first;
  }

  /** The index as it is stored. */
  stored(): StoredTerms {
    return {
      lengths: this.lengths,
      terms: [...this.terms.entries()].map(([term, { documents, frequencies }]) => [
        term,
        documents.map((document, at) => document - (documents[at - 1] ?? 0)),
        frequencies,
      ]),
    };
  }

  /** Adds a document and returns its number: one more than the last. */
  add(title: readonly string[], text: readonly string[]): number {
    const counts = new Map<string, number>();
    for (const term of title) counts.set(term, (counts.get(term) ?? 0) + TITLE_WEIGHT);
    for (const term of text) counts.set(term, (counts.get(term) ?? 0) + 1);
    const document = this.count(title.length + text.length);
    for (const [term, frequency] of counts) {
      const posting = this.terms.get(term);
      if (posting) {
        posting.documents.push(document);
        posting.frequencies.push(frequency);
      } else this.terms.set(term, { documents: [document], frequencies: [frequency] });
    }
    return document;
  }

  /** Removes a document. Its number stays in the postings, and isn't found any more. */
  remove(document: number): void {
    this.total -= this.lengths[document] ?? 0;
    this.lengths[document] = 0;
    this.living -= 1;
  }

  /** The terms that begin so. */
  beginningWith(prefix: string): Iterable<string> {
    return this.terms.atPrefix(prefix).keys();
  }

  /** The terms that differ by at most so many letters put in, left out or changed, each with their number. */
  near(term: string, errors: number): [term: string, errors: number][] {
    return [...this.terms.fuzzyGet(term, errors)].map(([found, [, distance]]) => [found, distance]);
  }

  /**
   * The documents that have every word, or some, each word under any of its terms.
   *
   * @param words the terms of each word of a query
   */
  find(words: readonly (readonly Expansion[])[], needed: 'every' | 'some'): ScoredDocument[] {
    const size = this.lengths.length;
    const sum = new Float64Array(size);
    const matched = new Uint32Array(size);
    const best = new Float64Array(size);
    let candidates: number[] = [];
    for (const [at, word] of words.entries()) {
      const touched: number[] = [];
      for (const [term, weight] of word) this.score(term, weight, best, touched);
      // Rare is what no form of the word finds: an unusual form of a common word must not count as rare.
      const rarity = this.rarityOf(touched.length);
      for (const document of touched) {
        const score = rarity * (best[document] ?? 0);
        best[document] = 0;
        if (matched[document] === 0) candidates.push(document);
        matched[document] = (matched[document] ?? 0) + 1;
        sum[document] = (sum[document] ?? 0) + score;
      }
      if (needed === 'every') candidates = candidates.filter((document) => matched[document] === at + 1);
    }
    return candidates.map((document) => ({ document, score: sum[document] ?? 0 }));
  }

  /** Counts for each document with the term what the best of a word's terms gives it. */
  private score(term: string, weight: number, best: Float64Array, touched: number[]): void {
    const posting = this.terms.get(term);
    if (!posting) return;
    const { documents, frequencies } = posting;
    const average = this.total / Math.max(1, this.living);
    for (let at = 0; at < documents.length; at += 1) {
      const document = documents[at] ?? 0;
      const frequency = frequencies[at] ?? 0;
      const length = this.lengths[document] ?? 0;
      // Removed: it makes the word no commoner either.
      if (length === 0) continue;
      const part = (frequency * (K1 + 1)) / (frequency + K1 * (1 - B + (B * length) / average));
      const score = weight * part;
      const before = best[document] ?? 0;
      if (before === 0) touched.push(document);
      if (score > before) best[document] = score;
    }
  }

  private rarityOf(found: number): number {
    return Math.log(1 + (Math.max(this.living, found) - found + 0.5) / (found + 0.5));
  }

  private count(length: number): number {
    // A document without a term can't be found; one counts, so that it isn't taken for a removed one.
    this.total += Math.max(1, length);
    this.living += 1;
    return this.lengths.push(Math.max(1, length)) - 1;
  }
}

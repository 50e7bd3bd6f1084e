import type { Ref } from 'vue';
import type { QuoteAnchor } from '../../../../../domain/notes/highlight';
import { anchorFor, type QuotePlace } from '../../../../../domain/notes/quote-placement';
import { readBlockText, type BlockText, type Stretch } from './block-text';
import { quotable, quoteOf, wholeWords } from './quote';

/** A part of a selection: its words in one block. */
export interface SelectedPart {
  readonly blockId: string;
  readonly stretch: Stretch;
}

/** Words of the text, as a note stores them. */
export interface QuotedWords {
  readonly quote: string;
  readonly anchor: QuoteAnchor;
}

/** The text of the open section in the document. */
export interface SectionText {
  /**
   * A block's text; null while it isn't shown. Read anew each time: it is small, and its elements may have been
   * replaced.
   */
  readonly textOf: (blockId: string) => BlockText | null;
  readonly rangeOf: (place: QuotePlace) => Range | null;
  /** The ranges of many places: each block is read once for all of them, and its figures are skipped. */
  readonly rangesAtOnce: () => (place: QuotePlace) => readonly Range[];
  /** The parts of a range by block, in the order of the text, widened to whole words. */
  readonly partsOf: (range: AbstractRange) => SelectedPart[];
  /** The words as a note stores them: shortened where they are too long. */
  readonly quoted: (part: SelectedPart) => QuotedWords | null;
  /** The part, shortened to the length of a quote. */
  readonly quotablePart: (part: SelectedPart) => SelectedPart;
}

/** Reads the blocks below an element: a block carries `data-block`, each stretch of its text `data-text`. */
export function useSectionText(
  article: Readonly<Ref<HTMLElement | null>>,
  blockIds: () => readonly string[],
): SectionText {
  function textOf(blockId: string): BlockText | null {
    const roots = article.value?.querySelectorAll(`[data-block="${CSS.escape(blockId)}"] [data-text]`) ?? [];
    return roots.length > 0 ? readBlockText([...roots]) : null;
  }

  function quotablePart({ blockId, stretch }: SelectedPart): SelectedPart {
    const text = textOf(blockId);
    return { blockId, stretch: text ? quotable(text.runs, stretch) : stretch };
  }

  return {
    textOf,
    rangeOf: ({ blockId, start, end }) => textOf(blockId)?.rangeOf({ start, end }) ?? null,
    rangesAtOnce() {
      const read = new Map<string, BlockText | null>();
      return ({ blockId, start, end }) => {
        const known = read.get(blockId);
        const block = known === undefined ? textOf(blockId) : known;
        read.set(blockId, block);
        return block?.rangesOf({ start, end }) ?? [];
      };
    },
    partsOf: (range) =>
      blockIds().flatMap((blockId) => {
        const text = textOf(blockId);
        const stretch = text?.stretchOf(range);
        return text && stretch ? [{ blockId, stretch: wholeWords(text.runs, stretch) }] : [];
      }),
    quoted(part) {
      const text = textOf(part.blockId);
      if (!text) return null;
      const { start, end } = quotable(text.runs, part.stretch);
      return { quote: quoteOf(text.runs, { start, end }), anchor: anchorFor(text.text, start, end) };
    },
    quotablePart,
  };
}

import type { Ref } from 'vue';
import type { QuoteAnchor } from '../../../../../domain/notes/highlight';
import { anchorFor, type QuotePlace } from '../../../../../domain/notes/quote-placement';
import { readBlockText, type BlockText, type Stretch } from './block-text';
import { keepable, quoteOf } from './quote';

/** A part of what is selected: the words that lie in one block. */
export interface SelectedPart {
  readonly blockId: string;
  readonly stretch: Stretch;
}

/** Words of the text, as a note has them. */
export interface QuotedWords {
  readonly quote: string;
  readonly anchor: QuoteAnchor;
}

/** The text of the open section as it is in the document. */
export interface SectionText {
  /** A block's text; null while it isn't shown. Read anew each time: it is small, and what was read once may be gone. */
  readonly textOf: (blockId: string) => BlockText | null;
  readonly rangeOf: (place: QuotePlace) => Range | null;
  /** The ranges to mark of many places at one moment: each block is read once for all of them, and what is between its texts is left out. */
  readonly rangesAtOnce: () => (place: QuotePlace) => readonly Range[];
  /** The parts of a range by block, in the order of the text. */
  readonly partsOf: (range: AbstractRange) => SelectedPart[];
  /** The words as a note has them: cut where they are too many. */
  readonly quoted: (part: SelectedPart) => QuotedWords | null;
  /** The part without what is too much for one quote. */
  readonly keepablePart: (part: SelectedPart) => SelectedPart;
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

  function keepablePart({ blockId, stretch }: SelectedPart): SelectedPart {
    const text = textOf(blockId);
    return { blockId, stretch: text ? keepable(text.runs, stretch) : stretch };
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
        const stretch = textOf(blockId)?.stretchOf(range);
        return stretch ? [{ blockId, stretch }] : [];
      }),
    quoted(part) {
      const text = textOf(part.blockId);
      if (!text) return null;
      const { start, end } = keepable(text.runs, part.stretch);
      return { quote: quoteOf(text.runs, { start, end }), anchor: anchorFor(text.text, start, end) };
    },
    keepablePart,
  };
}

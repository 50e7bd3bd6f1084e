import { readonly, ref, type Ref } from 'vue';
import { nowIso, useAppContext } from '../../app-context';
import { useRecord } from '../../stores/record/record';
import type { SectionOutline } from '../../../../domain/series/section';
import { languageOfText } from '../../../../domain/text/khmer';

/** What `useReadingPosition` observes. */
export interface ReadingPositionOptions {
  /** Element that holds the section; blocks carry `data-block`, the end carries `data-end`. */
  readonly article: Readonly<Ref<HTMLElement | null>>;
  readonly section: Readonly<Ref<SectionOutline | undefined>>;
  readonly moduleId: () => string;
}

/** Where a learner is in a section. */
export interface ReadingPosition {
  readonly currentBlockId: Readonly<Ref<string | null>>;
  /** Saves the block that is at the window's top now, where it is another one. */
  readonly follow: () => void;
  /** @param lasting true to save it in the journal, too */
  readonly save: (lasting: boolean) => void;
  /** Nothing is at the top until the next `follow`. */
  readonly forget: () => void;
}

/** Follows which block of a section is at the window's top, and saves it as the place to continue. Call in setup. */
export function useReadingPosition({ article, section, moduleId }: ReadingPositionOptions): ReadingPosition {
  const context = useAppContext();
  const recordStore = useRecord();
  const currentBlockId = ref<string | null>(null);

  function save(lasting: boolean): void {
    const current = section.value;
    const blockId = currentBlockId.value;
    if (!current || blockId === null) return;
    void recordStore.savePosition(
      {
        moduleId: moduleId(),
        sectionId: current.id,
        blockId,
        sentence: topSentence(article.value, blockId),
        at: nowIso(context),
      },
      lasting,
    );
  }

  return {
    currentBlockId: readonly(currentBlockId),
    follow() {
      const blocks = [...(article.value?.querySelectorAll<HTMLElement>('[data-block]') ?? [])];
      const top = blocks.filter((block) => block.getBoundingClientRect().top < 160).at(-1) ?? blocks[0];
      const id = top?.dataset['block'] ?? null;
      if (id === currentBlockId.value) return;
      currentBlockId.value = id;
      save(false);
    },
    save,
    forget() {
      currentBlockId.value = null;
    },
  };
}

/** The first sentence of a block's prose that the learner sees, at most 240 characters, cut at a word. */
function topSentence(article: HTMLElement | null, blockId: string): string {
  const block = article?.querySelector(`[data-block="${CSS.escape(blockId)}"]`);
  // Not the words of a figure, which are also there for those who can't see it, nor what is folded away.
  const paragraphs = [...(block?.querySelectorAll('[data-text] p') ?? [])].filter(
    (each) => !each.closest('figure, .visually-hidden, details:not([open])'),
  );
  const paragraph = paragraphs.find((candidate) => candidate.getBoundingClientRect().bottom > 160) ?? paragraphs.at(-1);
  const copy = paragraph?.cloneNode(true) as HTMLElement | undefined;
  for (const citation of copy?.querySelectorAll('.citations') ?? []) citation.remove();
  // A citation before a full stop leaves its space behind.
  const words = (copy?.textContent ?? '')
    .replace(/\s+/gu, ' ')
    .replace(/ (?=[.,;:។៖])/gu, '')
    .trim();
  const [first] = new Intl.Segmenter(languageOfText(words), { granularity: 'sentence' }).segment(words);
  const sentence = (first?.segment ?? '').trim();
  return sentence.length <= 240 ? sentence : `${sentence.slice(0, sentence.lastIndexOf(' ', 238))} …`;
}

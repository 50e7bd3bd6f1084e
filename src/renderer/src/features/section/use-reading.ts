import { onMounted, onUnmounted, ref, watch, type Ref } from 'vue';
import { nowIso, useAppContext } from '../../app-context';
import { useAnnouncements } from '../../stores/host/announcements';
import { useRecord } from '../../stores/record/record';
import { sectionReadAt } from '../../../../domain/record/learning-record';
import { dwellSeconds, type SectionOutline } from '../../../../domain/series/section';
import { studySeconds } from '../../../../domain/record/study-seconds';

/** What `useReading` watches. */
export interface ReadingOptions {
  /** Element that holds the section; blocks carry `data-block`, the end carries `data-end`. */
  readonly article: Readonly<Ref<HTMLElement | null>>;
  readonly section: Readonly<Ref<SectionOutline | undefined>>;
  readonly moduleId: () => string;
  /** False while the text isn't shown. */
  readonly active: () => boolean;
}

/** What a section's page needs to know of the reading. */
export interface Reading {
  readonly currentBlockId: Readonly<Ref<string | null>>;
  readonly mark: () => Promise<void>;
  readonly unmark: () => Promise<void>;
  /** Keeps the position for good; called when the page is left. */
  readonly leave: () => void;
}

/**
 * Follows the reading of a section: which block is at the top (kept as the place to continue), and whether the end was reached after a fitting time,
 * which makes the section read. Time counts only while the window is in sight.
 */
export function useReading({ article, section, moduleId, active }: ReadingOptions): Reading {
  const context = useAppContext();
  const recordStore = useRecord();
  const announcements = useAnnouncements();
  const currentBlockId = ref<string | null>(null);
  let endReached = false;
  let openSince: number | null = null;
  let openMilliseconds = 0;
  let timer: number | undefined;
  let pending = false;

  /** Milliseconds since the text came into view. A clock that was set back begins to count anew: else nothing would count until it has caught up. */
  function stretch(): number {
    if (openSince === null) return 0;
    const now = context.now();
    if (now < openSince) openSince = now;
    return now - openSince;
  }

  const elapsed = (): number => openMilliseconds + stretch();

  function startOver(): void {
    endReached = false;
    openMilliseconds = 0;
    openSince = document.visibilityState === 'visible' ? context.now() : null;
    currentBlockId.value = null;
    window.clearTimeout(timer);
  }

  /** Looks whether the section counts as read now, or when it next could. */
  function consider(): void {
    window.clearTimeout(timer);
    const current = section.value;
    if (!current || !endReached || openSince === null || !active()) return;
    const wait = dwellSeconds(current) * 1000 - elapsed();
    if (wait <= 0) void markRead(current, studySeconds(elapsed()));
    else timer = window.setTimeout(consider, wait + 20);
  }

  async function markRead(current: SectionOutline, seconds: number): Promise<void> {
    if (pending || sectionReadAt(recordStore.record, current.id) !== null) return;
    pending = true;
    try {
      await recordStore.append([{ verb: 'experienced', sectionId: current.id, seconds }]);
      announcements.say('section.readSaid');
    } catch {
      // The store has told the learner; the section stays unread and can be marked again.
    } finally {
      pending = false;
    }
  }

  async function mark(): Promise<void> {
    if (section.value) await markRead(section.value, studySeconds(elapsed()));
  }

  async function unmark(): Promise<void> {
    const current = section.value;
    if (!current) return;
    endReached = false;
    await recordStore.unmark(current.id).catch(() => undefined);
  }

  function onScroll(): void {
    if (!active() || !article.value) return;
    const blocks = [...article.value.querySelectorAll<HTMLElement>('[data-block]')];
    const top = blocks.filter((block) => block.getBoundingClientRect().top < 160).at(-1) ?? blocks[0];
    const id = top?.dataset['block'] ?? null;
    if (id !== currentBlockId.value) {
      currentBlockId.value = id;
      keepPosition(false);
    }
    const end = article.value.querySelector('[data-end]');
    if (end && end.getBoundingClientRect().top < window.innerHeight) {
      endReached = true;
      consider();
    }
  }

  function keepPosition(lasting: boolean): void {
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

  function onVisibility(): void {
    if (document.visibilityState === 'visible') {
      openSince = context.now();
      consider();
    } else {
      openMilliseconds += stretch();
      openSince = null;
      keepPosition(true);
    }
  }

  watch(() => section.value?.id, startOver, { immediate: true });
  // A section that fits the window has no scrolling: look once whenever another text is shown.
  watch(
    () => [section.value?.id, active()],
    () => window.requestAnimationFrame(onScroll),
    { immediate: true, flush: 'post' },
  );
  onMounted(() => {
    window.addEventListener('scroll', onScroll, { passive: true });
    window.addEventListener('resize', onScroll, { passive: true });
    document.addEventListener('visibilitychange', onVisibility);
  });
  onUnmounted(() => {
    window.clearTimeout(timer);
    window.removeEventListener('scroll', onScroll);
    window.removeEventListener('resize', onScroll);
    document.removeEventListener('visibilitychange', onVisibility);
  });

  return {
    currentBlockId,
    mark,
    unmark,
    leave: () => {
      keepPosition(true);
    },
  };
}

/** The first sentence of a block's prose that the learner sees, at most 240 characters, cut at a word. */
function topSentence(article: HTMLElement | null, blockId: string): string {
  const block = article?.querySelector(`[data-block="${CSS.escape(blockId)}"]`);
  const paragraphs = [...(block?.querySelectorAll('.prose p') ?? [])];
  const paragraph = paragraphs.find((candidate) => candidate.getBoundingClientRect().bottom > 160) ?? paragraphs.at(-1);
  const copy = paragraph?.cloneNode(true) as HTMLElement | undefined;
  for (const citation of copy?.querySelectorAll('.citations') ?? []) citation.remove();
  const words = (copy?.textContent ?? '').replace(/\s+/gu, ' ').trim();
  const [first] = new Intl.Segmenter(document.documentElement.lang, { granularity: 'sentence' }).segment(words);
  const sentence = (first?.segment ?? '').trim();
  return sentence.length <= 240 ? sentence : `${sentence.slice(0, sentence.lastIndexOf(' ', 238))} …`;
}

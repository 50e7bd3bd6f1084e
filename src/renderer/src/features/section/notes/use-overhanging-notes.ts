import { useResizeObserver } from '@vueuse/core';
import { onScopeDispose, ref, watchPostEffect, type Ref } from 'vue';

/** Between the notes of one block and those of the next, in CSS px. */
const GAP = 24;

/**
 * Lets the notes beside a block be longer than the block: they take no height of the page (`SectionBlock.vue`), so the
 * text stays together, and notes further down give way. Where notes reach below everything, the section is made higher.
 * Below the text, in a narrow window, they have their own height and nothing is moved.
 *
 * @param root the element that holds the blocks; each has one `.beside` with one child
 * @param blocks changes when other blocks are shown
 */
export function useOverhangingNotes(root: Readonly<Ref<HTMLElement | null>>, blocks: () => unknown): void {
  const margins = ref<readonly HTMLElement[]>([]);

  function arrange(): void {
    const { value: section } = root;
    if (!section) return;
    let end = Number.NEGATIVE_INFINITY;
    // All positions are read before the first one is changed: one layout for all notes.
    const places = margins.value.map((notes) => ({
      notes,
      top: notes.parentElement?.getBoundingClientRect().top ?? 0,
      height: notes.offsetHeight,
      overhangs: notes.parentElement?.clientHeight === 0 && notes.offsetHeight > 0,
    }));
    const { top: sectionTop } = section.getBoundingClientRect();
    for (const { notes, top, height, overhangs } of places) {
      const shift = overhangs ? Math.max(0, end - top) : 0;
      notes.style.insetBlockStart = shift > 0 ? `${shift}px` : '';
      if (overhangs) end = top + shift + height + GAP;
    }
    section.style.minBlockSize = Number.isFinite(end) ? `${end - sectionTop}px` : '';
  }

  watchPostEffect(() => {
    blocks();
    margins.value = [...(root.value?.querySelectorAll<HTMLElement>('.beside > *') ?? [])];
  });
  /** In the next frame: within the observer's own the section's new height would report a loop. */
  let frame = 0;
  function arrangeSoon(): void {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(arrange);
  }
  useResizeObserver(root, arrangeSoon);
  useResizeObserver(margins as Readonly<Ref<HTMLElement[]>>, arrangeSoon);
  onScopeDispose(() => {
    cancelAnimationFrame(frame);
  });
}

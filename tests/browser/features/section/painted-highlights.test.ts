import { afterEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-vue';
import { defineComponent, h, ref, shallowRef, type Ref } from 'vue';
import type { NoteRevision } from '../../../../src/domain/notes/note';
import {
  arrangeNotes,
  type NoteArrangement,
} from '../../../../src/renderer/src/features/section/text/note-arrangement';
import { usePaintedHighlights } from '../../../../src/renderer/src/features/section/highlights/use-painted-highlights';
import { useSectionText } from '../../../../src/renderer/src/features/section/text/use-section-text';

const BLOCK = 'm/s#opening';

function note(noteId: string, colour?: NoteRevision['colour']): NoteRevision {
  return {
    id: noteId,
    noteId,
    moduleId: 'm',
    sectionId: 'm/s',
    blockId: BLOCK,
    quote: 'words',
    text: '',
    createdAt: '2026-11-25T10:00:00.000Z',
    editedAt: '2026-11-25T10:00:00.000Z',
    basedOn: [],
    deleted: false,
    ...(colour ? { colour } : {}),
  };
}

const placed = (notes: readonly NoteRevision[], start: number, end: number): NoteArrangement =>
  arrangeNotes([BLOCK], notes, new Map(notes.map(({ noteId }) => [noteId, { blockId: BLOCK, start, end }])));

async function show(
  arrangement: Ref<NoteArrangement>,
  html: Ref<string>,
  pointedAt: Ref<readonly [number, number] | null> = ref(null),
) {
  const page = defineComponent({
    setup() {
      const root = ref<HTMLElement | null>(null);
      const text = useSectionText(root, () => [BLOCK]);
      usePaintedHighlights(text, {
        arrangement: () => arrangement.value,
        shown: () => html.value,
        pointedAt: () => {
          if (!pointedAt.value) return [];
          const [start, end] = pointedAt.value;
          return text.rangesAtOnce()({ blockId: BLOCK, start, end });
        },
      });
      return () =>
        h('div', { ref: root }, [
          h('section', { 'data-block': BLOCK }, [h('div', { 'data-text': '', innerHTML: html.value })]),
        ]);
    },
  });
  return render(page);
}

const marked = () =>
  Object.fromEntries(
    [...CSS.highlights].map(([name, ranges]) => [name, [...ranges].map((range) => (range as Range).toString())]),
  );

afterEach(() => {
  vi.unstubAllGlobals();
  CSS.highlights.clear();
});

describe('words that are marked in the text', () => {
  it('follow the notes and the text, and go with the page', async () => {
    const arrangement = shallowRef(placed([note('a', 'green')], 0, 8));
    const html = ref('<p>Some <em>wor</em>ds here</p>');
    const screen = await show(arrangement, html);
    expect([...CSS.highlights.keys()]).toEqual(['highlight-green']);
    arrangement.value = placed([note('a', 'violet'), note('b')], 4, 9);
    await expect.poll(marked).toEqual({ 'note-words': ['words'], 'highlight-violet': ['words'] });
    html.value = '<p>Other text stands here now</p>';
    await expect.poll(marked).toEqual({ 'note-words': ['r text'], 'highlight-violet': ['r text'] });
    html.value = '<p>x</p>';
    await expect.poll(marked).toEqual({});
    html.value = '<p>Some words again</p>';
    await expect.poll(marked).toEqual({ 'note-words': ['words'], 'highlight-violet': ['words'] });
    await screen.unmount();
    expect(marked()).toEqual({});
  });

  it('are found in one reading of their block, however many they are', async () => {
    const read = vi.spyOn(document, 'createTreeWalker');
    const many = Array.from({ length: 60 }, (_, index) => note(`n${index}`, 'green'));
    await show(shallowRef(placed(many, 0, 4)), ref('<p>Some words</p>'));
    await expect.poll(() => CSS.highlights.get('highlight-green')?.size).toBe(60);
    expect(read.mock.calls.length).toBe(1);
    read.mockRestore();
  });

  it('are marked above all else where they are pointed at, and no longer than that', async () => {
    const arrangement = shallowRef(placed([note('a', 'green')], 0, 8));
    const pointedAt = ref<readonly [number, number] | null>(null);
    const screen = await show(arrangement, ref('<p>Some words here</p>'), pointedAt);
    pointedAt.value = [0, 8];
    await expect.poll(marked).toEqual({ 'highlight-green': ['Some word'], 'words-pointed-at': ['Some word'] });
    expect([...CSS.highlights].map(([name, { priority }]) => [name, priority])).toEqual([
      ['highlight-green', 0],
      ['words-pointed-at', 1],
    ]);
    arrangement.value = placed([note('a', 'green')], 4, 9);
    pointedAt.value = [4, 9];
    await expect.poll(marked).toEqual({ 'highlight-green': ['words'], 'words-pointed-at': ['words'] });
    pointedAt.value = null;
    await expect.poll(marked).toEqual({ 'highlight-green': ['words'] });
    pointedAt.value = [4, 9];
    await expect.poll(() => CSS.highlights.has('words-pointed-at')).toBe(true);
    await screen.unmount();
    expect(marked()).toEqual({});
  });

  it('leave another page’s marks alone', async () => {
    CSS.highlights.set('foreign', new Highlight());
    const screen = await show(shallowRef(placed([note('a', 'yellow')], 0, 4)), ref('<p>Some words</p>'));
    expect([...CSS.highlights.keys()].sort()).toEqual(['foreign', 'highlight-yellow']);
    await screen.unmount();
    expect([...CSS.highlights.keys()]).toEqual(['foreign']);
  });

  it('aren’t asked for where the browser can’t mark', async () => {
    vi.stubGlobal('Highlight', undefined);
    const screen = await show(shallowRef(placed([note('a', 'yellow')], 0, 4)), ref('<p>Some words</p>'));
    expect(marked()).toEqual({});
    expect(screen.container.textContent).toBe('Some words');
  });
});

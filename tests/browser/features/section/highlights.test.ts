import { afterEach, describe, expect, it, beforeEach } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-vue';
import type { NoteRevision } from '../../../../src/domain/notes/note';
import NoteCard from '../../../../src/renderer/src/components/notes/NoteCard.vue';
import SelectionBar from '../../../../src/renderer/src/features/section/highlights/SelectionBar.vue';
import HighlightToolbar from '../../../../src/renderer/src/features/section/highlights/HighlightToolbar.vue';
import { createInterfaceTexts } from '../../../support/interface-texts';
import '../../../../src/renderer/src/styles/app.css';
import '../../../../src/renderer/src/styles/highlights.css';
import { mark, marked, showSection, windowWith } from './section-scene';

afterEach(async () => {
  document.body.replaceChildren();
  document.documentElement.style.fontSize = '';
  await page.viewport(900, 600);
});

beforeEach(async () => {
  await page.viewport(900, 600);
});

const global = { plugins: [createInterfaceTexts()] };

const line = (left: number, top: number) => ({ left, top, right: left + 200, bottom: top + 28 });

async function showToolbar(props: Partial<InstanceType<typeof HighlightToolbar>['$props']> = {}) {
  return render(HighlightToolbar, {
    props: { lines: () => [line(200, 100)], colour: null, noteLabel: 'Add a note', hint: '', ...props },
    global,
  });
}

const focusedText = (): string => document.activeElement?.textContent?.trim() ?? '';

describe('the toolbar beside selected words', () => {
  it('names its colours in words, marks the present one by a sign, and offers to remove only what is marked', async () => {
    const screen = await showToolbar();
    expect([...document.querySelectorAll('button')].map((button) => button.textContent.trim())).toEqual([
      'Yellow',
      'Green',
      'Violet',
      'Add a note',
    ]);
    await screen.rerender({ colour: 'green' });
    await expect.element(screen.getByRole('button', { name: 'Remove highlight' })).toBeVisible();
    expect(document.querySelector('[aria-pressed="true"]')?.textContent).toContain('Green');
    expect(document.querySelectorAll('[aria-pressed="true"] svg')).toHaveLength(1);
  });

  it('is one stop for Tab, walked by arrow keys, Home and End, and closed by Escape', async () => {
    const screen = await showToolbar({ colour: 'yellow' });
    expect([...document.querySelectorAll('button')].filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
    await userEvent.tab();
    expect(focusedText()).toBe('Yellow');
    await userEvent.keyboard('{ArrowRight}');
    expect(focusedText()).toBe('Green');
    await userEvent.keyboard('{End}');
    expect(focusedText()).toBe('Remove highlight');
    await userEvent.keyboard('{ArrowRight}');
    expect(focusedText()).toBe('Yellow');
    await userEvent.keyboard('{ArrowLeft}{Home}{ArrowRight}{Enter}');
    expect(screen.emitted('colour')).toEqual([['green']]);
    await userEvent.keyboard('{Escape}');
    expect(screen.emitted('close')).toHaveLength(1);
  });

  it('leaves the selection as it is when it is pressed', async () => {
    const text = document.createElement('p');
    text.textContent = 'Words of the text';
    document.body.append(text);
    const screen = await showToolbar();
    document.getSelection()?.selectAllChildren(text);
    await screen.getByRole('button', { name: 'Violet' }).click();
    expect(screen.emitted('colour')).toEqual([['violet']]);
    expect(String(document.getSelection())).toBe('Words of the text');
  });

  it.each([
    ['at the right edge', 900, 600, 100, 850, 100],
    ['at the lower edge', 900, 600, 100, 300, 580],
    ['out of sight', 900, 600, 100, -400, -900],
    ['in a narrow window', 320, 500, 100, 100, 480],
    ['with text of 200 %', 900, 600, 200, 700, 560],
    ['with text of 200 % in a narrow window', 400, 600, 200, 10, 10],
  ])('never leaves the window: words %s', async (_, width, height, size, left, top) => {
    await page.viewport(width, height);
    document.documentElement.style.fontSize = `${size}%`;
    await showToolbar({
      lines: () => [line(left, top)],
      colour: 'violet',
      hint: 'One highlight holds 2,000 characters.',
    });
    await expect
      .poll(() => {
        const box = document.querySelector('[role="toolbar"]')?.getBoundingClientRect();
        return (
          box && box.left >= 0 && box.top >= 0 && box.right <= window.innerWidth && box.bottom <= window.innerHeight
        );
      })
      .toBe(true);
  });
});

describe('the bar of the selection mode', () => {
  const press = (key: string) => userEvent.keyboard(key);

  it('takes the focus and tells its keys', async () => {
    await render(SelectionBar, { props: { placing: false, enterColour: 'green' }, global });
    const bar = document.querySelector('[role="application"]');
    await expect.poll(() => document.activeElement).toBe(bar);
    expect(document.getElementById(bar?.getAttribute('aria-describedby') ?? '')?.textContent).toContain(
      'mark in Green',
    );
  });

  it('moves by sentence and by word, alone or growing', async () => {
    const screen = await render(SelectionBar, { props: { placing: false, enterColour: 'yellow' }, global });
    await expect.poll(() => document.activeElement?.getAttribute('role')).toBe('application');
    await press(
      '{ArrowRight}{ArrowUp}{Shift>}{ArrowDown}{/Shift}{Control>}{ArrowLeft}{/Control}{Alt>}{Shift>}{ArrowRight}{/Shift}{/Alt}',
    );
    expect(screen.emitted('step')).toEqual([
      [{ by: 'sentence', direction: 'forward', extend: false }],
      [{ by: 'sentence', direction: 'back', extend: false }],
      [{ by: 'sentence', direction: 'forward', extend: true }],
      [{ by: 'word', direction: 'back', extend: false }],
      [{ by: 'word', direction: 'forward', extend: true }],
    ]);
  });

  it('marks by number or Enter, and is left by Escape', async () => {
    const screen = await render(SelectionBar, { props: { placing: false, enterColour: 'violet' }, global });
    await expect.poll(() => document.activeElement?.getAttribute('role')).toBe('application');
    await press('123{Enter}4a');
    expect(screen.emitted('mark')).toEqual([['yellow'], ['green'], ['violet'], ['violet']]);
    await press('{Escape}');
    expect(screen.emitted('end')).toHaveLength(1);
  });

  it('places a note instead, where one has lost its words', async () => {
    const screen = await render(SelectionBar, { props: { placing: true, enterColour: 'violet' }, global });
    await expect.poll(() => document.activeElement?.getAttribute('role')).toBe('application');
    await press('1{Enter}');
    expect(screen.emitted('mark')).toBeUndefined();
    expect(screen.emitted('place')).toHaveLength(1);
  });

  it('keeps in sight and says what is to be placed, shortened to two lines where it is long', async () => {
    const lost = 'The child was heard before anything was decided. '.repeat(20).trim();
    await render(SelectionBar, { props: { placing: true, lost, enterColour: 'violet' }, global });
    const words = page.getByText('To be placed: “The child was heard');
    await expect.element(words).toBeVisible();
    const bar = document.querySelector('[role="application"]');
    expect(bar?.getAttribute('aria-describedby')?.split(' ')).toContain(words.element().id);
    expect(words.element().getBoundingClientRect().height).toBeLessThan(70);
    expect(bar?.getBoundingClientRect().height).toBeLessThan(200);
  });
});

describe('the card of a highlight', () => {
  const note: NoteRevision = {
    id: '1',
    noteId: 'n',
    moduleId: 'm',
    sectionId: 'm/s',
    blockId: 'm/s#b',
    quote: 'A long quote of the text. '.repeat(12).trim(),
    colour: 'violet',
    text: '',
    createdAt: '2026-11-25T10:00:00.000Z',
    editedAt: '2026-11-25T10:00:00.000Z',
    basedOn: [],
    deleted: false,
  };

  async function showCard(given: Partial<NoteRevision>, withShow = true) {
    const saved: string[] = [];
    const shown: HTMLElement[] = [];
    const holder = document.createElement('div');
    holder.style.inlineSize = '16rem';
    document.body.append(holder);
    const save = async (before: NoteRevision, text: string): Promise<NoteRevision> => {
      saved.push(text);
      return Promise.resolve({ ...before, text });
    };
    const screen = await render(NoteCard, {
      container: holder,
      props: {
        note: { ...note, ...given },
        notes: { edit: save, tag: () => Promise.resolve(), dismissWarning: () => Promise.resolve() },
        remove: () => Promise.resolve(),
        knownTags: [],
        show: withShow ? (from: HTMLElement) => shown.push(from) : undefined,
      },
      global,
    });
    return { screen, saved, shown };
  }

  const quoteHeight = (): number => document.querySelector('blockquote')?.getBoundingClientRect().height ?? 0;

  it.each([
    ['its quote', { quote: 'The child is heard' }, 'Violet: The child is heard'],
    ['the note, where there is no quote', { quote: '', text: 'Ask who saw it.' }, 'Ask who saw it.'],
  ])('says after the names of its buttons what they are about: %s', async (_, given, described) => {
    for (const withShow of [true, false]) {
      const { screen } = await showCard(given, withShow);
      for (const name of ['Delete', given.quote ? 'Add a note' : 'Edit'])
        await expect.element(screen.getByRole('button', { name, exact: true })).toHaveAccessibleDescription(described);
      await screen.unmount();
      document.body.replaceChildren();
    }
  });

  it('has its quote in two lines, the whole over what follows while it has the focus, and moves nothing', async () => {
    const { screen, shown } = await showCard({});
    // Fonts that arrive change heights by themselves.
    await document.fonts.ready;
    const twoLines = quoteHeight();
    const { height: before } = document.querySelector('article')?.getBoundingClientRect() ?? { height: 0 };
    expect(twoLines).toBeLessThan(70);
    await userEvent.tab();
    await expect
      .poll(() => document.querySelector('blockquote button')?.getBoundingClientRect().height ?? 0)
      .toBeGreaterThan(2 * twoLines);
    expect(document.querySelector('article')?.getBoundingClientRect().height).toBe(before);
    await userEvent.keyboard('{Enter}');
    expect(shown).toEqual([document.querySelector('blockquote button')]);
    await userEvent.tab();
    await expect
      .poll(() => document.querySelector('blockquote button')?.getBoundingClientRect().height ?? 0)
      .toBeLessThanOrEqual(twoLines + 1);
    await expect.element(screen.getByRole('button', { name: 'Add a note' })).toHaveFocus();
  });

  it('says its colour to who can’t see it, and shows it by the line at its edge', async () => {
    const { screen } = await showCard({ quote: 'Short words' });
    await expect.element(screen.getByRole('button', { name: 'Violet: Short words' })).toBeVisible();
    expect(getComputedStyle(document.querySelector('article') ?? document.body).borderInlineStartStyle).toBe('double');
    await screen.rerender({ note: { ...note, colour: 'green' } });
    expect(getComputedStyle(document.querySelector('article') ?? document.body).borderInlineStartStyle).toBe('dashed');
  });

  it('shows the whole quote where the words aren’t in reach', async () => {
    await showCard({}, false);
    expect(quoteHeight()).toBeGreaterThan(100);
    expect(document.querySelector('blockquote button')).toBeNull();
  });

  it('shows the colour of a newer version as the first one', async () => {
    await showCard({ colour: 'crimson' as 'yellow', quote: 'Words' });
    expect(document.querySelector('mark')?.className).toBe('highlight-yellow');
  });

  it('takes a note, and stands again without one', async () => {
    const { screen, saved } = await showCard({ text: 'Mine' });
    await screen.getByRole('button', { name: 'Edit' }).click();
    await screen.getByLabelText('Text of the note').fill('');
    await screen.getByRole('button', { name: 'Done' }).click();
    await expect.poll(() => saved).toEqual(['']);
  });
});

const BLOCKS = { opening: '<p>The police have him, the phone and a witness.</p>' };

it('lets Tab go on where the note whose toolbar was open is gone', async () => {
  const window = windowWith(BLOCKS);
  await window.create();
  const note = await mark(window, BLOCKS, 'opening', 'the phone', 'green', 'Ask about it');
  const { screen } = await showSection(window);
  await expect.poll(() => marked()['highlight-green']).toEqual(['the phone']);
  await screen.getByRole('button', { name: /^Green/u }).click();
  await expect.element(screen.getByRole('toolbar')).toBeVisible();
  // As another window does.
  await window.notes.remove(note);
  await expect.element(screen.getByRole('toolbar')).not.toBeInTheDocument();

  const heading = screen.getByRole('heading', { level: 1 }).element() as HTMLElement;
  heading.focus();
  await userEvent.tab();
  expect(document.activeElement).not.toBe(heading);
});

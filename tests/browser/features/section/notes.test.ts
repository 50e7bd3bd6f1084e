import { afterEach, describe, expect, it, beforeEach } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-vue';
import { computed, defineComponent, h, provide, shallowRef } from 'vue';
import BlockNotes from '../../../../src/renderer/src/features/section/notes/BlockNotes.vue';
import {
  sectionActionsKey,
  type Margin,
  type SectionActions,
} from '../../../../src/renderer/src/features/section/notes/section-actions';
import type { QuotedWords } from '../../../../src/renderer/src/features/section/text/use-section-text';
import type { NoteRevision } from '../../../../src/domain/notes/note';
import { openWindow, type AppWindow } from '../../support/app-scene';
import { lookInto } from '../../support/storage-scene';
import { showSection, windowWith, wordsOf, mark, marked } from './section-scene';

afterEach(() => {
  document.body.replaceChildren();
});

beforeEach(async () => {
  await page.viewport(900, 600);
});

const BLOCK = 'a/first#opening';

const quoted = (quote: string): QuotedWords => ({ quote, anchor: { prefix: '', suffix: '', start: 0 } });

/** The margin of a block beside the learner's notes, with what is asked of it. */
async function margin() {
  const window = openWindow();
  await window.create();
  await window.notes.openSection('a/first');
  const margins = new Map<string, Margin>();
  const nothing = (): void => undefined;
  const actions: SectionActions = {
    addMargin(blockId, made) {
      margins.set(blockId, made);
      return () => margins.delete(blockId);
    },
    removals: shallowRef([]),
    selectedIn: () => null,
    selectByKeyboard: nothing,
    placeAgain: nothing,
    show: nothing,
    remove: () => Promise.resolve(),
    undo: () => Promise.resolve(),
  };
  const Page = defineComponent({
    setup() {
      provide(sectionActionsKey, actions);
      const notes = computed(() => window.notes.ofSection.map((note) => ({ note, place: null })));
      return () =>
        h(BlockNotes, {
          notes: notes.value,
          moduleId: 'a',
          sectionId: 'a/first',
          blockId: BLOCK,
          label: 'Notes',
          language: 'en',
        });
    },
  });
  const screen = await render(Page, { global: window.mounting });
  const writeOn = (quote: string) => margins.get(BLOCK)?.write?.(quoted(quote), undefined);
  return { window, writeOn, screen, field: screen.getByLabelText('Text of the note') };
}

describe('the margin of a block, asked for a note on other words while one is being written', () => {
  it('keeps what was written as a note on its own words, and begins another one', async () => {
    const { window, writeOn, field } = await margin();
    await writeOn('the first words');
    await field.fill('About the first');
    await writeOn('the other words');
    await expect.element(page.getByText('About the first')).toBeVisible();
    await expect.element(field).toHaveValue('');
    await expect.element(field).toHaveFocus();
    await field.fill('About the other');
    await page.getByRole('button', { name: 'Done' }).click();
    await expect
      .poll(() => window.notes.ofSection.map(({ quote, text }) => [quote, text]))
      .toEqual([
        ['the first words', 'About the first'],
        ['the other words', 'About the other'],
      ]);
  });

  it('leaves the editor open with its words where what was written can’t be kept', async () => {
    const { window, writeOn, screen, field } = await margin();
    await writeOn('the first words');
    await field.fill('About the first');
    const session = window.session.current;
    if (!session) throw new Error('No record is open.');
    session.drafts.put = () => Promise.reject(new Error('The test refuses it.'));
    await writeOn('the other words');
    await expect.poll(() => window.save.state).toBe('failed');
    await expect.element(field).toHaveValue('About the first');
    await expect.element(screen.getByText('the first words')).toBeVisible();
  });
});

describe('a new note', () => {
  /** Everything that the database holds of notes, removed ones too. */
  const stored = (window: AppWindow) =>
    lookInto(window.session.learner?.id ?? '', async (database) =>
      database.table<NoteRevision>('noteRevisions').toArray(),
    );

  it('that is typed and erased again is no note, and is one again with its next words', async () => {
    const { window, field } = await margin();
    await page.getByRole('button', { name: 'Add a note' }).click();
    await field.fill('A first thought');
    await expect.poll(() => window.notes.ofSection.map(({ text }) => text)).toEqual(['A first thought']);
    await field.fill('');
    await expect.poll(() => window.notes.ofSection).toEqual([]);
    await field.fill('A second thought');
    await expect.poll(() => window.notes.ofSection.map(({ text }) => text)).toEqual(['A second thought']);
    await field.fill(' ');
    await page.getByRole('button', { name: 'Done' }).click();
    await expect.element(field).not.toBeInTheDocument();
    expect(window.notes.ofSection).toEqual([]);
    expect(await stored(window)).toEqual([]);
  });

  it('without words leaves nothing at all', async () => {
    const { window, field } = await margin();
    await page.getByRole('button', { name: 'Add a note' }).click();
    await field.fill('  ');
    await page.getByRole('button', { name: 'Done' }).click();
    await expect.element(field).not.toBeInTheDocument();
    expect(await stored(window)).toEqual([]);
  });
});

describe('a note beside the text', () => {
  it('gets tags there, with those of the other notes to choose from', async () => {
    const { window, screen } = await margin();
    const place = { moduleId: 'a', sectionId: 'a/first', blockId: BLOCK, quote: '' };
    await window.notes.add(place, 'Ask about bail.');
    const elsewhere = await window.notes.add({ ...place, sectionId: 'a/second' }, 'Another section.');
    await window.notes.tag(elsewhere, () => ['hearing']);

    await screen.getByRole('button', { name: 'Tags' }).click();
    await expect.poll(() => document.querySelector('datalist option')?.getAttribute('value')).toBe('hearing');
    await screen.getByLabelText('Add tags').fill('bail, ការពារ');
    await screen.getByRole('button', { name: 'Done' }).click();
    await expect.element(screen.getByRole('list', { name: 'Tags' })).toHaveTextContent('bailការពារ');
    expect(window.notes.ofSection[0]?.tags).toEqual(['bail', 'ការពារ']);
    await expect.element(screen.getByRole('button', { name: 'Tags' })).toHaveFocus();
  });
});

describe('the note of a highlight, emptied to be written anew', () => {
  it('keeps its editor after the pause in which nothing stands in it, and its card after that', async () => {
    const { window, screen, field } = await margin();
    const place = { moduleId: 'a', sectionId: 'a/first', blockId: BLOCK, ...quoted('the first words') };
    await window.notes.add({ ...place, colour: 'green' }, 'Written last week');
    await screen.getByRole('button', { name: 'Edit' }).click();
    await field.fill('');
    await expect.poll(() => window.notes.ofSection[0]?.text).toBe('');
    await expect.element(field).toHaveFocus();
    await screen.getByRole('button', { name: 'Done' }).click();
    const article = screen.getByRole('article');
    await expect.element(article.getByRole('button', { name: 'Add a note' })).toHaveFocus();
  });

  it('is folded with the others where they were unfolded', async () => {
    const { window, screen } = await margin();
    const place = { moduleId: 'a', sectionId: 'a/first', blockId: BLOCK, ...quoted('the first words') };
    await window.notes.add({ ...place, colour: 'green' }, '');
    await screen.getByRole('button', { name: '1 highlight' }).click();
    await screen.getByRole('article').getByRole('button', { name: 'Add a note' }).click();
    await screen.getByRole('button', { name: 'Done' }).click();
    await expect.element(screen.getByRole('article').getByRole('button', { name: 'Add a note' })).toHaveFocus();
    await screen.getByRole('button', { name: 'Hide the highlights' }).click();
    await expect.element(screen.getByRole('article')).not.toBeInTheDocument();
  });
});

it('highlights in the text of the other language say in which, while all that are folded are of it', async () => {
  const { window, screen } = await margin();
  const place = { moduleId: 'a', sectionId: 'a/first', blockId: BLOCK };
  await window.notes.add({ ...place, ...quoted('កុមារ'), colour: 'green' }, '');
  await expect.element(screen.getByRole('button', { name: '1 highlight in Khmer' })).toBeVisible();
  await window.notes.add({ ...place, ...quoted('a child'), colour: 'green' }, '');
  await expect.element(screen.getByRole('button', { name: '2 highlights', exact: true })).toBeVisible();
});

const BLOCKS = { opening: '<p>The police have him, the phone and a witness.</p>' };

const GONE = { opening: '<p>A lawyer was called before the hearing began.</p>' };

it('a note that comes without a place takes no focus; where one leaves, the focus that goes with it stays at the others', async () => {
  const window = windowWith(BLOCKS);
  await window.create();
  const { screen } = await showSection(window);
  await expect.element(screen.getByRole('heading', { level: 1 })).toHaveFocus();
  (document.activeElement as HTMLElement).blur();
  const lost = await window.notes.add(wordsOf(GONE, 'opening', 'A lawyer was called'), 'The first');
  await window.notes.add(wordsOf(GONE, 'opening', 'the hearing began'), 'The second');
  await expect.element(screen.getByText('The second')).toBeVisible();
  await new Promise((turn) => setTimeout(turn));
  expect(document.activeElement).toBe(document.body);

  await window.notes.remove(lost);
  await expect.element(screen.getByRole('heading', { name: 'Unplaced' })).toHaveFocus();

  await screen.getByRole('button', { name: 'Delete' }).click();
  await screen.getByRole('button', { name: 'Undo' }).click();
  await expect.element(screen.getByText('The second')).toBeVisible();
  await expect.element(screen.getByRole('heading', { name: 'Unplaced' })).toHaveFocus();
});

const WORDS = 'the phone and a witness';

describe('a highlight that is removed while a note on it is being written', () => {
  it('keeps what was written, and never says that it is gone', async () => {
    const window = windowWith(BLOCKS);
    await window.create();
    await mark(window, BLOCKS, 'opening', WORDS, 'green');
    const { screen } = await showSection(window);
    await screen.getByRole('button', { name: '1 highlight' }).click();
    const card = screen.getByRole('article').filter({ hasText: WORDS }).last();
    await card.getByRole('button', { name: 'Add a note' }).click();
    await userEvent.keyboard('Half a thought');
    await card.getByRole('button', { name: /^Green/u }).click();
    await screen.getByRole('button', { name: 'Remove highlight' }).click();
    await expect
      .poll(() => window.notes.ofSection.map(({ text, colour }) => [text, colour]))
      .toEqual([['Half a thought', undefined]]);
    await expect.element(screen.getByText('Highlight removed. The note stays.').last()).toBeVisible();
    await screen.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => marked()['highlight-green']).toEqual([WORDS]);
  });
});

describe('a note whose deletion is asked for twice before it is saved', () => {
  it('is there again after one undo, and nothing says that it is deleted', async () => {
    const window = windowWith(BLOCKS);
    await window.create();
    await mark(window, BLOCKS, 'opening', WORDS, 'green', 'Ask about it');
    const { screen } = await showSection(window);
    const remove = screen.getByRole('button', { name: 'Delete' });
    await expect.element(remove).toBeVisible();
    for (let time = 0; time < 2; time += 1) (remove.element() as HTMLElement).click();
    await screen.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => window.notes.ofSection.map(({ text }) => text)).toEqual(['Ask about it']);
    await expect.element(screen.getByRole('button', { name: 'Undo' })).not.toBeInTheDocument();
    await expect.element(screen.getByRole('button', { name: `Green: ${WORDS}` })).toHaveFocus();
  });
});

const TWO_SENTENCES = { opening: '<p>The police have him. The phone is there.</p>' };

it('makes one highlight where the key that marks is pressed again before it is saved', async () => {
  const window = windowWith(TWO_SENTENCES);
  await window.create();
  const { screen } = await showSection(window);
  (screen.getByRole('button', { name: 'Highlight words' }).element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  const bar = screen.getByRole('application');
  await expect.element(bar).toHaveFocus();
  for (const repeat of [false, true, true])
    bar.element().dispatchEvent(new KeyboardEvent('keydown', { key: '2', bubbles: true, repeat }));
  await expect.poll(() => marked()['highlight-green']).toEqual(['The police have him.']);
  await window.sent();
  expect(window.notes.ofSection).toHaveLength(1);
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-vue';
import { createOpenDrafts, openDraftsKey } from '../../../../src/renderer/src/components/notes/open-drafts';
import { createInterfaceTexts } from '../../../support/interface-texts';
import ReflectionText from '../../../../src/renderer/src/features/quiz/ReflectionText.vue';
import { reflection } from '../../../support/builders/series-builders';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function show(text = '', save?: (text: string) => Promise<unknown>) {
  const written: string[] = [];
  const drafts = createOpenDrafts();
  const keep =
    save ??
    (async (each: string): Promise<void> => {
      written.push(each);
    });
  const props = { question: reflection('a/r1'), text, sectionTitle: 'What a norm is', save: keep };
  const { container, unmount } = await render(ReflectionText, {
    props,
    global: { plugins: [createInterfaceTexts()], provide: { [openDraftsKey as symbol]: drafts } },
  });
  const field = container.querySelector('textarea');
  if (!field) throw new Error('There is no field.');
  return {
    type(typed: string): void {
      field.value = typed;
      field.dispatchEvent(new Event('input'));
    },
    written,
    field,
    drafts,
    unmount,
    leave: (): boolean => field.dispatchEvent(new Event('blur')),
    says: (): string => container.textContent,
    /** Lets time and what waits for it pass. */
    pass: (milliseconds = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds),
  };
}

describe('a reflection that is being written', () => {
  it('is named by its question, and says that it isn’t graded, may stay empty and is a note', async () => {
    const { field, says } = await show();
    expect(field.labels[0]?.textContent).toBe('What about a/r1?');
    expect(says()).toContain('Not graded, and it may stay empty.');
    expect(says()).toContain('beside the section “What a norm is”');
  });

  it('starts with what was written before', async () => {
    expect((await show('As it was.')).field.value).toBe('As it was.');
  });

  it('is saved in a pause of typing', async () => {
    const { type, written, pass } = await show();
    type('I would');
    await pass(500);
    expect(written).toEqual([]);
    await pass(100);
    expect(written).toEqual(['I would']);
  });

  it('is saved within a second where there is no pause', async () => {
    const { type, written, pass } = await show();
    for (let length = 1; length <= 10; length += 1) {
      type('x'.repeat(length));
      await pass(100);
    }
    expect(written).toEqual(['x'.repeat(8)]);
  });

  it('is saved when the field is left, when the question is, and before the record is closed', async () => {
    const { type, written, leave, drafts, unmount, pass } = await show();
    type('Left');
    leave();
    await pass();
    expect(written).toEqual(['Left']);
    type('Locked');
    await drafts.saveAll();
    expect(written.at(-1)).toBe('Locked');
    type('Gone');
    unmount();
    await pass();
    expect(written.at(-1)).toBe('Gone');
  });

  it('stays in the field when it can’t be kept, says so, and holds the record open', async () => {
    let full = true;
    const { type, drafts, field, says, pass } = await show('', async () => {
      if (full) throw new Error('The disk is full.');
    });
    type('Not lost');
    await pass(600);
    expect(says()).toContain('Not saved. The text is kept here; try again.');
    await expect(drafts.saveAll()).rejects.toThrow('The text was not saved.');
    expect(field.value).toBe('Not lost');
    full = false;
    await drafts.saveAll();
    await pass();
    expect(says()).toContain('Saved');
    expect(says()).not.toContain('Not saved');
  });

  it('warns where it seems to identify a child', async () => {
    const { type, says, pass } = await show();
    type('A boy whom I met.');
    await pass();
    expect(says()).not.toContain('may identify a child');
    type('Sok Dara, 15, case no. 12/2024');
    await pass();
    expect(says()).toContain('may identify a child');
  });
});

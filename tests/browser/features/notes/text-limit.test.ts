import { userEvent } from 'vitest/browser';
import { describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import FocalPointFields from '../../../../src/renderer/src/components/notes/FocalPointFields.vue';
import NoteEditor from '../../../../src/renderer/src/components/notes/NoteEditor.vue';
import ReflectionText from '../../../../src/renderer/src/features/quiz/ReflectionText.vue';
import { FOCAL_POINT_LENGTHS, type FocalPoint } from '../../../../src/domain/notes/focal-point';
import { MAXIMUM_NOTE_LENGTH } from '../../../../src/domain/notes/note';
import { createInterfaceTexts } from '../../../support/interface-texts';
import { reflection } from '../../../support/builders/series-builders';

/** The two fields that take long texts, with what they saved. */
const fields = {
  'a note': async (text: string) => show(NoteEditor, { text, quote: '' }),
  'a reflection': async (text: string) =>
    show(ReflectionText, { question: reflection('a/r1'), text, sectionTitle: 'What a norm is' }),
};

async function show(component: typeof NoteEditor | typeof ReflectionText, props: object) {
  const saved: string[] = [];
  const save = async (text: string): Promise<void> => {
    saved.push(text);
  };
  const { container } = await render(component as typeof NoteEditor, {
    props: { ...props, save } as never,
    global: { plugins: [createInterfaceTexts()] },
  });
  const field = container.querySelector('textarea');
  if (!field) throw new Error('There is no field.');
  field.focus();
  return { container, field, saved };
}

/** Puts a text where the cursor is, as pasting does. */
async function paste(text: string): Promise<void> {
  const field = document.activeElement as HTMLTextAreaElement | HTMLInputElement;
  const { selectionStart, selectionEnd } = field;
  const source = document.createElement('textarea');
  document.body.append(source);
  source.value = text;
  source.select();
  await userEvent.copy();
  source.remove();
  field.focus();
  field.setSelectionRange(selectionStart, selectionEnd);
  await userEvent.paste();
}

describe.each(Object.entries(fields))('%s that gets more than it can hold', (_, open) => {
  it('says how much was left out, and saves what fits', async () => {
    const { container, saved } = await open('');
    await paste('x'.repeat(MAXIMUM_NOTE_LENGTH + 1_234));
    await expect.poll(() => saved.at(-1)?.length).toBe(MAXIMUM_NOTE_LENGTH);
    await expect.poll(() => container.textContent).toContain('Saved');
    expect(container.textContent).toContain('1234 characters were left out');
  });

  it('says so too where nothing more fits, and keeps the end of what was there', async () => {
    const { container, field } = await open(`${'x'.repeat(MAXIMUM_NOTE_LENGTH - 3)}end`);
    field.setSelectionRange(0, 0);
    await paste('in front');
    await expect.poll(() => container.textContent).toContain('8 characters were left out');
    expect(field.value.endsWith('end')).toBe(true);
  });

  it('says nothing of a text that fits, also in place of another, and forgets it once something is taken out', async () => {
    const { container, field } = await open('x'.repeat(MAXIMUM_NOTE_LENGTH));
    field.select();
    await paste('y'.repeat(MAXIMUM_NOTE_LENGTH));
    await expect.poll(() => container.textContent).toContain('Saved');
    expect(container.textContent).not.toContain('left out');
    await paste('z');
    await expect.poll(() => container.textContent).toContain('1 character was left out');
    await userEvent.keyboard('{Backspace}');
    await expect.poll(() => container.textContent).not.toContain('left out');
  });
});

const MORE = 'Hours, night number, police unit, clinic, social affairs office';

/** The fields of a focal point, with what they saved. */
async function showFocalPoint(focalPoint: FocalPoint | null = null) {
  const saved: string[] = [];
  const save = async (text: string): Promise<void> => {
    saved.push(text);
  };
  const screen = await render(FocalPointFields, {
    props: { focalPoint, save },
    global: { plugins: [createInterfaceTexts()] },
  });
  return { ...screen, saved };
}

describe('a field of the focal point that gets more than it can hold', () => {
  it.each([
    ['Name', FOCAL_POINT_LENGTHS.name],
    ['Telephone', FOCAL_POINT_LENGTHS.telephone],
    ['Who stands in, with telephone', FOCAL_POINT_LENGTHS.deputy],
    [MORE, FOCAL_POINT_LENGTHS.more],
  ])('says how much was left out beside what is saved: %s', async (label, maximum) => {
    const { getByLabelText, container, saved } = await showFocalPoint();
    getByLabelText(label, { exact: true }).element().focus();
    await paste('x'.repeat(maximum + 17));
    await expect.poll(() => saved.at(-1)?.trim()).toBe('x'.repeat(maximum));
    await expect.poll(() => container.textContent).toContain('Saved');
    expect(container.textContent).toContain('17 characters were left out');
  });

  it('takes a list of forty services whole', async () => {
    const list = Array.from({ length: 40 }, (_, at) => `Service ${at + 1}, open day and night: 012 345 ${100 + at}`);
    const { getByLabelText, container, saved } = await showFocalPoint();
    getByLabelText(MORE).element().focus();
    await paste(list.join('\n'));
    await expect.poll(() => saved.at(-1)).toContain('Service 40');
    expect(container.textContent).not.toContain('left out');
  });

  it('counts of a text that was longer before only what is not taken now', async () => {
    const more = 'x'.repeat(FOCAL_POINT_LENGTHS.more + 500);
    const { getByLabelText, container } = await showFocalPoint({ name: 'Dara', telephone: '', deputy: '', more });
    getByLabelText(MORE).element().focus();
    await userEvent.keyboard('y');
    await expect.poll(() => container.textContent).toContain('1 character was left out: this field holds 4,000.');
  });
});

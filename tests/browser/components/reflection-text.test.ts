import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-vue';
import { createInterfaceTexts } from '../../../src/renderer/src/i18n/create-i18n';
import ReflectionText from '../../../src/renderer/src/features/quiz/ReflectionText.vue';
import type { Answer } from '../../../src/domain/question';
import { reflection } from '../../support/series-builders';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function show(): Promise<{ readonly type: (text: string) => void; readonly written: () => readonly string[]; readonly leave: () => void; readonly unmount: () => unknown }> {
  const written: string[] = [];
  const onChange = (answer: Answer): void => {
    if (answer.kind === 'text') written.push(answer.text);
  };
  const props = { question: reflection('a/r1'), answer: undefined, onChange };
  const { container, unmount } = await render(ReflectionText, { props, global: { plugins: [createInterfaceTexts()] } });
  const field = container.querySelector('textarea');
  if (!field) throw new Error('There is no field.');
  return {
    type(text) {
      field.value = text;
      field.dispatchEvent(new Event('input'));
    },
    written: () => written,
    leave: () => field.dispatchEvent(new Event('change')),
    unmount,
  };
}

describe('a reflection that is being written', () => {
  it('is handed on in a pause of typing', async () => {
    const { type, written } = await show();
    type('I would');
    expect(written()).toEqual([]);
    vi.advanceTimersByTime(600);
    expect(written()).toEqual(['I would']);
  });

  it('is handed on within a second where there is no pause', async () => {
    const { type, written } = await show();
    for (let length = 1; length <= 10; length += 1) {
      type('x'.repeat(length));
      vi.advanceTimersByTime(100);
    }
    expect(written()).toEqual(['x'.repeat(8)]);
  });

  it('is handed on when the field is left, and when the question is', async () => {
    const { type, written, leave, unmount } = await show();
    type('Left');
    leave();
    expect(written()).toEqual(['Left']);
    type('Left, and gone');
    unmount();
    expect(written().at(-1)).toBe('Left, and gone');
  });
});

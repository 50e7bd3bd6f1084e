import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { h, nextTick, ref } from 'vue';
import { render } from 'vitest-browser-vue';
import { createInterfaceTexts } from '../../../support/interface-texts';
import { emptyRouter } from '../../support/empty-router';
import SectionEnd from '../../../../src/renderer/src/features/section/SectionEnd.vue';
import { section, series } from '../../../support/builders/series-builders';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** The end of a section whose mark is set by the presses, and by the test as reading does. */
async function show(initially = false) {
  const read = ref(initially);
  const next = ref(section('a/second'));
  const asked: string[] = [];
  const router = emptyRouter();
  const Page = {
    setup: () => () =>
      h(SectionEnd, {
        read: read.value,
        previous: undefined,
        next: next.value,
        moduleId: 'a',
        series: series(),
        quizLeft: true,
        step: { kind: 'done' },
        countsIn: null,
        onMark: () => {
          asked.push('mark');
          read.value = true;
        },
        onUnmark: () => {
          asked.push('unmark');
          read.value = false;
        },
      }),
  };
  const { container } = await render(Page, { global: { plugins: [createInterfaceTexts(), router] } });
  const button = container.querySelector('button');
  if (!button) throw new Error('There is no button.');
  return {
    button,
    asked,
    read,
    async markItself(): Promise<void> {
      read.value = true;
      await nextTick();
    },
    async goOn(isRead: boolean): Promise<void> {
      next.value = section('a/third');
      read.value = isRead;
      await nextTick();
    },
    aim: (type: 'pointerdown' | 'keydown'): unknown =>
      button.dispatchEvent(type === 'keydown' ? new KeyboardEvent(type, { key: 'Enter' }) : new PointerEvent(type)),
    async click(): Promise<void> {
      button.click();
      await nextTick();
    },
  };
}

describe('the button that marks a section as read', () => {
  it('marks it, and takes the mark back at once where that is wanted', async () => {
    const { button, asked, aim, click } = await show();
    expect(button.textContent).toBe('Mark as read');
    aim('pointerdown');
    await click();
    expect(button.textContent).toBe('Mark as not read');
    aim('pointerdown');
    await click();
    expect(asked).toEqual(['mark', 'unmark']);
  });

  it.each(['pointerdown', 'keydown'] as const)(
    'keeps the mark where the section marked itself between %s and click',
    async (type) => {
      const { asked, read, aim, markItself, click } = await show();
      aim(type);
      await markItself();
      vi.advanceTimersByTime(5_000);
      await click();
      expect(asked).toEqual([]);
      expect(read.value).toBe(true);
    },
  );

  it('keeps the mark where the section marked itself a moment before the press', async () => {
    const { asked, aim, markItself, click } = await show();
    await markItself();
    vi.advanceTimersByTime(900);
    aim('pointerdown');
    await click();
    await click();
    expect(asked).toEqual([]);
  });

  it('takes a mark back that the section has had for longer than a moment', async () => {
    const { asked, aim, markItself, click } = await show();
    await markItself();
    vi.advanceTimersByTime(1_001);
    aim('pointerdown');
    await click();
    expect(asked).toEqual(['unmark']);
  });

  it('takes a mark back that stood when the section was opened, at once', async () => {
    const { asked, goOn, click } = await show();
    await goOn(true);
    await click();
    expect(asked).toEqual(['unmark']);
  });

  it('keeps the focus when the section marks itself', async () => {
    const { button, markItself } = await show();
    button.focus();
    await markItself();
    expect(document.activeElement).toBe(button);
    expect(button.isConnected).toBe(true);
  });

  it('means what it says where another key was pressed on it before', async () => {
    const { button, asked, markItself, click } = await show();
    button.focus();
    button.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown' }));
    await markItself();
    vi.advanceTimersByTime(1_001);
    await click();
    expect(asked).toEqual(['unmark']);
  });

  it('means what it says where a press went elsewhere', async () => {
    const { button, asked, aim, markItself, click } = await show();
    button.focus();
    aim('pointerdown');
    button.blur();
    await markItself();
    vi.advanceTimersByTime(1_001);
    await click();
    expect(asked).toEqual(['unmark']);
  });
});

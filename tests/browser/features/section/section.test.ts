import { afterEach, describe, expect, it, vi, beforeEach } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { h, nextTick, ref, defineComponent } from 'vue';
import { render } from 'vitest-browser-vue';
import { FIRST_MINUTE } from '../../../support/builders/statement-builders';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { series, section } from '../../../support/builders/series-builders';
import { openWindow } from '../../support/app-scene';
import { until } from '../../support/storage-scene';
import { SECTION, showSection, windowWith } from './section-scene';
import { createInterfaceTexts } from '../../../support/interface-texts';
import { emptyRouter, withRouter } from '../../support/empty-router';
import SectionEnd from '../../../../src/renderer/src/features/section/SectionEnd.vue';
import RecordingPanel from '../../../../src/renderer/src/features/section/recording/RecordingPanel.vue';

afterEach(() => {
  document.body.replaceChildren();
});

async function frames(count: number): Promise<void> {
  for (let left = count; left > 0; left -= 1) await new Promise((drawn) => requestAnimationFrame(drawn));
}

/** The section of 400 words, whose end is in sight at once: it counts as read after 30 seconds. */
async function reader() {
  let time = FIRST_MINUTE;
  const window = windowWith({ opening: '<p>Diversion keeps children out of court.</p>' }, { now: () => time });
  /** Waits for the answer to every press. */
  let answered = (): Promise<void> => window.sent();
  await window.create();
  await showSection(window);
  const isRead = () => window.record.record.sectionReads[SECTION] !== undefined;
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  await expect.element(button('Mark as read')).toBeVisible();
  return {
    isRead,
    seconds: () => Object.values(window.record.record.secondsByDay).reduce((sum, each) => sum + each, 0),
    /** Time goes by, and the page is scrolled at its end. */
    async read(seconds: number) {
      time += seconds * 1_000;
      document.dispatchEvent(new Event('scroll', { bubbles: true }));
      // The page looks where it is in the next frame.
      await frames(2);
    },
    async mark() {
      await button('Mark as read').click();
      await until(isRead);
      await answered();
    },
    async unmark() {
      // In the first moment after a section marked itself a press doesn't count: it is meant for the button as it was.
      await until(async () => {
        const [found] = button('Mark as not read').elements();
        if (found instanceof HTMLElement) found.click();
        await window.closing.settled();
        return !isRead();
      });
      await answered();
    },
    /** The host says nothing any more. */
    silenceHost() {
      if (!window.session.current) throw new Error('No record is open.');
      vi.spyOn(window.session.current.sync, 'flush').mockReturnValue(new Promise(() => undefined));
      answered = () => window.closing.settled();
    },
  };
}

describe('a section that is marked as not read', () => {
  it('stays unread while its end is in sight, until it was open for as long as its text takes once more', async () => {
    const { read, unmark, isRead, seconds } = await reader();
    await read(31);
    await until(isRead);
    await unmark();
    await read(20);
    await read(11);
    await until(isRead);
    // Marked after 20 seconds it would have their time.
    expect(seconds()).toBe(31);
  });

  it('counts the time of a mark that was taken back no more, and that of a new mark from the last one on', async () => {
    const { read, mark, unmark, seconds } = await reader();
    await read(20);
    await mark();
    expect(seconds()).toBe(20);
    await read(7);
    await unmark();
    expect(seconds()).toBe(0);
    await read(5);
    await mark();
    expect(seconds()).toBe(12);
  });

  it('is marked again at the press, though the journal has neither the mark nor its removal yet', async () => {
    const { mark, unmark, isRead, silenceHost } = await reader();
    silenceHost();
    await mark();
    await unmark();
    await mark();
    expect(isRead()).toBe(true);
  });
});

describe('a section that is marked while the mark of the one before it still waits for the journal', () => {
  it('is marked too', async () => {
    const host = new InMemoryHost();
    const text = (id: string) => ({
      id,
      blocks: [{ id: `${id}#opening`, heading: 'Opening', html: `<p>Text of ${id}.</p>`, figures: [] }],
      citations: [],
    });
    const window = openWindow(host, {
      series: series(),
      loadModule: (moduleId) =>
        Promise.resolve({
          moduleId,
          sections: [text(`${moduleId}/first`), text(`${moduleId}/second`)],
          questions: [],
          sources: [],
          terms: [],
        }),
    });
    await window.create();
    await showSection(window);
    const release = host.hold();
    await page.getByRole('link', { name: 'Mark as read and go on' }).click();
    await expect.element(page.getByRole('heading', { level: 1, name: 'About a/second' })).toBeVisible();
    await page.getByRole('link', { name: 'Mark as read and go on' }).click();
    await until(() => Object.keys(window.record.record.sectionReads).length === 2);
    release();
    await until(() => window.save.state === 'saved');
    expect(Object.keys(window.record.record.sectionReads).sort()).toEqual(['a/first', 'a/second']);
  });
});

describe('the sentence at which reading stopped', () => {
  it('has neither citations nor the words of a figure, and no gap where a citation was', async () => {
    const window = windowWith({
      opening:
        '<figure><p class="visually-hidden">A drawing of a road.</p></figure>' +
        '<p>A treaty binds States <span class="citations">(VCLT)</span>. More follows.</p>',
    });
    await window.create();
    await showSection(window);
    await expect.poll(() => window.record.position?.sentence).toBe('A treaty binds States.');
  });
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
        changed: false,
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

describe('the end of a section', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

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
});

const filling = '<p>A sentence that fills a line of its own and says little.</p>'.repeat(40);

const BLOCKS = { opening: filling, reasons: `<p>Why it is so.</p>${filling}`, last: filling };

describe('the outline beside the text', () => {
  beforeEach(async () => {
    await page.viewport(1400, 700);
    window.scrollTo(0, 0);
  });

  it('leads to a heading with the focus too: reading, and the next Tab, go on there', async () => {
    const window = windowWith(BLOCKS);
    await window.create();
    const { screen } = await showSection(window);
    const link = screen.getByRole('navigation').getByRole('link', { name: 'About reasons' });
    (link.element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    const heading = screen.getByRole('heading', { name: 'About reasons' });
    await expect.element(heading).toHaveFocus();
    await expect.element(heading).toBeInViewport();
    await userEvent.tab();
    expect(document.activeElement?.closest('[data-block]')?.getAttribute('data-block')).toBe('a/first#reasons');
  });
});

/** The panel beside a field, while its file is looked for. */
async function lookingForFile() {
  const window = openWindow();
  await window.create();
  const { promise: found, resolve: find } = Promise.withResolvers<undefined>();
  vi.spyOn(window.recording, 'open').mockImplementation(async () => {
    window.recording.state = 'attached';
  });
  const looked = vi.spyOn(window.recording, 'find').mockImplementation(() => found);
  const Page = defineComponent(() => () => [
    h('input', { 'aria-label': 'A note' }),
    h(RecordingPanel, { moduleId: 'a', sectionId: 'a/first', requested: null }),
  ]);
  await render(Page, {
    global: withRouter(window.mounting),
  });
  await expect.poll(() => looked.mock.calls.length).toBe(1);
  return async () => {
    find(undefined);
    // What the panel does next it does in this turn.
    await new Promise((turn) => setTimeout(turn));
  };
}

describe('the recording beside the text', () => {
  it('has the focus once its file was looked for', async () => {
    const find = await lookingForFile();
    await find();
    await expect.element(page.getByRole('heading', { name: 'Your recording' })).toHaveFocus();
  });

  it('leaves the focus to who goes on elsewhere meanwhile', async () => {
    const find = await lookingForFile();
    await page.getByRole('textbox', { name: 'A note' }).click();
    await find();
    await expect.element(page.getByRole('textbox', { name: 'A note' })).toHaveFocus();
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { FIRST_MINUTE } from '../../../support/builders/statement-builders';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { series } from '../../../support/builders/series-builders';
import { openWindow } from '../../support/app-scene';
import { until } from '../../support/storage-scene';
import { SECTION, showSection, windowWith } from './section-scene';

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

import type { WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import { pageSignal } from '../../../../src/main/electron/page-signal';
import { FakeWebContents } from '../../../support/hosts/fake-browser-window';

const page = (): FakeWebContents & WebContents => new FakeWebContents() as unknown as FakeWebContents & WebContents;

describe('the signal of a page', () => {
  it.each(['destroyed', 'render-process-gone', 'did-navigate'])(
    'is aborted at `%s`, and what the next page asks has one of its own',
    (event) => {
      const contents = page();
      const before = pageSignal(contents);
      expect(pageSignal(contents)).toBe(before);
      contents.emit(event);
      expect(before.aborted).toBe(true);
      expect(pageSignal(contents).aborted).toBe(false);
    },
  );

  it('is not that of another window, and stays where the page only moves within itself', () => {
    const [one, other] = [page(), page()];
    const signals = [pageSignal(one), pageSignal(other)];
    one.emit('destroyed');
    other.emit('did-navigate-in-page');
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  });

  it('listens once, however many operations a page asks for', () => {
    const contents = page();
    for (let asked = 0; asked < 50; asked += 1) pageSignal(contents);
    expect(contents.listenerCount('destroyed')).toBe(1);
  });
});

import { createPinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-vue';
import { createApp, h, nextTick, type Component } from 'vue';
import { appContextKey, type AppContext } from '../../../../src/renderer/src/app-context';
import RecordLock from '../../../../src/renderer/src/features/lock/RecordLock.vue';
import { useRecordLock } from '../../../../src/renderer/src/features/lock/use-record-lock';
import { useAnnouncements } from '../../../../src/renderer/src/stores/host/announcements';
import type { LearnerSession } from '../../../../src/renderer/src/storage/learner-session';
import { useHeldRecord } from '../../../../src/renderer/src/stores/session/held-record';
import { useSessionMachine } from '../../../../src/renderer/src/stores/session/session-machine';
import { createInterfaceTexts } from '../../../support/interface-texts';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { series } from '../../../support/builders/series-builders';
import { learner } from '../../../support/builders/statement-builders';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A session whose database never answers: nothing but the lock is looked at here. */
function unansweringSession(): LearnerSession {
  const never: unknown = new Proxy(() => undefined, { get: () => never, apply: () => new Promise(() => undefined) });
  return new Proxy({} as LearnerSession, {
    get: (_, name) => (name === 'close' ? () => undefined : name === 'learnerId' ? 'somebody' : never),
  });
}

/** A window whose lock fails to load so many times. */
async function open(failures: number, { isProtected = true } = {}) {
  const pinia = createPinia();
  const context = { host: new InMemoryHost(), series: series(), now: () => Date.now(), dayOf: () => '2026-11-20' };
  createApp({ render: () => null })
    .provide(appContextKey, context as unknown as AppContext)
    .use(pinia);
  const [machine, heldRecord, announcements] = [
    useSessionMachine(pinia),
    useHeldRecord(pinia),
    useAnnouncements(pinia),
  ];
  const lock = vi.spyOn(heldRecord, 'lock').mockResolvedValue(true);
  const session = unansweringSession();
  let left = failures;
  const load = vi.fn(async (): Promise<{ default: Component }> => {
    if (left === 0) return { default: RecordLock };
    left -= 1;
    throw new TypeError('Failed to fetch dynamically imported module');
  });
  // Without `defineComponent`: the app above that provides for the stores counts as the component of this file.
  const Window: Component = {
    setup() {
      const { component, isWanted } = useRecordLock(load);
      return () => (isWanted.value ? h(component) : h('p', 'No lock'));
    },
  };
  const record = { session, learner: learner(), isProtected };
  machine.state = { phase: 'open', record };
  const { container, unmount } = await render(Window, {
    global: { plugins: [pinia, createInterfaceTexts()], provide: { [appContextKey as symbol]: context } },
  });
  return {
    lock,
    protect: (isProtected: boolean) => {
      machine.change(record, { isProtected });
    },
    load,
    unmount,
    isThere: () => container.querySelector('span[hidden]') !== null,
    notices: () => announcements.notices.map(({ titleKey }) => titleKey),
  };
}

/** Lets promises pass on what they know; each further try is one more that hangs on the one before. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) await nextTick();
}

async function passing(milliseconds: number): Promise<void> {
  vi.advanceTimersByTime(milliseconds);
  await settle();
}

const TOLD = ['notices.lockUnavailable.title'];

describe('the lock of a protected record that can not be loaded', () => {
  it('comes a second later without a word, and locks when nobody is there', async () => {
    const window = await open(1);
    await settle();
    expect([window.isThere(), window.notices()]).toEqual([false, []]);
    await passing(1_000);
    expect([window.isThere(), window.notices()]).toEqual([true, []]);
    await passing(16 * 60_000);
    expect(window.lock).toHaveBeenCalled();
  });

  it('is told from the second failure on, and tried again with growing pauses, until it is there and the notice goes', async () => {
    const window = await open(6);
    await settle();
    for (const pause of [1_000, 5_000, 30_000, 120_000, 300_000]) {
      const tries = window.load.mock.calls.length;
      await passing(pause - 1);
      expect(window.load).toHaveBeenCalledTimes(tries);
      await passing(1);
      expect(window.load).toHaveBeenCalledTimes(tries + 1);
      expect([window.isThere(), window.notices()]).toEqual([false, TOLD]);
    }
    // For as long as the page lives.
    await passing(300_000);
    expect([window.isThere(), window.notices()]).toEqual([true, []]);
    await passing(16 * 60_000);
    expect(window.lock).toHaveBeenCalled();
  });

  it('is tried no more when the window goes', async () => {
    const window = await open(100);
    await settle();
    window.unmount();
    await passing(600_000);
    expect(window.load).toHaveBeenCalledTimes(1);
  });
});

describe('the lock of a record without a PIN that can not be loaded', () => {
  it('is nobody’s worry, until a PIN is set: then it is tried at once', async () => {
    const window = await open(2, { isProtected: false });
    window.protect(true);
    await settle();
    expect(window.load).toHaveBeenCalledTimes(1);
    window.protect(false);
    await passing(1_000);
    expect([window.load.mock.calls.length, window.notices()]).toEqual([2, []]);
    window.protect(true);
    await settle();
    expect(window.load).toHaveBeenCalledTimes(3);
    expect([window.isThere(), window.notices()]).toEqual([true, []]);
  });
});

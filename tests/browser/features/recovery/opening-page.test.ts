import { createPinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-vue';
import { createApp, nextTick, ref, type Ref } from 'vue';
import { appContextKey, type AppContext } from '../../../../src/renderer/src/app-context';
import OpeningPage from '../../../../src/renderer/src/features/recovery/OpeningPage.vue';
import { useLongWait } from '../../../../src/renderer/src/features/recovery/use-long-wait';
import { createInterfaceTexts } from '../../../support/interface-texts';
import { useOpeningAttempts, type Opening } from '../../../../src/renderer/src/stores/session/opening-attempts';
import { useOpening } from '../../../../src/renderer/src/stores/session/opening';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { learner } from '../../../support/builders/statement-builders';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function open(opening: Partial<Opening>) {
  const pinia = createPinia();
  const context = { host: new InMemoryHost(), now: () => 0 };
  createApp({ render: () => null })
    .provide(appContextKey, context as unknown as AppContext)
    .use(pinia);
  const store = useOpening(pinia);
  const attempts = useOpeningAttempts(pinia);
  attempts.opening = { step: 'upgrading', learner: null, since: performance.now(), ...opening };
  const screen = await render(OpeningPage, {
    global: { plugins: [pinia, createInterfaceTexts()], provide: { [appContextKey as symbol]: context } },
  });
  return {
    store,
    attempts,
    screen,
    text: () => screen.container.textContent,
    buttons: () => [...screen.container.querySelectorAll('button')].map(({ textContent }) => textContent),
  };
}

async function passing(milliseconds: number): Promise<void> {
  vi.advanceTimersByTime(milliseconds);
  await nextTick();
}

describe('an opening that takes long', () => {
  it('says whose record it is, what is being done, since when, and that nothing is lost; its heading has the focus', async () => {
    const { attempts, screen, text } = await open({ learner: learner({ latinName: '', khmerName: 'ចាន់ សុខា' }) });
    expect(text()).toContain('ចាន់ សុខា');
    expect(text()).toContain('brought up to the newest version');
    expect(text()).toContain('Nothing is lost.');
    expect(document.activeElement).toBe(screen.container.querySelector('h1'));
    await passing(1_000);
    expect(text()).toContain('So far: 1 second');
    attempts.opening = { ...attempts.opening, step: 'comparing' };
    await passing(4_000);
    expect(text()).toContain('compared with the journal');
    expect(text()).toContain('So far: 5 seconds');
    await passing(120_000);
    expect(text()).toContain('So far: 2 minutes');
  });

  it('offers something else than waiting after ten seconds, counted from its beginning, and takes nothing away by itself', async () => {
    const { store, screen, buttons } = await open({ since: performance.now() - 8_500 });
    expect(buttons()).toEqual([]);
    await passing(2_000);
    expect(buttons()).toEqual(['Save the raw record as a file', 'Show earlier states', 'Stop opening']);
    const stopping = vi.spyOn(store, 'stop');
    await passing(3_600_000);
    expect(stopping).not.toHaveBeenCalled();
    screen.container.querySelectorAll('button')[1]?.click();
    expect(screen.emitted('earlierStates')).toHaveLength(1);
  });

  it.each(['looking', 'snapshotting', 'upgrading', 'reading', 'comparing'] as const)(
    'has words for the step "%s"',
    async (step) => {
      const { screen } = await open({ step });
      expect(screen.container.querySelector('[role="status"]')?.textContent).toMatch(/^The |^A copy .+\.$/u);
    },
  );
});

describe('a long wait', () => {
  async function waiting(load: () => Promise<void>) {
    const waits = ref(true);
    const found: Readonly<Ref<boolean>>[] = [];
    await render({
      setup() {
        found.push(useLongWait(() => waits.value, load));
        return () => null;
      },
    });
    return { waits, isLong: () => found[0]?.value };
  }

  it('is one of two seconds without a break', async () => {
    const { waits, isLong } = await waiting(() => Promise.resolve());
    await passing(1_999);
    waits.value = false;
    await nextTick();
    waits.value = true;
    await nextTick();
    await passing(1_999);
    expect(isLong()).toBe(false);
    await passing(1);
    await passing(0);
    expect(isLong()).toBe(true);
    waits.value = false;
    await passing(0);
    expect(isLong()).toBe(false);
  });

  it('leaves what stands where its page can not be loaded, or comes when it is over', async () => {
    const failing = await waiting(() => Promise.reject(new Error('No such file.')));
    await passing(2_000);
    await passing(0);
    expect(failing.isLong()).toBe(false);
    let loaded: () => void = () => undefined;
    const late = await waiting(() => new Promise((resolve) => (loaded = resolve)));
    await passing(2_000);
    late.waits.value = false;
    await passing(0);
    loaded();
    await passing(0);
    expect(late.isLong()).toBe(false);
  });
});

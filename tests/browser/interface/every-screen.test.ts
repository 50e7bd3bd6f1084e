import { describe, expect, it, vi } from 'vitest';
import screens from '../../../src/renderer/src/i18n/locales/en/screens.json';
import { openLearnerSession } from '../../../src/renderer/src/storage/learner-session';
import { journalPort } from '../support/journal-port';
import type { SessionState } from '../../../src/renderer/src/stores/session/session-state';
import { whenIdle } from '../../../src/renderer/src/stores/session/when-idle';
import { InMemoryHost } from '../../support/hosts/in-memory-host';
import { PATIENCE } from '../../support/patience';
import { SCREENS } from '../../support/screens';
import { learner } from '../../support/builders/statement-builders';
import { openWindow } from '../support/app-scene';
import { openApp, type OpenApp } from './whole-app';

/** For a busy machine, on which a screen's parts take their time. */
const eventually = <Value>(look: () => Value) => expect.poll(look, PATIENCE);

const bringTexts = (): Promise<{ default: typeof screens }> => Promise.resolve({ default: screens });

/** A host with one learner, whose window is closed. */
async function studied(): Promise<InMemoryHost> {
  const host = new InMemoryHost();
  const window = openWindow(host);
  await window.create('Sokha Chan');
  window.close();
  return host;
}

/** Opens the app with the learner at work. */
async function begun(host: InMemoryHost, address: string, loadTexts = bringTexts): Promise<OpenApp> {
  const app = openApp(host, address, loadTexts);
  await app.opening.begin();
  return app;
}

/** The state of a window in which the learner's record waits for its PIN. */
async function lockedState(host: InMemoryHost): Promise<SessionState> {
  const [learnerId = ''] = host.journalIds();
  const session = await openLearnerSession(learnerId, journalPort(host));
  return { phase: 'locked', record: { session, learner: learner({ id: learnerId }), isProtected: true } };
}

/** Texts that come when they are let through. */
function heldTexts() {
  let release: () => void = () => undefined;
  const held = new Promise<{ default: typeof screens }>((resolve) => {
    release = () => {
      resolve({ default: screens });
    };
  });
  const asked = vi.fn(() => held);
  return { asked, release };
}

/**
 * Texts that can't be had the first times. A way to a screen asks twice: beside the screen's chunk, and when that is
 * there.
 */
function textsAfterFailures(times: number) {
  const texts = vi.fn(bringTexts);
  for (let time = 0; time < times; time += 1)
    texts.mockRejectedValueOnce(new TypeError('Failed to fetch dynamically imported module'));
  return texts;
}

describe('a screen', () => {
  it.each(Object.entries(SCREENS))(
    'shows words and no key where the app is opened at it: %s',
    async (name, [address]) => {
      const app = await begun(await studied(), address);
      await eventually(() => app.router.currentRoute.value.name).toBe(name);
      await eventually(app.heading).not.toBe('');
      await whenIdle();
      expect(app.keysSeen()).toEqual([]);
      // An object as the value of an attribute: it was meant for a part that doesn't take it.
      expect(document.body.innerHTML).not.toContain('[object ');
      expect(app.failures).toEqual([]);
    },
  );

  it('waits for its texts', async () => {
    const { asked, release } = heldTexts();
    const app = await begun(await studied(), SCREENS.verify[0], asked);
    await eventually(() => app.session.state.phase).toBe('open');
    await eventually(() => asked.mock.calls.length).toBe(1);
    await import('../../../src/renderer/src/features/verify/VerifyPage.vue');
    expect(app.main()).toBe('');
    release();
    await eventually(app.heading).toBe(screens.verify.heading);
    expect(app.keysSeen()).toEqual([]);
  });

  it('is left to the screens: home asks for none of their texts, and they come once', async () => {
    const texts = vi.fn(bringTexts);
    const app = await begun(await studied(), SCREENS.home[0], texts);
    await eventually(app.heading).toBe('CJN Child Justice Series');
    expect(texts).not.toHaveBeenCalled();
    await app.router.push(SCREENS.notes[0].slice(1));
    await app.router.push(SCREENS.settings[0].slice(1));
    await eventually(app.heading).toBe(screens.settings.heading);
    expect(texts).toHaveBeenCalledTimes(1);
    expect(app.keysSeen()).toEqual([]);
  });

  it('that cannot be loaded is told, the one before it stands, and it opens once it can be', async () => {
    const app = await begun(await studied(), SCREENS.home[0], textsAfterFailures(2));
    await eventually(app.heading).toBe('CJN Child Justice Series');
    await expect(app.router.push('/verify')).rejects.toThrow('Failed to fetch');
    expect(app.router.currentRoute.value.name).toBe('home');
    await eventually(() => document.querySelector('[role="alert"]')?.textContent).toContain(
      'Part of the app could not be loaded',
    );
    await app.router.push('/verify');
    await eventually(app.heading).toBe(screens.verify.heading);
    expect(app.keysSeen()).toEqual([]);
  });

  it('that cannot be loaded where the app is opened at it leaves home, and is told', async () => {
    const app = await begun(await studied(), SCREENS.verify[0], textsAfterFailures(2));
    await eventually(app.heading).toBe('CJN Child Justice Series');
    expect(app.announcements.notices.map(({ titleKey }) => titleKey)).toEqual(['notices.partUnavailable.title']);
  });
});

const PHASES: readonly SessionState[] = [
  ...(['opening', 'first-run', 'choosing', 'adding', 'ended'] as const).map((phase) => ({ phase })),
  ...(['closing', 'removing'] as const).map((phase) => ({ phase, record: null })),
  { phase: 'elsewhere', learner: learner(), unsaved: ['A note that was being written.'] },
  { phase: 'removed', learner: learner() },
  ...[
    'blocked',
    'damaged',
    'failed',
    'full',
    'internal',
    'journal-unreadable',
    'newer',
    'only-snapshots',
    'outdated',
    'unavailable',
    'unreachable',
  ].map((code) => ({ phase: 'failed' as const, code, detail: 'why' })),
];

describe('a start', () => {
  it.each(PHASES)('shows words and no key where it stands at %o', async (state) => {
    const app = openApp(await studied(), SCREENS.verify[0], bringTexts);
    await app.directory.list();
    app.machine.state = state;
    await eventually(() => document.querySelector('main h1, main [role="status"]')?.textContent.trim() ?? '').not.toBe(
      '',
    );
    await app.router.isReady();
    expect(app.main()).not.toBe('');
    expect(app.keysSeen()).toEqual([]);
    expect(app.failures).toEqual([]);
  });

  it.each(['choosing', 'locked', 'ended'] as const)('waits for its texts where it stands at %s', async (phase) => {
    const { asked, release } = heldTexts();
    const host = await studied();
    const app = openApp(host, SCREENS.home[0], asked);
    app.machine.state = phase === 'locked' ? await lockedState(host) : { phase };
    await eventually(() => asked.mock.calls.length).toBe(1);
    expect(app.main()).toBe('');
    release();
    await eventually(app.heading).not.toBe('');
    expect(app.keysSeen()).toEqual([]);
  });

  it('says so in place of a page that cannot be loaded, and tries again when it is shown anew', async () => {
    const app = openApp(await studied(), SCREENS.home[0], textsAfterFailures(1));
    app.machine.state = { phase: 'choosing' };
    await eventually(app.heading).toBe('Part of the app could not be loaded');
    expect(document.activeElement).toBe(document.querySelector('h1'));
    expect(document.querySelector('main button')?.textContent).toBe('Reload the window');
    expect(document.title).toContain('Part of the app could not be loaded');
    app.machine.state = { phase: 'first-run' };
    await eventually(app.heading).toBe('Your name');
    app.machine.state = { phase: 'choosing' };
    await eventually(app.heading).toBe(screens.learners.heading);
    expect(app.keysSeen()).toEqual([]);
  });
});

describe('how to report a concern', () => {
  const link = (): HTMLAnchorElement | null => document.querySelector('header a[href="#/report-a-concern"]');

  it.each([...PHASES, 'locked' as const])('is one press away, and back, where the app stands at %o', async (state) => {
    // No text, no host and no record is there.
    const { asked } = heldTexts();
    const host = await studied();
    const app = openApp(host, SCREENS.home[0], asked);
    app.machine.state = state === 'locked' ? await lockedState(host) : state;
    await app.router.isReady();
    expect(link()?.textContent).toContain('1280');
    link()?.click();
    await eventually(app.heading).toBe('How to report a concern');
    expect(document.querySelector('.number')?.textContent).toBe('1280');
    await eventually(() => document.activeElement?.textContent).toBe('How to report a concern');
    [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Back')?.click();
    await eventually(app.heading).not.toBe('How to report a concern');
    expect(app.router.currentRoute.value.name).toBe('home');
    expect(app.keysSeen()).toEqual([]);
  });

  it('gives whom to call and what to do in danger in both languages, Khmer first, before the steps', async () => {
    openApp(await studied(), SCREENS.reporting[0], heldTexts().asked);
    await eventually(() => document.querySelector('.number')?.textContent).toBe('1280');
    const languages = [...document.querySelectorAll('.reporting [lang]')].map((element) =>
      element.getAttribute('lang'),
    );
    expect(languages.slice(0, 5)).toEqual(['en', 'km', 'en', 'km', 'en']);
    expect(document.querySelector('.reporting ol')?.children.length).toBeGreaterThan(4);
  });

  it('keeps what is typed before a record is open', async () => {
    const app = openApp(await studied(), SCREENS.home[0], bringTexts);
    app.machine.state = { phase: 'first-run' };
    await eventually(() => document.querySelector<HTMLInputElement>('#content input')).not.toBeNull();
    const field = document.querySelector<HTMLInputElement>('#content input');
    if (field) field.value = 'Sokha';
    link()?.click();
    await eventually(app.heading).toBe('How to report a concern');
    await app.router.push('/');
    await eventually(app.heading).toBe('Your name');
    expect(document.querySelector<HTMLInputElement>('#content input')?.value).toBe('Sokha');
  });

  it('is found at the address that it had in its module', async () => {
    const app = openApp(await studied(), '#/modules/participation-and-safeguarding/report-a-concern', bringTexts);
    await eventually(app.heading).toBe('How to report a concern');
    expect(app.router.currentRoute.value.name).toBe('reporting');
  });
});

describe('the menu at the name', () => {
  it('that cannot be loaded is told, and opens once it can be', async () => {
    const app = await begun(await studied(), SCREENS.home[0], textsAfterFailures(1));
    await eventually(() => document.querySelector<HTMLElement>('.learner')).not.toBeNull();
    document.querySelector<HTMLElement>('.learner')?.click();
    await eventually(() => document.querySelector('[role="alert"]')?.textContent).toContain(
      'Part of the app could not be loaded',
    );
    expect(document.querySelector('.learner')?.getAttribute('aria-expanded')).toBe('false');
    document.querySelector<HTMLElement>('.learner')?.click();
    await eventually(() => document.querySelector('[role="menu"]')?.textContent).toContain(screens.learnerMenu.add);
    expect(app.keysSeen()).toEqual([]);
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Component } from 'vue';
import { render, type RenderResult } from 'vitest-browser-vue';
import type { AgreementProtocol } from '../../../src/domain/series/agreement';
import type { ModuleContent } from '../../../src/domain/series/module';
import AgreementPage from '../../../src/renderer/src/features/agreement/AgreementPage.vue';
import QuizPage from '../../../src/renderer/src/features/quiz/QuizPage.vue';
import QuizResultPage from '../../../src/renderer/src/features/quiz/QuizResultPage.vue';
import QuizStartPage from '../../../src/renderer/src/features/quiz/QuizStartPage.vue';
import { bankOf, reflection, revised, singleChoice } from '../../support/builders/series-builders';
import { openWindow, type AppWindow } from '../support/app-scene';
import { emptyRouter, withRouter } from '../support/empty-router';

const QUESTIONS = Array.from({ length: 8 }, (_, index) => revised(singleChoice(`a/q${index}`)));
const BANK = new Map(QUESTIONS.map((question) => [question.id, question]));
const CONTENT = bankOf(...QUESTIONS, reflection('a/r1'));
const PROTOCOL: AgreementProtocol = {
  id: 'protocol',
  title: 'Protocol',
  provenance: '',
  introduction: '',
  clauses: [],
  checks: [],
  version: 'version',
  language: 'en',
};

type Screen = RenderResult<Component>;

interface Case {
  readonly screen: Component;
  readonly content?: ModuleContent;
  /** The place in the quiz, from 1. */
  readonly question?: number;
  /** Makes what the screen shows, and answers the attempt's id. */
  readonly prepare?: (window: AppWindow) => Promise<string>;
  /** What the screen waits for before it leads on. */
  readonly work: (window: AppWindow) => { readonly mock: { readonly results: readonly { readonly value: unknown }[] } };
  readonly press: (screen: Screen) => Promise<void>;
  /** Holds the work up, and returns what releases it; the host answers nothing where it isn't given. */
  readonly hold?: (window: AppWindow) => () => void;
}

/** A note's save waits for the database alone. */
function holdNotes({ session }: AppWindow): () => void {
  const drafts = session.current?.drafts;
  if (!drafts) throw new Error('No record is open.');
  const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
  const settle = drafts.settle.bind(drafts);
  drafts.settle = async (...given) => {
    await released;
    return settle(...given);
  };
  return () => {
    release(undefined);
  };
}

const begin = (window: AppWindow): Promise<string> => window.quiz.begin(CONTENT, 'attempt');

const CASES: Readonly<Record<string, Case>> = {
  'a protocol that is signed': {
    screen: AgreementPage,
    content: { ...CONTENT, agreement: PROTOCOL },
    work: ({ record }) => vi.spyOn(record, 'append'),
    press: async (screen) => {
      await screen.getByRole('checkbox').click();
      await screen.getByLabelText('Your name, typed as a signature').fill('Sok Dara');
      await screen.getByRole('button', { name: 'Agree and open the module' }).click();
    },
  },
  'a quiz that is begun': {
    screen: QuizStartPage,
    work: ({ quiz }) => vi.spyOn(quiz, 'begin'),
    press: (screen) => screen.getByRole('button', { name: 'Begin the quiz' }).click(),
  },
  'a reflection that is left': {
    screen: QuizPage,
    question: 5,
    prepare: begin,
    work: ({ reflections }) => vi.spyOn(reflections, 'write'),
    hold: holdNotes,
    press: async (screen) => {
      await screen.getByRole('textbox').fill('As I saw it.');
      await screen.getByRole('button', { name: 'To the end' }).click();
    },
  },
  'a quiz that is submitted': {
    screen: QuizPage,
    question: 6,
    prepare: begin,
    work: ({ quiz }) => vi.spyOn(quiz, 'submit'),
    press: (screen) => screen.getByRole('button', { name: 'Submit the quiz' }).click(),
  },
  'a practice of what was missed': {
    screen: QuizResultPage,
    prepare: async (window) => {
      const attemptId = await begin(window);
      await window.quiz.submit(BANK);
      return attemptId;
    },
    work: ({ quiz }) => vi.spyOn(quiz, 'practiseMissed'),
    press: (screen) => screen.getByRole('button', { name: 'Practise the 4 that were missed' }).click(),
  },
};

/** The screen with its work begun, which is held up until `release`. */
async function heldUp({
  screen,
  content = CONTENT,
  question,
  prepare,
  work,
  press,
  hold = ({ host }) => host.hold(),
}: Case) {
  const window = openWindow(undefined, { loadModule: async () => content });
  await window.create();
  const attemptId = await prepare?.(window);
  const router = emptyRouter();
  await router.push({ path: '/', query: question === undefined ? {} : { question } });
  const shown = await render(screen, {
    props: { moduleId: 'a', ...(attemptId === undefined ? {} : { attemptId }) },
    global: withRouter(window.mounting, router),
  });
  const led = [vi.spyOn(router, 'push'), vi.spyOn(router, 'replace')] as const;
  const { mock } = work(window);
  const free = hold(window);
  let pressed: Element | null = null;
  const note = ({ target }: Event): void => {
    pressed = target instanceof Element ? target.closest('button') : null;
  };
  document.addEventListener('click', note, { capture: true });
  await press(shown);
  document.removeEventListener('click', note, { capture: true });
  await expect.poll(() => mock.results.length).toBe(1);
  return {
    shown,
    pressAgain: () => (pressed as HTMLElement | null)?.click(),
    timesBegun: () => mock.results.length,
    timesLed: () => led.reduce((sum, spy) => sum + spy.mock.calls.length, 0),
    release: async () => {
      free();
      await mock.results[0]?.value;
      // What the screen does next it does in this turn.
      await new Promise((turn) => setTimeout(turn));
    },
  };
}

afterEach(() => {
  document.body.replaceChildren();
});

describe.each(Object.entries(CASES))('%s', (_, given) => {
  it('leads on when it is kept', async () => {
    const { timesLed, release } = await heldUp(given);
    expect(timesLed()).toBe(0);
    await release();
    expect(timesLed()).toBe(1);
  });

  it('is begun once, where its button is pressed again meanwhile', async () => {
    const { pressAgain, timesBegun, release } = await heldUp(given);
    pressAgain();
    await release();
    expect(timesBegun()).toBe(1);
  });

  it('leads nobody away who has left the screen meanwhile', async () => {
    const { shown, timesLed, release } = await heldUp(given);
    await shown.unmount();
    await release();
    expect(timesLed()).toBe(0);
  });
});

import { describe, expect, it, vi, afterEach, beforeEach } from 'vitest';
import { userEvent, page } from 'vitest/browser';
import { render } from 'vitest-browser-vue';
import { watch } from 'vue';
import type { GradedQuestion } from '../../../../src/domain/series/question';
import type { Statement } from '../../../../src/domain/record/statement';
import { createOpenDrafts, openDraftsKey } from '../../../../src/renderer/src/components/notes/open-drafts';
import QuizQuestion from '../../../../src/renderer/src/features/quiz/QuizQuestion.vue';
import { bankOf, multipleResponse, revised, singleChoice, reflection } from '../../../support/builders/series-builders';
import { openWindow } from '../../support/app-scene';
import { emptyRouter, withRouter } from '../../support/empty-router';
import { lookInto } from '../../support/storage-scene';
import QuizSubmission from '../../../../src/renderer/src/features/quiz/QuizSubmission.vue';
import { createInterfaceTexts } from '../../../support/interface-texts';
import QuizPage from '../../../../src/renderer/src/features/quiz/QuizPage.vue';
import { StorageError } from '../../../../src/renderer/src/storage';
import QuizResultPage from '../../../../src/renderer/src/features/quiz/QuizResultPage.vue';
import ReflectionText from '../../../../src/renderer/src/features/quiz/ReflectionText.vue';

afterEach(() => {
  document.body.replaceChildren();
});

const CONTENT = bankOf(...Array.from({ length: 8 }, (_, index) => singleChoice(`a/q${index}`)));

/** The first question of a quiz that was begun, and what is saved of it. */
async function question(
  letterKeys?: boolean,
  mode: 'attempt' | 'practice' = 'attempt',
  context: Parameters<typeof openWindow>[1] = {},
  only?: GradedQuestion,
) {
  const window = openWindow(undefined, context);
  await window.create();
  if (letterKeys !== undefined) await window.session.update({ preferences: { letterKeys } });
  const content = only ? bankOf(only) : CONTENT;
  await window.quiz.begin(content, mode);
  const attempt = window.quiz.attempt;
  const asked = content.questions.find(({ id }) => id === attempt?.questionIds[0]);
  if (!attempt || !asked || asked.type === 'reflection') throw new Error('No question is asked.');
  const drafts = createOpenDrafts();
  const router = emptyRouter();
  const mounting = {
    ...window.mounting,
    plugins: [...window.mounting.plugins, router],
    provide: { ...window.mounting.provide, [openDraftsKey as symbol]: drafts },
  };
  const screen = await render(QuizQuestion, { props: { question: asked, attempt }, global: mounting });
  watch(
    () => window.quiz.attempt,
    (changed) => {
      if (changed) void screen.rerender({ attempt: changed });
    },
  );
  return { window, drafts, screen, asked, mounting, saved: () => window.quiz.attempt?.answers[asked.id] };
}

/** How many answers are saved after a click on an option: what a click saves comes after anything that a key had. */
async function answersAfterClick({ window, screen, saved }: Awaited<ReturnType<typeof question>>): Promise<number> {
  await screen.getByRole('radio').first().click();
  await expect.poll(() => saved()?.answer.kind).toBe('choice');
  return lookInto(window.session.learner?.id ?? '', (database) =>
    database
      .table<Statement>('statements')
      .filter(({ verb }) => verb === 'answered')
      .count(),
  );
}

describe('a practice', () => {
  it('leads the focus from the button that checked the answer to what it says', async () => {
    const { screen } = await question(undefined, 'practice');
    await screen.getByRole('radio').first().click();
    await screen.getByRole('button', { name: 'Check the answer' }).click();
    await expect.poll(() => document.activeElement?.textContent).toContain('Review the section');
  });

  it('says what it shows, also of an answer that is right in part', async () => {
    const { screen, window } = await question(undefined, 'practice', {}, multipleResponse('a/q0'));
    await screen.getByRole('checkbox').first().click();
    await screen.getByRole('button', { name: 'Check the answer' }).click();
    await expect.element(screen.getByText('Partly right: 50% of the point.')).toBeVisible();
    expect(window.announcements.spoken).toMatchObject({ key: 'quiz.overall.partly', values: { percent: 50 } });
  });

  it('has an answer that was checked stay as it is after a reload', async () => {
    const { screen, window, asked, mounting } = await question(undefined, 'practice');
    await screen.getByRole('radio').first().click();
    await screen.getByRole('button', { name: 'Check the answer' }).click();
    await expect.element(screen.getByText('Review the section')).toBeVisible();
    await screen.unmount();
    const attempt = await window.quiz.openAttempt(window.quiz.attempt?.id ?? '');
    if (!attempt) throw new Error('The practice is gone.');
    const again = await render(QuizQuestion, { props: { question: asked, attempt }, global: mounting });
    await expect.element(again.getByText('Review the section')).toBeVisible();
    await expect.element(again.getByRole('radio').first()).toBeDisabled();
    expect(again.getByRole('button', { name: 'Check the answer' }).query()).toBeNull();
  });
});

describe('what is waited for before a quiz is left', () => {
  it('includes the tick that says that the learner is unsure', async () => {
    const { window, drafts, screen, saved } = await question();
    await screen.getByRole('radio').first().click();
    await expect.poll(() => saved()?.confidence).toBe('sure');
    const { current: session } = window.atWork();
    const { append } = session.statements;
    const order: string[] = [];
    const held = Promise.withResolvers<undefined>();
    session.statements.append = async (...given) => {
      await held.promise;
      const record = await append.apply(session.statements, given);
      order.push('saved');
      return record;
    };
    await screen.getByRole('checkbox').click();
    const left = drafts.saveAll().then(() => order.push('left'));
    // A leaving that doesn't wait for the tick would be over after this turn.
    await new Promise((resolve) => setTimeout(resolve));
    held.resolve(undefined);
    await left;
    expect(order).toEqual(['saved', 'left']);
    await expect.poll(() => saved()?.confidence).toBe('unsure');
  });
});

describe('the time of an answer', () => {
  it('that could not be saved goes with the next one', async () => {
    let at = Date.UTC(2026, 10, 20, 9);
    const { window, screen, saved } = await question(undefined, 'attempt', { now: () => at });
    const { current: session } = window.atWork();
    vi.spyOn(session.statements, 'append').mockRejectedValueOnce(new DOMException('No room.', 'QuotaExceededError'));
    at += 20_000;
    await screen.getByRole('radio').first().click();
    await expect.poll(() => window.save.state).toBe('failed');
    at += 5_000;
    await screen.getByRole('radio').nth(1).click();
    await expect.poll(() => saved()?.answer.kind).toBe('choice');
    expect(window.record.record.secondsByDay).toEqual({ '2026-11-20': 25 });
  });
});

describe('the letter keys of a question', () => {
  it('choose its options', async () => {
    const { saved } = await question();
    await userEvent.keyboard('b');
    await expect.poll(() => saved()?.answer.kind).toBe('choice');
  });

  it('choose nothing while a menu has the focus', async () => {
    const asked = await question();
    const menu = document.createElement('div');
    menu.setAttribute('role', 'menu');
    menu.innerHTML = '<div role="menuitem" tabindex="0">Settings</div>';
    document.body.append(menu);
    menu.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    await userEvent.keyboard('b');
    menu.remove();
    expect(await answersAfterClick(asked)).toBe(1);
  });

  it('choose nothing behind a dialog, even where nothing in it has the focus', async () => {
    const asked = await question();
    const dialog = document.createElement('dialog');
    dialog.innerHTML = '<button>Close</button>';
    document.body.append(dialog);
    dialog.showModal();
    await userEvent.keyboard('b');
    dialog.querySelector('button')?.blur();
    expect(document.activeElement).toBe(document.body);
    await userEvent.keyboard('b');
    dialog.remove();
    expect(await answersAfterClick(asked)).toBe(1);
  });

  it('choose nothing for a learner who has switched them off', async () => {
    const asked = await question(false);
    await userEvent.keyboard('b');
    expect(await answersAfterClick(asked)).toBe(1);
  });
});

const global = { plugins: [createInterfaceTexts()] };

describe('the end of a quiz with questions that are not answered', () => {
  const given = { unanswered: [1, 4], total: 10, lastPage: 9, busy: false };

  it('says what an attempt would count them as', async () => {
    await render(QuizSubmission, { props: { mode: 'attempt', ...given }, global });
    await expect.element(page.getByText('2 questions are not answered and would count as 0.')).toBeVisible();
  });

  it('says of a practice, which isn’t scored, only that they are', async () => {
    await render(QuizSubmission, { props: { mode: 'practice', ...given }, global });
    await expect.element(page.getByText('2 questions are not answered.', { exact: true })).toBeVisible();
    await expect.element(page.getByText('A practice doesn’t count.')).toBeVisible();
    expect(document.body.textContent).not.toContain('count as 0');
  });
});

const QUESTION = revised(singleChoice('a/q1'));

const ONE_QUESTION = bankOf(QUESTION);

it.each([
  ['quiz', QuizPage],
  ['result', QuizResultPage],
])('a %s that can’t be read is not called missing, and is read again', async (_, component) => {
  const window = openWindow(undefined, { loadModule: () => Promise.resolve(ONE_QUESTION) });
  await window.create();
  const { current } = window.atWork();
  vi.spyOn(current.statements, 'attempt').mockRejectedValueOnce(new StorageError('damaged', 'The store is broken.'));
  const page = await render(component, {
    props: { moduleId: 'a', attemptId: 'x' },
    global: withRouter(window.mounting),
  });
  await expect.element(page.getByText('This could not be read now.', { exact: false })).toBeVisible();
  expect(page.getByText('There is no such quiz').elements()).toEqual([]);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.element(page.getByText('There is no such quiz')).toBeVisible();
});

it.each([
  ['none of its text is read', [], 'To the quiz of this module'],
  ['its text is read, and the quiz is the next step', ['a/first', 'a/second'], 'Take the quiz'],
])('the end of a practice leads to the quiz of the module by one link: %s', async (_, sectionIds, name) => {
  const window = openWindow(undefined, { loadModule: () => Promise.resolve(CONTENT) });
  await window.create();
  await window.record.commit(sectionIds.map((sectionId) => ({ verb: 'experienced', sectionId, seconds: 60 })));
  const attemptId = await window.quiz.begin(CONTENT, 'practice');
  await window.quiz.submit(new Map(CONTENT.questions.map((each) => [each.id, each])));
  const { getByRole } = await render(QuizResultPage, {
    props: { moduleId: 'a', attemptId },
    global: withRouter(window.mounting),
  });
  await expect.element(getByRole('link', { name: /quiz/u })).toHaveTextContent(name);
});

it('has the place at which it opens in its address: answered, it is no longer where it would be resumed', async () => {
  const window = openWindow(undefined, { loadModule: () => Promise.resolve(CONTENT) });
  await window.create();
  const attemptId = await window.quiz.begin(CONTENT, 'attempt');
  const router = emptyRouter();
  const { getByRole } = await render(QuizPage, {
    props: { moduleId: 'a', attemptId },
    global: withRouter(window.mounting, router),
  });
  await expect.element(getByRole('heading', { name: 'Question 1 of 4' })).toBeVisible();
  expect(router.options.history.location).toMatch(/\?question=1$/u);
});

async function show(text = '', save?: (text: string) => Promise<unknown>) {
  const written: string[] = [];
  const drafts = createOpenDrafts();
  const keep =
    save ??
    (async (each: string): Promise<void> => {
      written.push(each);
    });
  const props = { question: reflection('a/r1'), text, sectionTitle: 'What a norm is', save: keep };
  const { container, unmount } = await render(ReflectionText, {
    props,
    global: { plugins: [createInterfaceTexts()], provide: { [openDraftsKey as symbol]: drafts } },
  });
  const field = container.querySelector('textarea');
  if (!field) throw new Error('There is no field.');
  return {
    type(typed: string): void {
      field.value = typed;
      field.dispatchEvent(new Event('input'));
    },
    written,
    field,
    drafts,
    unmount,
    leave: (): boolean => field.dispatchEvent(new Event('blur')),
    says: (): string => container.textContent,
    /** Lets time and what waits for it pass. */
    pass: (milliseconds = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds),
  };
}

describe('the reflection’s text', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  describe('a reflection that is being written', () => {
    it('is named by its question, and says that it isn’t graded, may stay empty and is a note', async () => {
      const { field, says } = await show();
      expect(field.labels[0]?.textContent).toBe('What about a/r1?');
      expect(says()).toContain('Not graded, and it may stay empty.');
      expect(says()).toContain('beside the section “What a norm is”');
    });

    it('starts with what was written before', async () => {
      expect((await show('As it was.')).field.value).toBe('As it was.');
    });

    it('is saved in a pause of typing', async () => {
      const { type, written, pass } = await show();
      type('I would');
      await pass(500);
      expect(written).toEqual([]);
      await pass(100);
      expect(written).toEqual(['I would']);
    });

    it('is saved within a second where there is no pause', async () => {
      const { type, written, pass } = await show();
      for (let length = 1; length <= 10; length += 1) {
        type('x'.repeat(length));
        await pass(100);
      }
      expect(written).toEqual(['x'.repeat(8)]);
    });

    it('is saved when the field is left, when the question is, and before the record is closed', async () => {
      const { type, written, leave, drafts, unmount, pass } = await show();
      type('Left');
      leave();
      await pass();
      expect(written).toEqual(['Left']);
      type('Locked');
      await drafts.saveAll();
      expect(written.at(-1)).toBe('Locked');
      type('Gone');
      unmount();
      await pass();
      expect(written.at(-1)).toBe('Gone');
    });

    it('stays in the field when it can’t be kept, says so, and holds the record open', async () => {
      let full = true;
      const { type, drafts, field, says, pass } = await show('', async () => {
        if (full) throw new Error('The disk is full.');
      });
      type('Not lost');
      await pass(600);
      expect(says()).toContain('Not saved. The text is kept here; try again.');
      await expect(drafts.saveAll()).rejects.toThrow('The text was not saved.');
      expect(field.value).toBe('Not lost');
      full = false;
      await drafts.saveAll();
      await pass();
      expect(says()).toContain('Saved');
      expect(says()).not.toContain('Not saved');
    });

    it('warns where it seems to identify a child', async () => {
      const { type, says, pass } = await show();
      type('A boy whom I met.');
      await pass();
      expect(says()).not.toContain('may identify a child');
      type('Sok Dara, 15, case no. 12/2024');
      await pass();
      expect(says()).toContain('may identify a child');
    });
  });
});

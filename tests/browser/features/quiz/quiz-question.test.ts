import { describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-vue';
import { watch } from 'vue';
import type { GradedQuestion } from '../../../../src/domain/series/question';
import type { Statement } from '../../../../src/domain/record/statement';
import { createOpenDrafts, openDraftsKey } from '../../../../src/renderer/src/components/notes/open-drafts';
import QuizQuestion from '../../../../src/renderer/src/features/quiz/QuizQuestion.vue';
import { bankOf, multipleResponse, singleChoice } from '../../../support/builders/series-builders';
import { openWindow } from '../../support/app-scene';
import { emptyRouter } from '../../support/empty-router';
import { lookInto } from '../../support/storage-scene';

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

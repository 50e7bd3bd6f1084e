import { createPinia } from 'pinia';
import { expect, it } from 'vitest';
import { useOpeningAttempts, type Attempt } from '../../../../src/renderer/src/stores/session/opening-attempts';
import { learner } from '../../../support/builders/statement-builders';

it('leaves a newer attempt to be cancelled, though the one before ends after it began', async () => {
  const attempts = useOpeningAttempts(createPinia());
  const hanging = new Promise<void>(() => undefined);
  const first = attempts.attempt(() => hanging);
  const second = attempts.attempt(() => hanging);
  expect(await first).toBeNull();
  expect(attempts.cancel()).toBe(true);
  expect(await second).toBeNull();
  expect(attempts.cancel()).toBe(false);
});

it('tells of no failure that comes as an attempt is given up', async () => {
  const attempts = useOpeningAttempts(createPinia());
  const failing = Promise.withResolvers<undefined>();
  const attempt = attempts.attempt(() => failing.promise);
  failing.reject(new Error('It can not be opened.'));
  attempts.cancel();
  expect(await attempt).toBeNull();
});

it('shows nothing that an attempt reports after it was given up', async () => {
  const attempts = useOpeningAttempts(createPinia());
  const begun: Attempt[] = [];
  const hang = (attempt: Attempt): Promise<void> => {
    begun.push(attempt);
    return new Promise(() => undefined);
  };
  const first = attempts.attempt(hang);
  begun[0]?.report({ step: 'upgrading', learner: learner() });
  expect(attempts.opening).toMatchObject({ step: 'upgrading', learner: learner() });
  begun[0]?.report({ step: 'comparing' });
  expect(attempts.opening).toMatchObject({ step: 'comparing', learner: learner() });
  void attempts.attempt(hang);
  await first;
  expect(attempts.opening).toMatchObject({ step: 'looking', learner: null });
  begun[0]?.report({ step: 'comparing', learner: learner() });
  expect(attempts.opening).toMatchObject({ step: 'looking', learner: null });
});

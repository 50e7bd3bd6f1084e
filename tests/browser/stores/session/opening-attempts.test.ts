import { createPinia } from 'pinia';
import { expect, it } from 'vitest';
import { useOpeningAttempts } from '../../../../src/renderer/src/stores/session/opening-attempts';

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

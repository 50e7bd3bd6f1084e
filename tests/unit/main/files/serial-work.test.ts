import { expect, it } from 'vitest';
import { serialiseByKey } from '../../../../src/main/services/files/serial-work';

it('lets work of one key follow each other and work of two keys go on at once', async () => {
  const inTurn = serialiseByKey();
  const steps: string[] = [];
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const first = inTurn('a', async () => {
    steps.push('a1 begins');
    await gate;
    steps.push('a1 ends');
  });
  const second = inTurn('a', async () => steps.push('a2'));
  await inTurn('b', async () => steps.push('b'));
  open();
  await Promise.all([first, second]);
  expect(steps).toEqual(['a1 begins', 'b', 'a1 ends', 'a2']);
});

it('answers what the work answers, and a failure fails nothing behind it', async () => {
  const inTurn = serialiseByKey();
  const failing = inTurn('a', () => Promise.reject(new Error('This one alone.')));
  const next = inTurn('a', () => Promise.resolve(2));
  await expect(failing).rejects.toThrow('This one alone.');
  expect(await next).toBe(2);
});

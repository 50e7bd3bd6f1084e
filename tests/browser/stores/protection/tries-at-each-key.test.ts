import { describe, expect, it } from 'vitest';
import { PLACE } from '../../support/app-scene';
import { lockedAgain, PIN, withPin } from '../../support/locked-scene';

const OWN_PIN = 'blue hill 12';

type Scene = Awaited<ReturnType<typeof withPin>>;

/** A colleague at the locked record: goes on without what is sealed, and sets a PIN of their own. */
async function withOwnPin(): Promise<Scene> {
  const scene = await withPin();
  await lockedAgain(scene);
  await scene.unlock.unlockWithoutPin();
  await setOwnPin(scene);
  return scene;
}

async function setOwnPin({ protection }: Scene): Promise<void> {
  await (await protection.prepare(OWN_PIN))?.confirm();
}

/** How many of three wrong PINs are taken at the earlier key. */
async function guesses({ protection }: Scene): Promise<number> {
  let taken = 0;
  for (let guess = 0; guess < 3; guess += 1)
    if ((await protection.openEarlier(`guess ${guess}`)).outcome === 'wrong') taken += 1;
  return taken;
}

describe('wrong PINs at the key of somebody else', () => {
  it.each<[string, (scene: Scene) => Promise<void>]>([
    [
      'changed to itself',
      async ({ protection }) => {
        expect(await protection.changePin(OWN_PIN, OWN_PIN)).toEqual({ outcome: 'open' });
      },
    ],
    [
      'asked for a new recovery code',
      async ({ protection }) => {
        expect(await protection.renewCode(OWN_PIN, () => undefined)).toEqual({ outcome: 'open' });
      },
    ],
    [
      'typed at the lock',
      async (scene) => {
        await lockedAgain(scene);
        expect(await scene.unlock.unlock(OWN_PIN)).toEqual({ outcome: 'open' });
      },
    ],
    [
      'set aside, and typed in the same field',
      async (scene) => {
        // A note of their own, or nothing would be sealed with it.
        await scene.window.notes.add(PLACE, 'My own.');
        await lockedAgain(scene);
        await scene.unlock.unlockWithoutPin();
        await scene.protection.openEarlier(OWN_PIN);
        await setOwnPin(scene);
      },
    ],
    [
      'removed, typed in the same field, and set again',
      async (scene) => {
        await scene.protection.removePin(OWN_PIN);
        await scene.protection.openEarlier(OWN_PIN);
        await setOwnPin(scene);
      },
    ],
  ])('are taken no oftener for a PIN of one’s own, %s in between', async (_, useOwnPin) => {
    const scene = await withOwnPin();
    let taken = 0;
    for (let round = 0; round < 2; round += 1) {
      taken += await guesses(scene);
      await useOwnPin(scene);
    }
    // Four are free, and the next begins the wait.
    expect(taken).toBeLessThanOrEqual(5);
    expect(await scene.protection.openEarlier(PIN)).toMatchObject({ outcome: 'wait' });
  });

  it('are counted on where the record is opened without it', async () => {
    const scene = await withPin();
    await lockedAgain(scene);
    for (let guess = 0; guess < 4; guess += 1) await scene.unlock.unlock(`guess ${guess}`);
    await scene.unlock.unlockWithoutPin();
    expect(await scene.protection.openEarlier('not this one')).toEqual({ outcome: 'wrong', wait: 30_000 });
    expect(await scene.protection.openEarlier(PIN)).toEqual({ outcome: 'wait', wait: 30_000 });
  });

  it('are forgotten once it is opened, and counted at no removed key that seals nothing', async () => {
    const scene = await withOwnPin();
    await scene.protection.removePin(OWN_PIN);
    await guesses(scene);
    expect(scene.window.host.tries.size).toBe(1);
    expect(await scene.protection.openEarlier(PIN)).toEqual({ outcome: 'open' });
    expect(scene.window.host.tries.size).toBe(0);
  });
});

describe('who forgot an earlier PIN', () => {
  it('never waits at the present one', async () => {
    const scene = await withOwnPin();
    await guesses(scene);
    await guesses(scene);
    expect(await scene.protection.openEarlier(PIN)).toEqual({ outcome: 'wait', wait: 30_000 });
    expect(await scene.protection.changePin('not this one', OWN_PIN)).toEqual({ outcome: 'wrong', wait: 0 });
    expect(await scene.protection.changePin(OWN_PIN, OWN_PIN)).toEqual({ outcome: 'open' });
    await lockedAgain(scene);
    expect(await scene.unlock.wait()).toBe(0);
    expect(await scene.unlock.unlock(OWN_PIN)).toEqual({ outcome: 'open' });
  });

  it('begins anew with the next one, however often the lost one was tried at the lock', async () => {
    const scene = await withPin();
    await lockedAgain(scene);
    for (let guess = 0; guess < 5; guess += 1) await scene.unlock.unlock(`guess ${guess}`);
    expect(await scene.unlock.wait()).toBe(30_000);
    await scene.unlock.unlockWithoutPin();
    await setOwnPin(scene);
    await lockedAgain(scene);
    expect(await scene.unlock.wait()).toBe(0);
    expect(await scene.unlock.unlock('not this one')).toEqual({ outcome: 'wrong', wait: 0 });
    expect(await scene.unlock.unlock(OWN_PIN)).toEqual({ outcome: 'open' });
  });
});

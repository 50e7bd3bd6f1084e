import { describe, expect, it } from 'vitest';
import { lockedAgain, withPin } from '../../support/locked-scene';
import { until } from '../../support/storage-scene';

describe('how many notes of a learner stay sealed', () => {
  it('is forgotten when they leave', async () => {
    const scene = await withPin();
    await lockedAgain(scene);
    await scene.unlock.unlockWithoutPin();
    await until(() => scene.protection.status.sealedNotes === 1);

    await scene.switching.switchLearner();

    expect(scene.window.session.state.phase).toBe('choosing');
    expect(scene.protection.status).toEqual({
      sealedNotes: 0,
      earlierNotes: 0,
      hasEarlierKey: false,
    });
  });
});

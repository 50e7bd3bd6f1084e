import { describe, expect, it } from 'vitest';
import type { OperationName, OperationOutput } from '../../../../src/contract/operations';
import type { Result } from '../../../../src/contract/result';
import type { GivenInput, HostClient } from '../../../../src/renderer/src/host/host-client';
import type { Recovery } from '../../../../src/renderer/src/stores/protection/unlock';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { PIN, protectedWindow, withPin } from '../../support/locked-scene';
import { until } from '../../support/storage-scene';

/**
 * Two learners with PINs; the first one's record waits, and the host doesn't answer one question of its opening before
 * it is let go on: that its wrong tries are forgotten, unless said otherwise.
 */
async function scene(question: OperationName = 'unlock-tries.clear') {
  const memory = new InMemoryHost();
  // The sealing isn't known to be done: whether it is, is asked before it is opened without the PIN.
  memory.fail('unreachable', 'journal.renew');
  const first = await withPin(memory);
  memory.recover();
  first.window.close();
  const second = await withPin(memory);
  second.window.close();
  let goOn: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  let isLocked = false;
  let isHanging = false;
  const host: HostClient = {
    async invoke<Name extends OperationName>(
      name: Name,
      input: GivenInput<Name>,
    ): Promise<Result<OperationOutput<Name>>> {
      if (name === question && isLocked && !isHanging) {
        isHanging = true;
        await held;
      }
      return memory.invoke(name, input);
    },
  };
  const { window, unlock, switching } = protectedWindow(memory, { host });
  await window.begin();
  await window.opening.choose(first.learnerId);
  expect(window.session.state.phase).toBe('locked');
  isLocked = true;
  return {
    window,
    unlock,
    code: first.code,
    /** The first learner leaves while the host hangs, the second one is chosen, and only then the host answers. */
    async switchMeanwhile(): Promise<void> {
      await until(() => isHanging);
      await switching.switchLearner();
      await window.opening.choose(second.learnerId);
      expect(window.session.state.phase).toBe('locked');
      goOn();
    },
    expectLocked(): void {
      expect([window.session.state.phase, window.session.current, window.heldRecord.locked?.learnerId]).toEqual([
        'locked',
        null,
        second.learnerId,
      ]);
    },
  };
}

describe('a record whose opening the host holds up', () => {
  it('does not open another one, with its PIN, that waits by then', async () => {
    const { unlock, switchMeanwhile, expectLocked } = await scene();
    const opening = unlock.unlock(PIN);
    await switchMeanwhile();
    await opening;
    expectLocked();
  });

  it('nor with its recovery code', async () => {
    const { unlock, code, switchMeanwhile, expectLocked } = await scene();
    let recovery: Recovery | null = null;
    await unlock.recover(code, 'blue hill 12', (found) => (recovery = found));
    const opening = (recovery as Recovery | null)?.confirm();
    await switchMeanwhile();
    await opening;
    expectLocked();
  });

  it('nor without what is sealed in it', async () => {
    const { unlock, switchMeanwhile, expectLocked } = await scene('snapshot.list');
    const opening = unlock.unlockWithoutPin();
    await switchMeanwhile();
    await opening;
    expectLocked();
  });
});

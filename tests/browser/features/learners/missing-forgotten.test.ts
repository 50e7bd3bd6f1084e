import { describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-vue';
import LearnerPicker from '../../../../src/renderer/src/features/learners/LearnerPicker.vue';
import LearnerSettings from '../../../../src/renderer/src/features/settings/LearnerSettings.vue';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { identifier, learner } from '../../../support/builders/statement-builders';
import { openWindow } from '../../support/app-scene';
import { withRouter } from '../../support/empty-router';

/** A window of a learner beside whom somebody is lost: nothing but an earlier state is left of them. */
async function scene() {
  const host = new InMemoryHost();
  const lost = learner({ id: identifier(4_000) });
  await host.append(lost.id, [{ id: identifier(4_001), kind: 'learner', body: JSON.stringify(lost) }]);
  await host.invoke('snapshot.take', { learnerId: lost.id, reason: 'manual' });
  host.deleteJournal(lost.id);
  const window = openWindow(host);
  await window.create('Chan Thida');
  await window.directory.maintained();
  const findMissing = vi.spyOn(window.recovery, 'findMissing');
  const global = withRouter(window.mounting);
  return { host, window, global, found: async () => findMissing.mock.results[0]?.value as Promise<void> };
}

describe.each([
  ['the list of learners', LearnerPicker],
  ['the learners in Settings', LearnerSettings],
])('who is missing in %s', (_, screen) => {
  it('is forgotten when that is left', async () => {
    const { window, global } = await scene();
    const { unmount } = await render(screen, { global });
    await expect.poll(() => window.recovery.missing.map(({ name }) => name)).toEqual(['Sok Dara']);
    await unmount();
    expect(window.recovery.listed).toBeNull();
  });

  it('and does not come when it was left already', async () => {
    const { host, window, global, found } = await scene();
    const release = host.hold();
    const { unmount } = await render(screen, { global });
    await unmount();
    release();
    await found();
    expect(window.recovery.listed).toBeNull();
  });
});

import type { HostClient } from '../../host/host-client';
import type { RewritingPort } from '../../storage';
import { valueOf } from './host-error';

const PAGE = 2_000;

/** The rewriting port of storage, over the host's operations. */
export function createRewritingPort(host: HostClient): RewritingPort {
  return {
    async rewrite(learnerId, bodies) {
      const all = bodies.map((each) => ({ ...each }));
      return valueOf(await host.invoke('journal.rewrite', { learnerId, bodies: all })).unreadable;
    },
    async snapshots(learnerId) {
      const result = valueOf(await host.invoke('snapshot.list', { learnerId }));
      return result.snapshots.filter(({ content }) => content !== null).map(({ snapshotId }) => snapshotId);
    },
    async readSnapshot(learnerId, snapshotId, afterSequence) {
      const result = valueOf(await host.invoke('snapshot.read', { learnerId, snapshotId, afterSequence, limit: PAGE }));
      const { entries } = result;
      return { changes: entries.map(({ change }) => change), lastSequence: entries.at(-1)?.sequence ?? afterSequence };
    },
  };
}

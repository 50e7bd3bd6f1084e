import type { HostClient } from '../../host/host-client';
import type { RewritingPort } from '../../storage';
import { HostError } from './host-error';

const PAGE = 2_000;

/** The rewriting of journal and snapshots as storage wants it, over the host's operations. */
export function createRewritingPort(host: HostClient): RewritingPort {
  return {
    async rewrite(learnerId, bodies) {
      const result = await host.invoke('journal.rewrite', { learnerId, bodies: bodies.map((each) => ({ ...each })) });
      if (!result.ok) throw new HostError(result.error);
    },
    async snapshots(learnerId) {
      const result = await host.invoke('snapshot.list', { learnerId });
      if (!result.ok) throw new HostError(result.error);
      return result.value.snapshots.filter(({ content }) => content !== null).map(({ snapshotId }) => snapshotId);
    },
    async readSnapshot(learnerId, snapshotId, afterSequence) {
      const result = await host.invoke('snapshot.read', { learnerId, snapshotId, afterSequence, limit: PAGE });
      if (!result.ok) throw new HostError(result.error);
      const { entries } = result.value;
      return { changes: entries.map(({ change }) => change), lastSequence: entries.at(-1)?.sequence ?? afterSequence };
    },
  };
}

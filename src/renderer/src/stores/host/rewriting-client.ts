import type { AppContext } from '../../app-context';
import type { RewritingPort } from '../../storage';
import { valueOf } from './host-error';
import { ENTRIES_PER_PAGE, pageOf } from './journal-client';

/** The rewriting port of storage, over the host's operations. */
export function createRewritingPort({ host, pageId: page }: Pick<AppContext, 'host' | 'pageId'>): RewritingPort {
  return {
    async rewrite(learnerId, bodies) {
      return valueOf(await host.invoke('journal.rewrite', { learnerId, page, bodies })).unreadable;
    },
    async snapshots(learnerId) {
      const result = valueOf(await host.invoke('snapshot.list', { learnerId }));
      return result.snapshots.map(({ snapshotId, content }) => content && snapshotId);
    },
    async readSnapshot(learnerId, snapshotId, afterSequence) {
      const input = { learnerId, snapshotId, afterSequence, limit: ENTRIES_PER_PAGE };
      return pageOf(valueOf(await host.invoke('snapshot.read', input)).entries, afterSequence);
    },
  };
}

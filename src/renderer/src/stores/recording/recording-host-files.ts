import { RECORDING_PATH } from '../../../../contract/recording';
import type { HostClient } from '../../host/host-client';
import { valueOf } from '../host/host-error';
import type { RecordingAccess } from './recording-access';

/**
 * Recordings by the desktop host, which knows their paths and serves them under the app's own scheme.
 *
 * @throws HostError from every call that the host refuses
 */
export function hostRecordings(host: HostClient, learnerId: string): RecordingAccess {
  const addressOf = (fileId: string) => ({ address: RECORDING_PATH + fileId, release: () => undefined });
  return {
    usesField: false,
    async choose(kind) {
      const chosen = valueOf(await host.invoke('recording.choose', { learnerId, kind }));
      if (chosen.outcome !== 'chosen') return chosen;
      const { fileId, fileName, fingerprint } = chosen;
      return {
        outcome: 'chosen',
        file: { name: fileName, fingerprint, source: { kind: 'host', fileId } },
        found: { state: 'present', fingerprint, ...addressOf(fileId) },
      };
    },
    take: async () => ({ outcome: 'cancelled' }),
    async find(source) {
      if (source.kind !== 'host') return { state: 'missing' };
      const now = valueOf(await host.invoke('recording.check', { learnerId, fileId: source.fileId }));
      return now.state === 'present' ? { ...now, ...addressOf(source.fileId) } : now;
    },
    allow: async () => undefined,
    async forget(source) {
      if (source.kind === 'host') valueOf(await host.invoke('recording.forget', { learnerId, fileId: source.fileId }));
    },
  };
}

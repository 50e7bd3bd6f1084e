import type { Learner } from '../../../../domain/learner/learner';
import type { HostClient } from '../../host/host-client';
import { LearnerRegistry, StorageError } from '../../storage';
import { HostError } from '../host/host-error';
import type { RemovedElsewhere } from './removed-elsewhere';

/**
 * Where the app stands.
 * - `opening`: a record is being opened
 * - `first-run`: nobody has studied here
 * - `choose`: several have; the picker stands
 * - `add`: a further learner gives their name
 * - `leaving`, `removing`: the record is being put away, or removed; its screens are gone already
 * - `locked`: the record waits for its PIN
 * - `ended`: the record that was open is gone: removed in another window, or by the browser
 * - `removed`: another browser of this computer removed the learner, and something of theirs is here that it didn't have; it is asked what is to come of it
 * - `failed`: `code` is a storage or host error code, `only-snapshots`, or `stopped` where the learner gave the opening up, with a text under `startFailures.<code>`
 */
export type StartState =
  | {
      readonly phase:
        'opening' | 'first-run' | 'choose' | 'add' | 'leaving' | 'removing' | 'locked' | 'ended' | 'ready';
    }
  | ({ readonly phase: 'removed'; readonly learner: Learner } & RemovedElsewhere)
  | { readonly phase: 'failed'; readonly code: string; readonly detail: string };

/**
 * First run, unless earlier states of somebody's record are on this computer: then the rest was lost, and they are offered. Where the browser can't open its usual
 * place of databases nobody is taken for new: somebody's record may be in it, and the folder with the journals elsewhere.
 *
 * @throws HostError; StorageError for a damaged place
 */
export async function startOfNobody(host: HostClient, isBesideDamage: boolean): Promise<StartState> {
  const result = await host.invoke('snapshot.list', {});
  if (!result.ok) throw new HostError(result.error);
  const { removing } = await new LearnerRegistry().read();
  const left = result.value.snapshots.filter(({ learnerId }) => !removing.includes(learnerId));
  if (left.length > 0) return { phase: 'failed', code: 'only-snapshots', detail: `${left.length}` };
  if (isBesideDamage)
    throw new StorageError('damaged', 'The place of the databases can not be opened, and there is no journal.');
  return { phase: 'first-run' };
}

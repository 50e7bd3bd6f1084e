import type { HostClient } from '../../host/host-client';
import { valueOf } from './host-error';

/** Lifts the removal mark of a learner, where there is one. @throws HostError */
export async function liftRemoval(host: HostClient, learnerId: string): Promise<void> {
  valueOf(await host.invoke('learner-removal.lift', { learnerId }));
}

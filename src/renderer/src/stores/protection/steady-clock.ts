import type { SteadyReading } from '../../../../domain/protection/unlock-delay';
import type { HostClient } from '../../host/host-client';

/** The host's clock, which nobody can set; null where the host doesn't answer, and the computer's clock must do. */
export async function readSteadyClock(host: HostClient): Promise<SteadyReading | null> {
  const result = await host.invoke('clock.read', {});
  return result.ok ? result.value : null;
}

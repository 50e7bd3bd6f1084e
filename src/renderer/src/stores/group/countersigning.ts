import { defineStore } from 'pinia';
import { shallowRef, watch } from 'vue';
import type { Delivery } from '../../../../contract/delivery';
import { countersignaturesText } from '../../../../domain/certificate/countersignature-file';
import { bothNames } from '../../../../domain/learner/learner';
import { nowIso, useAppContext } from '../../app-context';
import { failureOf, HostError, valueOf } from '../host/host-error';
import { startDownload } from '../host/start-download';
import { exportText, textPieces } from '../host/text-export';
import { useSession } from '../session/session';
import type { DocumentExportWork } from '../transfer/document-export';

/** Countersignatures on other people's certificates, and their withdrawal; each becomes one file. */
export const useCountersigning = defineStore('countersigning', () => {
  const context = useAppContext();
  const sessionStore = useSession();
  const { host } = context;
  const work = shallowRef<DocumentExportWork>({ phase: 'idle' });
  let running = new AbortController();
  watch(() => sessionStore.current, forget);

  /** Forgets the outcome. */
  function forget(): void {
    running.abort();
    work.value = { phase: 'idle' };
  }

  /** Signs each certificate under the learner's name, and saves all of it as one file. */
  async function sign(credentials: readonly string[], label: string): Promise<void> {
    const name = sessionStore.learner ? bothNames(sessionStore.learner) : '';
    await run(async (signal) => {
      const signedAt = nowIso(context);
      const endorsements: string[] = [];
      for (const credential of credentials) {
        const signed = valueOf(await host.invoke('countersignature.sign', { credential, name, signedAt }));
        signal.throwIfAborted();
        if (signed.outcome === 'refused') throw new HostError({ code: 'signing-failed', message: signed.reason });
        endorsements.push(signed.endorsement);
      }
      return exportText(
        host,
        { kind: 'countersignatures', label },
        textPieces(countersignaturesText(endorsements)),
        signal,
      );
    });
  }

  /** Takes back what this computer's key signed over certificates, as one file. */
  async function withdraw(credentials: readonly string[], label: string): Promise<void> {
    await run(async (signal) => {
      const withdrawal = { credentials: [...credentials], label, withdrawnAt: nowIso(context) };
      const delivery = valueOf(await host.invoke('withdrawal.export', withdrawal));
      signal.throwIfAborted();
      if (delivery.outcome === 'download') startDownload(delivery);
      return delivery;
    });
  }

  async function run(make: (signal: AbortSignal) => Promise<Delivery>): Promise<void> {
    if (work.value.phase === 'working') return;
    const mine = new AbortController();
    running = mine;
    work.value = { phase: 'working' };
    let next: DocumentExportWork;
    try {
      const delivery = await make(mine.signal);
      next = delivery.outcome === 'cancelled' ? { phase: 'cancelled' } : { phase: 'saved', delivery };
    } catch (error) {
      next = { phase: 'failed', ...failureOf(error) };
    }
    if (!mine.signal.aborted) work.value = next;
  }

  return { work, sign, withdraw, forget };
});

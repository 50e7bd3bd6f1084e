import { vi } from 'vitest';
import { cdp } from 'vitest/browser';

/** What of the app ran while something was done. */
export interface ModulesRun {
  /** The source files of which a function ran, from `src/` on, in order. */
  readonly modules: readonly string[];
  /** The stores of each transaction on the browser's databases. */
  readonly transactions: readonly string[];
}

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly { readonly ranges: readonly { readonly count: number }[] }[];
  }[];
}

/** The session as V8's profiler answers it; Vitest types none of its methods. */
interface Profiler {
  send(method: 'Profiler.takePreciseCoverage'): Promise<Coverage>;
  send(method: string, params?: object): Promise<unknown>;
}

/** Takes V8's coverage of a piece of work, and counts its transactions. */
export async function modulesRun(work: () => Promise<unknown>): Promise<ModulesRun> {
  const profiler = cdp() as unknown as Profiler;
  await profiler.send('Profiler.enable');
  await profiler.send('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  // Dexie binds a database's `transaction` when it opens it; what it asks of each transaction can be watched later.
  const transactions = new Map<IDBTransaction, string>();
  const find = IDBTransaction.prototype.objectStore;
  const counting = vi.spyOn(IDBTransaction.prototype, 'objectStore').mockImplementation(function (
    this: IDBTransaction,
    name,
  ) {
    transactions.set(this, [...this.objectStoreNames].join(' '));
    return find.call(this, name);
  });
  try {
    // What ran until now is taken, and counts no more.
    await profiler.send('Profiler.takePreciseCoverage');
    await work();
    const { result } = await profiler.send('Profiler.takePreciseCoverage');
    const ran = result
      .filter(({ functions }) => functions.some(({ ranges }) => ranges.some(({ count }) => count > 0)))
      .map(({ url }) => /\/(src\/(?:renderer|domain|contract)\/[^?]+)/u.exec(url)?.[1]);
    return {
      modules: [...new Set(ran.filter((name) => name !== undefined))].sort(),
      transactions: [...transactions.values()],
    };
  } finally {
    counting.mockRestore();
    await profiler.send('Profiler.stopPreciseCoverage');
  }
}

import type { Halt, Sent } from '../../../../contract/learning-record-store';
import type { GroupStatement } from '../../../../domain/exports/group-statements';

/** Statements of one request: small enough for stores that take 100 KB. */
const BATCH_SIZE = 100;

/** Milliseconds before each further try where the store doesn't say how long; after them it is given up. */
const PAUSES = [2_000, 5_000, 15_000, 30_000, 60_000];

/** Longest time that a store is waited for, in milliseconds. */
const LONGEST_WAIT = 3_600_000;

/** Most statements of which it is told why the store refused them. */
const MAXIMUM_TOLD = 20;

/** A statement that the store refused, with its words. */
export interface ToldStatement {
  readonly statement: GroupStatement;
  readonly words: string;
}

/** How far a sending is. */
export interface SendingCounts {
  readonly accepted: number;
  readonly present: number;
  readonly refused: number;
  /** The first of those that were refused. */
  readonly told: readonly ToldStatement[];
}

/** Before anything was sent. */
export const NOTHING_SENT: SendingCounts = {
  accepted: 0,
  present: 0,
  refused: 0,
  told: [],
};

/** What a sending waits for. */
export interface SendingPause {
  readonly reason: Halt['reason'];
  readonly milliseconds: number;
}

/** What the loop needs of its surroundings. */
export interface SendingSurroundings {
  /** Asks the host. */
  readonly send: (statements: readonly GroupStatement[]) => Promise<Sent>;
  /** Resolves after so many milliseconds. @throws where the sending is cancelled */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Hears of each step; the pause is null while the host is asked. */
  readonly onProgress: (counts: SendingCounts, pause: SendingPause | null) => void;
}

/**
 * Sends statements batch by batch, waits as the store tells, and sends the same bytes again where nothing came back.
 * What a cancelled, killed or halted sending didn't get to is sent by another one: an id is the same fact, and a store
 * counts it once.
 *
 * @returns why it ended before everything was settled; null where everything is
 */
export async function sendInBatches(
  statements: readonly GroupStatement[],
  { send, wait, onProgress }: SendingSurroundings,
): Promise<Halt['reason'] | null> {
  let counts = NOTHING_SENT;
  let rest = statements;
  let tries = 0;
  while (rest.length > 0) {
    const batch = rest.slice(0, BATCH_SIZE);
    onProgress(counts, null);
    const { outcomes, halt } = await send(batch);
    const unsettled = batch.filter((_, index) => (outcomes[index] ?? null) === null);
    batch.forEach((statement, index) => {
      counts = counted(counts, statement, outcomes[index] ?? null);
    });
    rest = [...unsettled, ...rest.slice(batch.length)];
    onProgress(counts, null);
    tries = unsettled.length < batch.length ? 0 : tries;
    if (!halt) continue;
    const pause = pauseFor(halt, tries);
    if (pause === null) return halt.reason;
    onProgress(counts, { reason: halt.reason, milliseconds: pause });
    await wait(pause);
    tries += 1;
  }
  return null;
}

/** How long to wait before the next try, in milliseconds; null where there is none. */
function pauseFor({ reason, seconds }: Halt, tries: number): number | null {
  if (reason !== 'busy' && reason !== 'no-answer' && reason !== 'fault') return null;
  const usual = PAUSES[tries];
  if (usual === undefined) return null;
  const told = seconds === null ? usual : seconds * 1_000;
  return told > LONGEST_WAIT ? null : told;
}

function counted(counts: SendingCounts, statement: GroupStatement, outcome: Sent['outcomes'][number]): SendingCounts {
  if (outcome === null) return counts;
  const told = outcome.outcome === 'refused' ? [{ statement, words: outcome.words }] : [];
  return {
    ...counts,
    [outcome.outcome]: counts[outcome.outcome] + 1,
    told: [...counts.told, ...told].slice(0, MAXIMUM_TOLD),
  };
}

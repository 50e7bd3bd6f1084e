import type { Sending, Sent, StatementOutcome } from '../../../contract/learning-record-store';
import { OperationFailure } from '../../../contract/result';
import { statementId } from '../../../domain/exports/group-statements';
import { statementsAddress } from '../../../domain/exports/store-address';
import { readUntrusted } from '../../../domain/json/untrusted-json';
import { beginningOf } from '../../../domain/text/whole-characters';
import { createStoreClient, SendingHalt, type StoreClient, type StoreClientOptions } from './store-client';

/** Most UTF-16 units of a store's words that are shown. */
const MAXIMUM_WORDS = 300;

type Batch = Sending['statements'];

/**
 * Sends statements as one batch, and what a store doesn't take as one in halves, until each of them is settled or the
 * store must be waited for. Nothing is asked twice here: whoever called sends again what isn't settled.
 *
 * @throws OperationFailure `link-refused` for an address to which nothing is sent, `invalid-input` for an id that isn't
 * the statement's
 * @throws the signal's reason where it is aborted
 */
export async function sendStatements(
  { address, username, password, statements }: Omit<Sending, 'sendingId'>,
  signal: AbortSignal,
  options: Pick<StoreClientOptions, 'requestLimit' | 'now'> = {},
): Promise<Sent> {
  const target = statementsAddress(address);
  if (target === null) throw new OperationFailure('link-refused', 'Statements go to https, or to this computer.');
  if (statements.some((statement) => statementId(statement) !== statement.id))
    throw new OperationFailure('invalid-input', 'The id of a statement is not that of what it says.');
  const store = createStoreClient({ ...options, address: target, username, password, signal });
  const settled = new Map<string, StatementOutcome>();
  const outcomes = (): Sent['outcomes'] => statements.map(({ id }) => settled.get(id) ?? null);
  try {
    await settle(store, statements, settled);
    return { outcomes: outcomes(), halt: null };
  } catch (error) {
    if (!(error instanceof SendingHalt)) throw error;
    const { reason, seconds } = error;
    return { outcomes: outcomes(), halt: { reason, seconds } };
  }
}

async function settle(store: StoreClient, statements: Batch, settled: Map<string, StatementOutcome>): Promise<void> {
  const batches: Batch[] = [statements];
  for (let batch = batches.shift(); batch; batch = batches.shift()) batches.unshift(...(await settleBatch(batch)));

  function settleAs(batch: Batch, outcome: StatementOutcome): void {
    for (const { id } of batch) settled.set(id, outcome);
  }

  /** Sends a batch. What of it isn't settled comes back, in smaller ones. */
  async function settleBatch(batch: Batch): Promise<readonly Batch[]> {
    const { status, text } = await store.post(JSON.stringify(batch));
    switch (status) {
      case 200:
      case 204:
        // A page that says "OK" to everything is no store.
        if (status === 200 && !namesEach(text, batch)) throw new SendingHalt('not-a-store');
        settleAs(batch, { outcome: 'accepted' });
        return [];
      case 400:
      case 413:
        if (batch.length > 1) return halvesOf(batch);
        settleAs(batch, { outcome: 'refused', words: shownWords(text) });
        return [];
      case 401:
      case 403:
        throw new SendingHalt('credentials');
      case 409:
        // The id is made of the fact: what is there under it is the fact, under another name or title perhaps.
        if (batch.length > 1) return halvesOf(batch);
        settleAs(batch, { outcome: 'present' });
        return [];
      default:
        throw new SendingHalt('not-a-store');
    }
  }
}

function halvesOf(batch: Batch): readonly Batch[] {
  const middle = Math.ceil(batch.length / 2);
  return [batch.slice(0, middle), batch.slice(middle)];
}

/** Whether an answer lists the id of each statement, as a store's does. */
function namesEach(text: string, batch: Batch): boolean {
  const ids = readUntrusted(text);
  return Array.isArray(ids) && batch.every(({ id }) => ids.includes(id));
}

/** A store's words as a short text without anything that hides, or turns what stands beside it. */
function shownWords(text: string): string {
  const plain = text
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/[\p{Default_Ignorable_Code_Point}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '');
  return beginningOf(plain.trim(), MAXIMUM_WORDS);
}

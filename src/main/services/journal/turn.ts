import { basename } from 'node:path';
import * as v from 'valibot';
import { pageIdSchema } from '../../../contract/journal-entry';
import { readOwnJson, removeOwnFile, saveOwnJson } from '../files';
import { openedElsewhere } from './journal-failure';

const turnSchema = v.strictObject({
  version: v.literal(1),
  page: pageIdSchema,
  number: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
});

type HeldTurn = v.InferOutput<typeof turnSchema>;

/**
 * Whose turn it is to write one learner's record: the last page that took it, with a number that rises with every page.
 * It is in a file beside the journal, so that a page goes on after a restart of the host. Calls must not overlap.
 */
export class Turn {
  /** Undefined until it is read. */
  private held: HeldTurn | null | undefined;

  constructor(
    private readonly path: string,
    private readonly learnerId: string,
  ) {}

  /** Gives the turn to a page, which keeps it where it has it, and returns its number. */
  async take(page: string): Promise<number> {
    const before = await this.current();
    if (before?.page === page) return before.number;
    this.held = { version: 1, page, number: (before?.number ?? 0) + 1 };
    // On a full or read-only disk the turn is in memory alone: whoever came before would pass after a restart, and then
    // be refused by the cursor where anything was written since.
    await saveOwnJson(this.path, this.held, basename(this.path)).catch(() => undefined);
    return this.held.number;
  }

  /** Refuses a page that isn't the last one that took it, or took it under another number. */
  async check(page: string, number?: number): Promise<void> {
    const held = await this.current();
    if (held?.page !== page || (number !== undefined && held.number !== number)) throw openedElsewhere(this.learnerId);
  }

  /** Deletes the turn, where there is one. @throws OperationFailure with a file code */
  async remove(): Promise<void> {
    this.held = null;
    await removeOwnFile(this.path, basename(this.path));
  }

  private async current(): Promise<HeldTurn | null> {
    if (this.held === undefined) this.held = await readTurn(this.path);
    return this.held;
  }
}

/** A file that can't be read, or holds something else, is nobody's turn: a person takes it. */
async function readTurn(path: string): Promise<HeldTurn | null> {
  const found = v.safeParse(turnSchema, await readOwnJson(path, basename(path)).catch(() => undefined));
  return found.success ? found.output : null;
}

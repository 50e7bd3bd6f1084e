import type { AppContext, NextStart } from '../../app-context';
import { withTimeout } from '../../storage';

/** Milliseconds that the host may take to show that it is there. */
const TIMEOUT = 2_000;

/**
 * Loads the page again after a record was closed. What was typed and shown stays in the memory of a page for as long as
 * anything points to it, and screens, stores, undo lists and libraries do: only a new page has none of it.
 *
 * Without the host there would be no page to come back to. Then the page stays, and false says that it has to go on by
 * itself. True where it is being loaded again: nothing more is to be done.
 */
export async function emptyMemory({ host, page }: AppContext, next: NextStart): Promise<boolean> {
  if (!page) return false;
  const isThere = await withTimeout(host.invoke('app.ping', {}), TIMEOUT).then(
    ({ ok }) => ok,
    () => false,
  );
  if (isThere) page.restart(next);
  return isThere;
}

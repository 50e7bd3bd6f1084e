import type { HostClient } from '../../../src/renderer/src/host/host-client';
import { THIS_PAGE, type JournalPort, type RewritingPort } from '../../../src/renderer/src/storage';
import { createJournalPort } from '../../../src/renderer/src/stores/host/journal-client';
import { createRewritingPort } from '../../../src/renderer/src/stores/host/rewriting-client';

/** The way of a page to a host's journals; of this page where none is named. */
export function journalPort(host: HostClient, pageId: string = THIS_PAGE): JournalPort {
  return createJournalPort({ host, pageId });
}

/** The same for replacing what the host has stored. */
export function rewritingPort(host: HostClient, pageId: string = THIS_PAGE): RewritingPort {
  return createRewritingPort({ host, pageId });
}

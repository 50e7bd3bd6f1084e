/** Events by which Chromium's network service asks for an address, a name or a connection. */
const OUTWARD = new Set([
  'URL_REQUEST_START_JOB',
  'HOST_RESOLVER_MANAGER_REQUEST',
  'TCP_CONNECT',
  'TCP_CONNECT_ATTEMPT',
  'UDP_CONNECT',
]);

interface NetLogEvent {
  readonly type: number;
  readonly params?: Readonly<Record<string, unknown>>;
}

/**
 * Outward events of a log that Chromium wrote (`--log-net-log`), up to the first that asks for `control`; an event a
 * line, in order. The log of a process that still runs has no end.
 * @throws where `control` isn't in it, so that the log shows nothing
 */
export async function foreignEvents(
  lines: AsyncIterable<string> | Iterable<string>,
  control: string,
): Promise<readonly string[]> {
  let names: ReadonlyMap<number, string> | null = null;
  const foreign: string[] = [];
  for await (const line of lines) {
    if (names === null) {
      const { constants } = JSON.parse(`${line.trim().replace(/,$/u, '')}}`) as {
        constants: { logEventTypes: Record<string, number> };
      };
      names = new Map(Object.entries(constants.logEventTypes).map(([name, type]) => [type, name]));
    } else if (line.startsWith('{')) {
      if (line.includes(control)) return foreign;
      // The last line of a log that was ended closes the list too.
      const { type, params = {} } = JSON.parse(line.trim().replace(/\]?,?$/u, '')) as NetLogEvent;
      const name = names.get(type) ?? '';
      if (OUTWARD.has(name)) foreign.push(`${name} ${JSON.stringify(params)}`);
    }
  }
  throw new Error(`The log does not have ${control}, so it says nothing.`);
}

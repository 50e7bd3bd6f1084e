import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { statementId, type GroupStatement } from '../../../src/domain/exports/group-statements';

/** A request that a store got. */
export interface StoreRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What a store does with a request in place of what it usually does; undefined for that. */
export type Misbehaviour = (request: StoreRequest, response: ServerResponse) => boolean | undefined;

/** A learning record store on a real port, as far as statements need one, that can be told to misbehave. */
export interface FakeStore {
  /** Its endpoint. */
  readonly address: string;
  readonly requests: StoreRequest[];
  /** What it has, by id. */
  readonly statements: Map<string, GroupStatement>;
  /** Takes the place of what it does, until it answers undefined. */
  misbehave: Misbehaviour | null;
  readonly stop: () => Promise<void>;
}

/** Answers with a status and a text. */
export function answer(
  response: ServerResponse,
  status: number,
  body: unknown = '',
  headers: Readonly<Record<string, string>> = {},
): true {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
  return true;
}

/** Starts a store. It takes a batch whole or not at all, and refuses one in which an id has another content. */
export async function startFakeStore(): Promise<FakeStore> {
  const requests: StoreRequest[] = [];
  const statements = new Map<string, GroupStatement>();
  const server = createServer((incoming, response) => {
    void (async () => {
      const pieces: Buffer[] = [];
      for await (const piece of incoming as AsyncIterable<Buffer>) pieces.push(piece);
      const { method = '', url: path = '', headers } = incoming;
      const request = { method, path, headers, body: Buffer.concat(pieces).toString() };
      requests.push(request);
      if (store.misbehave?.(request, response) === true) return;
      take(JSON.parse(request.body) as GroupStatement[], response);
    })();
  });

  function take(batch: readonly GroupStatement[], response: ServerResponse): void {
    const conflict = batch.find(({ id, ...rest }) => {
      const known = statements.get(id);
      return known !== undefined && JSON.stringify(known) !== JSON.stringify({ id, ...rest });
    });
    if (conflict) {
      answer(response, 409, { message: `Conflicting statement with id ${conflict.id}` });
      return;
    }
    for (const statement of batch) statements.set(statement.id, statement);
    answer(
      response,
      200,
      batch.map(({ id }) => id),
    );
  }

  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const store: FakeStore = {
    address: `http://127.0.0.1:${port}/xAPI`,
    requests,
    statements,
    misbehave: null,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
  return store;
}

/** A statement on somebody by their number and that of the fact: the same each time. */
export function groupStatement(person: number, fact = 0, name?: string): GroupStatement {
  const statement = {
    actor: {
      objectType: 'Agent',
      ...(name === undefined ? {} : { name }),
      account: { homePage: 'https://network.example/', name: person.toString(16).padStart(64, '0') },
    },
    verb: { id: 'http://adlnet.gov/expapi/verbs/completed', display: { en: 'completed' } },
    object: {
      objectType: 'Activity',
      id: `urn:child-justice-series:module:part-${fact}`,
      definition: { type: 'http://adlnet.gov/expapi/activities/course', name: { en: `Part ${fact}` } },
    },
    result: { completion: true },
    timestamp: '2026-11-20T12:00:00.000Z',
  } as const;
  return { id: statementId(statement), ...statement };
}

import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBuiltBrowserHost, type BuiltBrowserHost } from '../support/built-browser-host';
import { certificateDocument } from '../support/operation-inputs';

const preload = resolve(import.meta.dirname, '../support/without-canvas.cjs');
let host: BuiltBrowserHost;
beforeAll(async () => {
  host = await startBuiltBrowserHost({ NODE_OPTIONS: `--require ${JSON.stringify(preload)}` });
});
afterAll(() => host.stop());

async function valueOf<Value>(name: string, input: unknown): Promise<Value> {
  const { body } = await host.invoke(name, input);
  return (JSON.parse(body) as { readonly value: Value }).value;
}

describe('on a computer without the PDF reader’s optional canvas', () => {
  it('the canvas is hidden, from threads too', () => {
    const program = `new (require('node:worker_threads').Worker)("require('@napi-rs/canvas')", { eval: true })`;
    expect(() => execFileSync(process.execPath, ['--require', preload, '-e', program], { stdio: 'pipe' })).toThrow(
      /is hidden/u,
    );
  });

  it('a genuine certificate is verified as intact', async () => {
    const { credential } = await valueOf<{ credential: string }>('credential.sign', {
      document: certificateDocument,
      evidence: { sectionsRead: 6, questionsAnswered: 12, attempts: 1 },
    });
    const { path } = await valueOf<{ path: string }>('certificate.export', {
      document: certificateDocument,
      credential,
    });
    const answer = await fetch(`${host.origin}${path}`, { headers: { Cookie: host.cookie } });
    const base64 = Buffer.from(await answer.arrayBuffer()).toString('base64');
    expect(await valueOf('credential.verify', { base64 })).toMatchObject({
      outcome: 'checked',
      signature: 'intact',
      maker: 'this-computer',
      page: 'genuine',
    });
  });
});

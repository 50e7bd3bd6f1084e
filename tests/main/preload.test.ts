import { readFileSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import ts from 'typescript';
import { describe, expect, it, vi } from 'vitest';
import { HOST_MESSAGE_CHANNEL, LANGUAGES_SWITCH } from '../../src/contract/host-messages';
import { OPERATION_CHANNEL } from '../../src/contract/operations';
import { builtApp, requireBuiltApp } from '../support/hosts/built-app';

requireBuiltApp();
const source = readFileSync(builtApp.preload, 'utf8');

/** Runs the built preload as Electron's sandbox does: CommonJS with a `require` that knows `electron` alone. */
function run(...argv: readonly string[]) {
  const exposed: [string, unknown][] = [];
  const required: string[] = [];
  const invoke = vi.fn(async () => 'answer');
  const on = vi.fn();
  const electron = {
    contextBridge: { exposeInMainWorld: (key: string, api: unknown) => exposed.push([key, api]) },
    ipcRenderer: { invoke, on },
  };
  const require = (name: string): unknown => {
    required.push(name);
    if (name !== 'electron') throw new Error(`The sandbox has no ${name}.`);
    return electron;
  };
  runInContext(source, createContext({ require, module: { exports: {} }, exports: {}, process: { argv } }));
  return { exposed, invoke, on, required };
}

describe('the built preload', () => {
  it('is one file', () => {
    expect(readdirSync(dirname(builtApp.preload))).toEqual(['index.cjs']);
  });

  it('is CommonJS whose only require is `electron`', () => {
    const file = ts.createSourceFile('index.cjs', source, ts.ScriptTarget.ES2023, true);
    const requires: string[] = [];
    const visit = (node: ts.Node): void => {
      expect(
        ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || node.kind === ts.SyntaxKind.ImportKeyword,
      ).toBe(false);
      if (ts.isCallExpression(node) && node.expression.getText(file) === 'require')
        requires.push(node.arguments[0]?.getText(file) ?? '');
      ts.forEachChild(node, visit);
    };
    visit(file);
    expect(requires).toEqual(['"electron"']);
    expect(run().required).toEqual(['electron']);
  });

  it('exposes two functions and the system’s languages, frozen, and nothing of Electron', () => {
    const { exposed } = run();
    expect(exposed).toHaveLength(1);
    const [key, api] = exposed[0] ?? [];
    expect(key).toBe('childJusticeHost');
    expect(Reflect.ownKeys(api as object)).toEqual(['invoke', 'listen', 'languages']);
    expect(Object.isFrozen(api)).toBe(true);
  });

  it('names the system’s languages as the window’s maker was told them', () => {
    const { exposed } = run('electron', '--type=renderer', `${LANGUAGES_SWITCH}km-KH,en-GB`);
    expect(exposed[0]?.[1]).toMatchObject({ languages: ['km-KH', 'en-GB'] });
  });

  it('speaks on the contract’s channel whatever it is given', async () => {
    const { exposed, invoke } = run();
    const api = exposed[0]?.[1] as { invoke: (...inputs: unknown[]) => Promise<unknown> };
    expect(await api.invoke('app.describe', {}, 'another-channel')).toBe('answer');
    expect(invoke).toHaveBeenCalledExactlyOnceWith(OPERATION_CHANNEL, 'app.describe', {});
  });

  it('passes on the contract’s messages without the event that brought them', () => {
    const { exposed, on } = run();
    const api = exposed[0]?.[1] as { listen: (...inputs: unknown[]) => void };
    const listener = vi.fn();
    api.listen(listener, 'another-channel');
    expect(on).toHaveBeenCalledExactlyOnceWith(HOST_MESSAGE_CHANNEL, expect.any(Function));
    (on.mock.calls[0]?.[1] as (...given: unknown[]) => void)({ sender: {} }, { name: 'lock' }, 'more');
    expect(listener).toHaveBeenCalledExactlyOnceWith({ name: 'lock' });
  });

  it('keeps messages until the page listens: it may be closed, or opened with a file, before it does', () => {
    const { exposed, on } = run();
    const api = exposed[0]?.[1] as { listen: (...inputs: unknown[]) => void };
    const tell = on.mock.calls[0]?.[1] as (...given: unknown[]) => void;
    tell({ sender: {} }, { name: 'file-opened' });
    tell({ sender: {} }, { name: 'keep-drafts', ask: 1 });
    const listener = vi.fn();
    api.listen(listener);
    expect(listener.mock.calls).toEqual([[{ name: 'file-opened' }], [{ name: 'keep-drafts', ask: 1 }]]);
    tell({ sender: {} }, { name: 'lock' });
    expect(listener.mock.calls).toEqual([
      [{ name: 'file-opened' }],
      [{ name: 'keep-drafts', ask: 1 }],
      [{ name: 'lock' }],
    ]);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BROWSER_PAGE_POLICY, CONTENT_SECURITY_POLICY } from '../../src/main/hosts/content-security-policy';
import { builtApp, requireBuiltApp } from '../support/hosts/built-app';

requireBuiltApp();
const mainFolder = join(builtApp.outFolder, 'main');
const bundles = [
  ...readdirSync(mainFolder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => join(mainFolder, name)),
  builtApp.preload,
].map((path) => ({ path, text: readFileSync(path, 'utf8') }));
/** Its scripts start Electron, and could give it switches. */
const manifest = { path: resolve('package.json'), text: readFileSync(resolve('package.json'), 'utf8') };

/** Bundles that import one of these modules of Node, or call what matches. */
function bundlesWith(pattern: RegExp): string[] {
  return bundles.filter(({ text }) => pattern.test(text)).map(({ path }) => path);
}

const modules = (names: string): RegExp => new RegExp(`["'](node:)?(${names})(/[a-z]+)?["']`, 'u');

describe('the built main process', () => {
  it('asks no other computer but a learning record store: only the browser host speaks HTTP, and only to itself', () => {
    expect(bundlesWith(modules('https|http2|tls|dgram|dns'))).toEqual([]);
    expect(bundlesWith(modules('http'))).toEqual([builtApp.browserHostEntry]);
    // A chunk of its own, which is loaded when a coordinator sends statements.
    const asking = bundlesWith(/\bfetch\(/u);
    expect(asking.map((path) => basename(path).replace(/-[\w-]{8}\.js$/u, ''))).toEqual(['learning-record-store']);
    expect(readFileSync(asking[0] ?? '', 'utf8').match(/\bfetch\(/gu)).toHaveLength(1);
    // The lock of a data folder listens and asks at a path alone.
    const connecting = bundlesWith(modules('net')).map((path) => readFileSync(path, 'utf8'));
    expect(connecting.map((text) => text.match(/\bconnect\([^,)]*/gu))).toEqual([['connect(address']]);
    expect(connecting.map((text) => text.match(/\.listen\([^,)]*/gu))).toEqual([['.listen(address']]);
    expect(bundlesWith(/["'](0\.0\.0\.0|::0?)["']/u)).toEqual([]);
  });

  it('starts other programs only where the app is launched, an installer takes over, or a PDF is read', () => {
    const starting = [builtApp.browserHostEntry, builtApp.mainEntry, builtApp.launchEntry];
    expect(bundlesWith(modules('child_process'))).toEqual(starting);
    const [browserHost = '', desktop = ''] = starting.map((path) => readFileSync(path, 'utf8'));
    expect(desktop.match(/\bspawn\(/gu)).toHaveLength(1);
    expect(desktop.match(/\bfork\(/gu)).toEqual(['fork(']);
    expect(desktop).toContain('utilityProcess.fork(');
    expect(browserHost.match(/\b(?:spawn|fork)\(/gu)).toEqual(['fork(']);
    expect(bundlesWith(/\bshell: (?!false)|\bexec(Sync)?\(\s*[`"']/u)).toEqual([]);
  });

  it('runs no text as code, here or in the page', () => {
    expect(bundlesWith(/(?<![\w.])eval\(|\bnew Function\(|executeJavaScript|insertCSS/u)).toEqual([]);
  });

  it('opens its window and the system’s browser in one place each, where they are guarded', () => {
    const count = (call: RegExp): number => bundles.flatMap(({ text }) => text.match(call) ?? []).length;
    expect(count(/\bnew (?:BrowserWindow|BrowserView|WebContentsView)\(/gu)).toBe(1);
    expect(count(/\bopenExternal\(/gu)).toBe(1);
  });

  it.each([
    'NODE_TLS_REJECT_UNAUTHORIZED',
    'rejectUnauthorized',
    'setCertificateVerifyProc',
    'certificate-error',
    // Names are resolved for nobody; no other switch is set.
    String.raw`appendSwitch(?!\("host-resolver-rules", "MAP \* ~NOTFOUND"\))`,
    'appendArgument',
    'no-sandbox',
    'disable-web-security',
    'ignore-certificate-errors',
    'webSecurity',
    'allowRunningInsecureContent',
    'enableBlinkFeatures',
    'experimentalFeatures',
    'allowpopups',
    '@electron/remote',
    'enableRemoteModule',
    'setAsDefaultProtocolClient',
    'remote-debugging-port',
    '--inspect',
    'ELECTRON_DISABLE_SECURITY_WARNINGS',
    'ELECTRON_RENDERER_URL',
    'Access-Control-Allow',
    'openPath',
  ])('has no %s, which would switch a defence off', (word) => {
    const pattern = new RegExp(word, 'iu');
    expect([...bundles, manifest].filter(({ text }) => pattern.test(text)).map(({ path }) => path)).toEqual([]);
  });
});

describe('the process that reads a PDF', () => {
  it('is built as a file of its own, which imports no other and which no other imports', () => {
    const reading = bundles.find(({ path }) => path === join(mainFolder, 'pdf-reading-process.js'));
    expect(reading?.text).not.toMatch(/\bimport\b(?! ?\((?:readerWorker|reader)\))/u);
    expect(bundlesWith(/import\b[^;]*["'][^"']*(?:pdf-reading-process|pdfjs-dist)/u)).toEqual([]);
  });
});

describe('the built page', () => {
  const html = readFileSync(join(builtApp.rendererFolder, 'index.html'), 'utf8');

  it('carries exactly the policy that was agreed on, and the header the same with what works there alone', () => {
    const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/u.exec(html)?.[1];
    expect(policy).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; media-src 'self' blob:; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-src 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types vue dompurify",
    );
    const header = BROWSER_PAGE_POLICY.split('; ');
    expect(header).toContain("frame-ancestors 'none'");
    expect(header.filter((directive) => directive !== "frame-ancestors 'none'").join('; ')).toBe(policy);
    // Both apply where there are two: media of the desktop host come from its own scheme alone.
    expect(CONTENT_SECURITY_POLICY).toBe(BROWSER_PAGE_POLICY.replace(' blob:', ''));
    expect(CONTENT_SECURITY_POLICY).toContain("media-src 'self';");
  });

  it('keeps the browser from what sends notes to another computer: translation, spelling check, next words', () => {
    expect(html).toMatch(/<html lang="en" translate="no" spellcheck="false" writingsuggestions="false">/u);
    expect(html).toContain('<meta name="google" content="notranslate" />');
  });

  it('has nothing inline and nothing from elsewhere', () => {
    expect(html).not.toMatch(/<webview|<script(?![^>]*\bsrc=)|\son[a-z]+=|\bstyle=|<base\b|http-equiv="refresh"/iu);
    expect(html).not.toMatch(/\b(?:src|href)="(?:[a-z]+:)?\/\//iu);
  });

  it('starts from one module, compiled whole and preloaded as a script: so is used again what a start compiled', () => {
    const entries = [...html.matchAll(/<script type="module"[^>]*\bsrc="([^"]+)"/gu)].map(([, src]) => src);
    const preloaded = [...html.matchAll(/<link rel="preload" as="script" crossorigin href="([^"]+)"/gu)];
    expect(entries).toHaveLength(1);
    expect(preloaded.map(([, href]) => href)).toEqual(entries);
    expect(html).not.toContain('modulepreload');
    const entry = readFileSync(join(builtApp.rendererFolder, entries[0] ?? ''), 'utf8');
    expect(entry).toMatch(/^\/\/# allFunctionsCalledOnLoad\n/u);
  });
});

import ts from 'typescript';
import { CONTENT_SECURITY_POLICY } from '../../../src/main/content-security-policy';
import {
  callsOf,
  calleeName,
  forbidCalls,
  forbidMarkup,
  forbidTexts,
  identifiersOf,
  importsOf,
  nodesOf,
  settingsOf,
  type FileRule,
  type ScannedFile,
} from './rule';

const isPage = ({ path }: ScannedFile): boolean => path.startsWith('src/renderer/');

/** The one component that makes HTML of text, after DOMPurify. */
const MAKES_HTML = 'src/renderer/src/components/page/SafeHtml.vue';

/** Addresses that are names and are never asked for, and the browser host's own. */
function isNoRemoteAddress({ path }: ScannedFile, text: string): boolean {
  return (
    text.startsWith('http://www.w3.org/') || (path === 'src/main/http/request-guard.ts' && text === 'http://127.0.0.1:')
  );
}

/** What the page may hold, and what no code may do with text (security-reliability.md 1.1 items 1, 7; 1.4; 1.7). */
export const pageRules: readonly FileRule[] = [
  forbidTexts('insecure-address', /^(http|ws|wss|ftp):/i, isNoRemoteAddress),
  {
    name: 'eval',
    check: (file) => [
      ...callsOf(file, 'eval', 'Function').map((call) => call.getText(file.script)),
      ...nodesOf(file.script)
        .filter((node) => ts.isNewExpression(node))
        .filter((node) => calleeName(node) === 'Function')
        .map((node) => node.getText(file.script)),
    ],
  },
  {
    name: 'timer-with-text',
    check: (file) =>
      callsOf(file, 'setTimeout', 'setInterval')
        .filter(
          ({ arguments: [first] }) =>
            first !== undefined && (ts.isStringLiteralLike(first) || ts.isTemplateExpression(first)),
        )
        .map((call) => call.getText(file.script)),
  },
  {
    name: 'inner-html',
    check: (file) => [
      ...['innerHTML', 'outerHTML', 'srcdoc'].flatMap((name) =>
        settingsOf(file, name).map((value) => `${name} = ${value}`),
      ),
      ...callsOf(file, 'insertAdjacentHTML', 'createContextualFragment', 'setHTMLUnsafe', 'parseFromString').map(
        calleeName,
      ),
      ...callsOf(file, 'write', 'writeln')
        .filter(({ expression }) => /^document\./.test(expression.getText(file.script)))
        .map(calleeName),
    ],
  },
  forbidMarkup('v-html', /\bv-html\b|:innerHTML|\.innerHTML/g, [MAKES_HTML]),
  {
    name: 'page-without-node',
    check: (file) =>
      isPage(file)
        ? [
            ...importsOf(file).filter(
              (module) =>
                module.startsWith('node:') ||
                module === 'electron' ||
                module === '(computed)' ||
                /^(fs|path|os|child_process|crypto)$/.test(module),
            ),
            ...identifiersOf(file, 'require').map(({ parent }) => parent.getText(file.script)),
            ...identifiersOf(file, 'process')
              .filter(({ parent }) => ts.isPropertyAccessExpression(parent) && parent.name.text === 'env')
              .map(({ parent }) => parent.getText(file.script)),
          ]
        : [],
  },
  {
    name: 'window-open',
    check: (file) =>
      isPage(file)
        ? callsOf(file, 'open')
            .map(({ expression }) => expression.getText(file.script))
            // A bare `open` is the window's own, unless the file has one.
            .filter(
              (callee) =>
                /^(window|globalThis|self)\.open$/.test(callee) || (callee === 'open' && !declares(file, 'open')),
            )
        : [],
  },
  forbidMarkup('new-window-links', /target=["']?_blank/gi),
  forbidMarkup('remote-markup', /\b(?:src|href|action|poster|data)=["'](?:https?:|wss?:|ftp:|\/\/)[^"']*/gi),
  forbidMarkup('frames', /<(?:iframe|frame|object|embed|applet|portal)\b/gi),
  forbidMarkup('base-element', /<base\b/gi),
  forbidMarkup('refresh', /http-equiv=["']?refresh/gi),
  forbidMarkup('inline-handlers', /\son[a-z]+=["']/gi),
  // The policy drops it silently, and Vue puts large static blocks in as HTML.
  forbidMarkup('static-style', /(?<![:\w-])style=["']/g),
  forbidMarkup('inline-script', /<script(?![^>]*\bsrc=)[^>]*>/gi),
  {
    name: 'post-message-to-all',
    check: (file) =>
      callsOf(file, 'postMessage')
        .filter(({ arguments: [, target] }) => target?.getText(file.script) === "'*'")
        .map((call) => call.getText(file.script)),
  },
  forbidCalls('service-worker', ['registerServiceWorker']),
  {
    name: 'policy-in-html',
    check: (file) => {
      if (!file.path.endsWith('.html')) return [];
      const content = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(file.markup)?.[1];
      // `frame-ancestors` works only as a header; a meta element with it would only make a console error.
      const expected = CONTENT_SECURITY_POLICY.split('; ').filter(
        (directive) => !directive.startsWith('frame-ancestors'),
      );
      return content === expected.join('; ') ? [] : [content ?? 'no policy'];
    },
  },
];

function declares(file: ScannedFile, name: string): boolean {
  return identifiersOf(file, name).some(
    ({ parent }) =>
      (ts.isFunctionDeclaration(parent) ||
        ts.isVariableDeclaration(parent) ||
        ts.isParameter(parent) ||
        ts.isBindingElement(parent) ||
        ts.isImportSpecifier(parent)) &&
      parent.name?.getText(file.script) === name,
  );
}

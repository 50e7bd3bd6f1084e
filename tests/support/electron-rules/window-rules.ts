import ts from 'typescript';
import {
  callsOf,
  calleeName,
  fixSetting,
  forbidCalls,
  forbidMarkup,
  forbidTexts,
  nodesOf,
  type FileRule,
} from './rule';

const WINDOW_FACTORY = 'src/main/electron/app-window.ts';

/** What a window may be, load and open (security-reliability.md 1.1, items 1-14). */
export const windowRules: readonly FileRule[] = [
  fixSetting('node-integration', 'nodeIntegration', 'false'),
  fixSetting('node-integration-in-worker', 'nodeIntegrationInWorker', 'false'),
  fixSetting('node-integration-in-subframes', 'nodeIntegrationInSubFrames', 'false'),
  fixSetting('context-isolation', 'contextIsolation', 'true'),
  fixSetting('sandbox', 'sandbox', 'true'),
  fixSetting('web-security', 'webSecurity', null),
  fixSetting('insecure-content', 'allowRunningInsecureContent', null),
  fixSetting('experimental-features', 'experimentalFeatures', null),
  fixSetting('enabled-blink-features', 'enableBlinkFeatures', null),
  fixSetting('additional-arguments', 'additionalArguments', null),
  fixSetting('webview-tag', 'webviewTag', 'false'),
  fixSetting('navigate-on-drag-drop', 'navigateOnDragDrop', 'false'),
  fixSetting('remote-module', 'enableRemoteModule', null),
  fixSetting('scheme-bypass-csp', 'bypassCSP', null),
  fixSetting('scheme-cors', 'corsEnabled', null),
  fixSetting('scheme-service-workers', 'allowServiceWorkers', null),
  fixSetting('scheme-extensions', 'allowExtensions', null),
  forbidCalls('load-file', ['loadFile']),
  forbidTexts('file-url', /^file:/i),
  forbidMarkup('webview-element', /<webview\b/gi),
  forbidCalls('execute-javascript', ['executeJavaScript', 'executeJavaScriptInIsolatedWorld', 'insertCSS']),
  {
    name: 'window-factory',
    check: (file) =>
      nodesOf(file.script)
        .filter((node) => ts.isNewExpression(node))
        .map(calleeName)
        .filter(
          (name) =>
            ['BrowserView', 'WebContentsView', 'BaseWindow'].includes(name) ||
            (name === 'BrowserWindow' && file.path !== WINDOW_FACTORY),
        ),
  },
  {
    // What follows must not come from a variable: the first page decides the origin, and with it the database.
    name: 'load-url-constant',
    check: (file) =>
      callsOf(file, 'loadURL')
        .map((call) => call.arguments[0]?.getText(file.script) ?? '')
        .filter((address) => address !== 'APP_START_URL'),
  },
  {
    name: 'window-open-denied',
    check: (file) =>
      callsOf(file, 'setWindowOpenHandler')
        .map((call) => call.getText(file.script))
        .filter((text) => /action:\s*['"`]allow/.test(text) || !/action:\s*'deny'/.test(text)),
  },
  {
    name: 'dev-tools',
    check: (file) => [
      ...fixSetting('', 'devTools', 'options.allowDeveloperTools').check(file),
      ...callsOf(file, 'openDevTools', 'toggleDevTools').map(calleeName),
    ],
  },
];

import { describe, expect, it, vi } from 'vitest';
import { appMenuTemplate, contextMenuTemplate, type ContextFacts } from '../../../../src/main/electron/menus';
import { nativeTexts } from '../../../../src/main/electron/native-texts';

const texts = nativeTexts(['en']).menu;

describe('the application menu', () => {
  const menu = (options: { isMac?: boolean; allowDeveloperTools?: boolean } = {}) =>
    appMenuTemplate({
      texts,
      request: () => undefined,
      isMac: false,
      allowDeveloperTools: false,
      reload: () => undefined,
      ...options,
    });

  it('has developer tools and reloading in an unpackaged app alone', () => {
    expect(JSON.stringify(menu())).not.toMatch(/toggleDevTools|reload/iu);
    expect(JSON.stringify(menu({ allowDeveloperTools: true }))).toMatch(/Reload.*toggleDevTools/u);
  });

  it.each([true, false])('zooms, edits and quits by roles, so that the usual keys work (macOS: %s)', (isMac) => {
    const text = JSON.stringify(menu({ isMac }));
    for (const role of [
      'zoomIn',
      'zoomOut',
      'resetZoom',
      'copy',
      'paste',
      'selectAll',
      'togglefullscreen',
      isMac ? 'appMenu' : 'quit',
    ]) {
      expect(text).toContain(`"role":"${role}"`);
    }
  });

  it('zooms with the keys of every keyboard, with or without Shift and on the number pad', () => {
    const items = menu().flatMap(({ submenu }) => submenu as Electron.MenuItemConstructorOptions[]);
    const keys = items.filter(({ visible }) => visible === false).map(({ role, accelerator }) => [role, accelerator]);
    expect(keys).toEqual([
      ['zoomIn', 'CmdOrCtrl+='],
      ['zoomIn', 'CmdOrCtrl+numadd'],
      ['zoomOut', 'CmdOrCtrl+numsub'],
      ['resetZoom', 'CmdOrCtrl+num0'],
    ]);
  });

  it('asks the window to print and to find words, with the usual keys', () => {
    const request = vi.fn();
    const items = appMenuTemplate({ texts, request, isMac: false, allowDeveloperTools: false, reload: () => undefined })
      .flatMap(({ submenu }) => submenu as Electron.MenuItemConstructorOptions[])
      .filter(({ accelerator }) => accelerator === 'CmdOrCtrl+P' || accelerator === 'CmdOrCtrl+F');
    for (const item of items) item.click?.({} as Electron.MenuItem, undefined, {} as Electron.KeyboardEvent);
    expect(request.mock.calls).toEqual([['print'], ['find']]);
  });
});

describe('the menu of the right mouse button', () => {
  const SECTION = 'app://bundle/index.html#/modules/a/sections/b';
  const entries = (facts: Partial<ContextFacts>): readonly unknown[] =>
    contextMenuTemplate(
      {
        isEditable: false,
        selectionText: '',
        pageURL: 'app://bundle/index.html#/',
        editFlags: { canCut: true, canCopy: true, canPaste: true },
        ...facts,
      },
      { texts, request: () => undefined },
    ).map(({ role, label, type }) => role ?? type ?? label);

  it.each([
    ['nothing', {}, ['selectAll', 'separator', texts.find, texts.print]],
    ['words', { selectionText: 'x' }, ['copy', 'selectAll', 'separator', texts['look-up']]],
    [
      'words of the study text',
      { selectionText: 'x', pageURL: SECTION },
      ['copy', 'selectAll', 'separator', texts['look-up'], texts['note-words']],
    ],
    ['a field', { isEditable: true }, ['cut', 'copy', 'paste', 'selectAll']],
    [
      'words of a field, which no note has a place for',
      { isEditable: true, selectionText: 'x', pageURL: SECTION },
      ['cut', 'copy', 'paste', 'selectAll', 'separator', texts['look-up']],
    ],
    [
      'a PIN, which may not be copied',
      { isEditable: true, selectionText: '••••', editFlags: { canCut: false, canCopy: false, canPaste: true } },
      ['cut', 'copy', 'paste', 'selectAll'],
    ],
  ] as const)('on %s', (_, facts, expected) => {
    expect(entries(facts)).toEqual(expected);
  });
});

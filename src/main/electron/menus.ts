import type { ContextMenuParams, MenuItemConstructorOptions } from 'electron';
import type { NativeTexts } from './native-texts';

/** What an item of the app's own asks the window for. */
export type MenuRequest = 'find' | 'print' | 'look-up' | 'note-words';

/** What every menu has. */
interface MenuParts {
  readonly texts: NativeTexts['menu'];
  readonly request: (what: MenuRequest) => void;
}

/** What the application menu depends on. */
export interface AppMenuOptions extends MenuParts {
  readonly isMac: boolean;
  /** True in an unpackaged app only: reloading and developer tools. */
  readonly allowDeveloperTools: boolean;
  /** Loads the page anew. The role of that name wouldn't let it save what is being typed. */
  readonly reload: () => void;
}

const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' };

/**
 * Further keys of the roles that zoom, whose own are Ctrl with Plus, which asks for Shift on most keyboards, with - and
 * with 0. An item that isn't seen has its key all the same.
 */
const ZOOM_KEYS: readonly MenuItemConstructorOptions[] = (
  [
    ['zoomIn', '='],
    ['zoomIn', 'numadd'],
    ['zoomOut', 'numsub'],
    ['resetZoom', 'num0'],
  ] as const
).map(([role, key]) => ({
  role,
  accelerator: `CmdOrCtrl+${key}`,
  visible: false,
  acceleratorWorksWhenHidden: true,
}));

/**
 * The application menu, by roles where there are such: they carry the keyboard shortcuts, and zoom is how text size is
 * changed by habit.
 */
export function appMenuTemplate({
  texts,
  request,
  isMac,
  allowDeveloperTools,
  reload,
}: AppMenuOptions): MenuItemConstructorOptions[] {
  const developer: MenuItemConstructorOptions[] = allowDeveloperTools
    ? [
        SEPARATOR,
        { label: texts.reload, accelerator: 'CmdOrCtrl+R', click: reload },
        { role: 'toggleDevTools', label: texts.developerTools },
      ]
    : [];
  return [
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    {
      label: texts.file,
      submenu: [
        asking('print', { texts, request }),
        SEPARATOR,
        { role: 'close', label: texts.close },
        ...(isMac ? [] : [SEPARATOR, { role: 'quit' as const, label: texts.quit }]),
      ],
    },
    {
      label: texts.edit,
      submenu: [
        { role: 'undo', label: texts.undo },
        { role: 'redo', label: texts.redo },
        SEPARATOR,
        { role: 'cut', label: texts.cut },
        { role: 'copy', label: texts.copy },
        { role: 'paste', label: texts.paste },
        { role: 'selectAll', label: texts.selectAll },
        SEPARATOR,
        asking('find', { texts, request }),
      ],
    },
    {
      label: texts.view,
      submenu: [
        { role: 'zoomIn', label: texts.zoomIn },
        { role: 'zoomOut', label: texts.zoomOut },
        { role: 'resetZoom', label: texts.resetZoom },
        ...ZOOM_KEYS,
        SEPARATOR,
        { role: 'togglefullscreen', label: texts.fullScreen },
        ...developer,
      ],
    },
    { label: texts.window, submenu: [{ role: 'minimize', label: texts.minimize }] },
    { label: texts.help, role: 'help', submenu: [{ role: 'about', label: texts.about }] },
  ];
}

/** The address of a screen with study text, in which words can get a note. */
const SECTION_ADDRESS = /#\/modules\/[^/]+\/sections\//u;

/** What is under the pointer: a part of Electron's parameters. */
export type ContextFacts = Pick<ContextMenuParams, 'isEditable' | 'selectionText' | 'pageURL'> & {
  readonly editFlags: Pick<ContextMenuParams['editFlags'], 'canCut' | 'canCopy' | 'canPaste'>;
};

/** The menu of the right mouse button: what can be done with the words there. */
export function contextMenuTemplate(
  { isEditable, selectionText, editFlags, pageURL }: ContextFacts,
  parts: MenuParts,
): MenuItemConstructorOptions[] {
  const { texts } = parts;
  // What may not be copied, such as a PIN, is looked up nowhere either.
  const hasWords = selectionText.trim() !== '' && editFlags.canCopy;
  const cut: MenuItemConstructorOptions = { role: 'cut', label: texts.cut, enabled: editFlags.canCut };
  const copy: MenuItemConstructorOptions = { role: 'copy', label: texts.copy, enabled: editFlags.canCopy };
  const paste: MenuItemConstructorOptions = { role: 'paste', label: texts.paste, enabled: editFlags.canPaste };
  const ofWords: readonly MenuRequest[] =
    !isEditable && SECTION_ADDRESS.test(pageURL) ? ['look-up', 'note-words'] : ['look-up'];
  const ofPage: readonly MenuRequest[] = isEditable ? [] : ['find', 'print'];
  const own = hasWords ? ofWords : ofPage;
  return [
    ...(isEditable ? [cut, copy, paste] : hasWords ? [copy] : []),
    { role: 'selectAll', label: texts.selectAll },
    ...(own.length > 0 ? [SEPARATOR, ...own.map((what) => asking(what, parts))] : []),
  ];
}

const KEYS: Partial<Record<MenuRequest, string>> = { find: 'CmdOrCtrl+F', print: 'CmdOrCtrl+P' };

function asking(what: MenuRequest, { texts, request }: MenuParts): MenuItemConstructorOptions {
  const accelerator = KEYS[what];
  return {
    label: texts[what],
    ...(accelerator === undefined ? {} : { accelerator }),
    click: () => {
      request(what);
    },
  };
}

import type { MenuItemConstructorOptions } from 'electron';
import type { NativeTexts } from './native-texts';

/** What the menu depends on. */
export interface AppMenuOptions {
  readonly texts: NativeTexts['menu'];
  readonly isMac: boolean;
  /** True in an unpackaged app only: reloading and developer tools. */
  readonly allowDeveloperTools: boolean;
  /** Loads the page anew. The role of that name wouldn't let it save what is being typed. */
  readonly reload: () => void;
}

/**
 * The application menu, all by roles: they carry the keyboard shortcuts, and zoom is how text size is changed by habit.
 */
export function appMenuTemplate({
  texts,
  isMac,
  allowDeveloperTools,
  reload,
}: AppMenuOptions): MenuItemConstructorOptions[] {
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const developer: MenuItemConstructorOptions[] = allowDeveloperTools
    ? [
        separator,
        { label: texts.reload, accelerator: 'CmdOrCtrl+R', click: reload },
        { role: 'toggleDevTools', label: texts.developerTools },
      ]
    : [];
  return [
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    {
      label: texts.file,
      submenu: [
        { role: 'close', label: texts.close },
        ...(isMac ? [] : [separator, { role: 'quit' as const, label: texts.quit }]),
      ],
    },
    {
      label: texts.edit,
      submenu: [
        { role: 'undo', label: texts.undo },
        { role: 'redo', label: texts.redo },
        separator,
        { role: 'cut', label: texts.cut },
        { role: 'copy', label: texts.copy },
        { role: 'paste', label: texts.paste },
        { role: 'selectAll', label: texts.selectAll },
      ],
    },
    {
      label: texts.view,
      submenu: [
        { role: 'zoomIn', label: texts.zoomIn },
        { role: 'zoomOut', label: texts.zoomOut },
        { role: 'resetZoom', label: texts.resetZoom },
        separator,
        { role: 'togglefullscreen', label: texts.fullScreen },
        ...developer,
      ],
    },
    { label: texts.window, submenu: [{ role: 'minimize', label: texts.minimize }] },
    { label: texts.help, role: 'help', submenu: [{ role: 'about', label: texts.about }] },
  ];
}

/**
 * Libraries that every Windows 10 and 11 has, also those sold without media features ("N"). Visual C++'s runtime
 * (`vcruntime140`, `msvcp140`) isn't among them: it comes with other programs.
 */
const WINDOWS_OWN = new Set(
  `advapi32 avrt bcrypt bcryptprimitives bluetoothapis cfgmgr32 combase comctl32 comdlg32 coremessaging credui crypt32
  cryptbase cryptui d2d1 d3d11 d3d12 d3d9 dbghelp dcomp dhcpcsvc dnsapi dwmapi dwrite dxgi esent fontsub gdi32 gdi32full
  gdiplus hid imm32 iphlpapi kernel32 kernelbase mpr mscoree msimg32 msvcrt mswsock ncrypt ndfapi netapi32 normaliz ntdll
  ole32 oleacc oleaut32 opengl32 pdh powrprof propsys psapi rpcrt4 rstrtmgr secur32 setupapi shcore shell32 shlwapi
  sspicli tdh ucrtbase uiautomationcore urlmon user32 userenv usp10 uxtheme version wevtapi winhttp wininet winmm
  winspool.drv wintrust winusb wlanapi ws2_32 wtsapi32 xmllite`
    .split(/\s+/u)
    .map((name) => (name.includes('.') ? name : `${name}.dll`)),
);

/** Names of Windows' own interfaces, behind which its libraries stand. */
const WINDOWS_INTERFACE = /^(?:api|ext)-ms-win-[a-z0-9-]+\.dll$/u;

/** True where every computer with Windows has the library, whatever else is installed on it. */
export function isWindowsOwn(library: string): boolean {
  const name = library.toLowerCase();
  return WINDOWS_OWN.has(name) || WINDOWS_INTERFACE.test(name);
}

/** Lets the browser save a file that the host keeps behind a one-time address of this origin. */
export function startDownload(path: string, fileName: string): void {
  const link = document.createElement('a');
  link.href = path;
  link.download = fileName;
  link.click();
}

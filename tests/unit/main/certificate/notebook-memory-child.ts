import { MAXIMUM_PRINTED_WEIGHT, weightOfNote } from '../../../../src/contract/printed-notes';
import { typesetNotebook } from '../../../../src/main/services/certificate/document-typesetting';
import { notebookDocument } from '../../../support/inputs/notebook-inputs';
import { typesettingPress } from './certificate-samples';

/**
 * Run as a process of its own: prints notebooks of short lines, one after another, and writes the memory of the process
 * after each, in megabytes. The first argument is a line, the second the number of notebooks, the third their share
 * of the most weight that one may have.
 */
const [line = '', count = '', share = ''] = process.argv.slice(2);
const press = typesettingPress();
// No notebook has a line of another one.
const textOf = (notebook: number, lines: number): string =>
  `${line}${String.fromCharCode(98 + notebook)}\n`.repeat(lines);
const weightOfLine = weightOfNote({ quote: '', text: textOf(0, 1_000) }) / 1_000;
const measured: number[] = [];
for (let notebook = 0; notebook < Number(count); notebook += 1) {
  const text = textOf(notebook, Math.floor((MAXIMUM_PRINTED_WEIGHT * Number(share)) / weightOfLine));
  await typesetNotebook(press, { ...notebookDocument, sections: [{ title: 'A', notes: [{ quote: '', text }] }] });
  measured.push(Math.round(process.memoryUsage.rss() / 1_000_000));
}
process.stdout.write(JSON.stringify(measured));

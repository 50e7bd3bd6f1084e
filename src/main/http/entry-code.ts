import { randomInt, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { CONTENT_SECURITY_POLICY } from '../hosts/content-security-policy';
import { sendBytes, sendText } from './responses';

/** Where the page with the question for the code sends it. */
export const ENTRY_CODE_PATH = '/code';

/** No letters or digits that look alike. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const LENGTH = 8;

/** Wrong codes of one start; then nobody enters until the next. Of 8.5 x 10^11 codes, ten are nothing. */
const MAXIMUM_TRIES = 10;

/** Longest form that is read, in bytes. */
const MAXIMUM_FORM_BYTES = 1_024;

/**
 * A code that the terminal shows and the first page asks for (`CJS_CODE=1`): on a system that doesn't tell whose
 * program connects, only who sees the terminal gets the session. Each code lets one browser in.
 */
export interface EntryCode {
  /** Asks for the code, in place of the app's page. */
  ask(response: ServerResponse): void;
  /** Takes the code from the page's form: with the right one, the browser gets the cookie and goes to the app. */
  take(request: IncomingMessage, response: ServerResponse, cookie: string): Promise<void>;
}

/**
 * Reads `CJS_CODE`: `1` asks for the code, `0` or nothing doesn't. What means neither asks for it and says so: a switch
 * that protects is never off by a slip. (`set CJS_CODE=1 && npm start` on Windows has a blank behind it.)
 */
export function wantsEntryCode(
  environment: Readonly<Record<string, string | undefined>>,
  print: (line: string) => void,
): boolean {
  const value = (environment['CJS_CODE'] ?? '').trim();
  if (value === '' || value === '0') return false;
  if (value !== '1') print(`CJS_CODE is 1 or 0, not "${value}"; it is taken for 1.`);
  return true;
}

/** Makes the first code and prints it; `print` also gets every later one. */
export function createEntryCode(print: (line: string) => void, makeCode = randomCode): EntryCode {
  let wrong = 0;
  let code = nextCode();

  function nextCode(): string {
    const made = makeCode();
    print(`Code for the browser's first page: ${made.slice(0, 4)}-${made.slice(4)}`);
    return made;
  }

  function isRight(given: string): boolean {
    const [a, b] = [Buffer.from(given), Buffer.from(code)];
    return a.length === b.length && timingSafeEqual(a, b);
  }

  return {
    ask(response) {
      sendPage(response, 200, '');
    },
    async take(request, response, cookie) {
      const form = await readForm(request);
      if (form === null) return sendText(response, 413, 'That is not a code.');
      if (wrong >= MAXIMUM_TRIES)
        return sendText(
          response,
          403,
          'There were too many wrong codes. Close the app in the terminal and start it again.',
        );
      const given = (new URLSearchParams(form).get('code') ?? '').toUpperCase().replace(/[\s-]/gu, '');
      if (!isRight(given)) {
        wrong += 1;
        if (wrong === MAXIMUM_TRIES)
          print('Ten wrong codes were typed: no further browser gets in until the next start.');
        return sendPage(response, 403, '<p role="alert">That was not the code.</p>');
      }
      code = nextCode();
      sendText(response, 303, 'The app is at /', { Location: '/', 'Set-Cookie': cookie });
    },
  };
}

function randomCode(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

/** Null where it is longer than any code. */
async function readForm(request: IncomingMessage): Promise<string | null> {
  let form = '';
  for await (const chunk of request as AsyncIterable<Buffer>) {
    form += chunk.toString('latin1');
    if (form.length > MAXIMUM_FORM_BYTES) return null;
  }
  return form;
}

/**
 * The page's own policy and referrer: its form may send to here, and with no referrer at all the browser would send no
 * Origin, which the guard asks for.
 */
function sendPage(response: ServerResponse, status: number, message: string): void {
  sendBytes(response, status, Buffer.from(page(message)), {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': CONTENT_SECURITY_POLICY.replace("form-action 'none'", "form-action 'self'"),
    'Referrer-Policy': 'same-origin',
  });
}

const page = (message: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Child Justice Series</title>
<h1>Child Justice Series</h1>
<form method="post" action="${ENTRY_CODE_PATH}" autocomplete="off">
<p>The terminal in which the app was started shows a code.</p>
${message}
<p><label>Code <input name="code" autocomplete="off" autocapitalize="characters" spellcheck="false" autofocus required></label> <button>Open</button></p>
</form>
</html>
`;

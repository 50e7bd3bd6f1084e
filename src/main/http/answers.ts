import type { ServerResponse } from 'node:http';
import { SECURITY_HEADERS } from '../content-security-policy';

/** Answers with JSON and the security headers; never cached. */
export function answerJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  answerBytes(response, status, Buffer.from(JSON.stringify(value)), {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    ...headers,
  });
}

/** Answers with a line of text and the security headers: what a person sees whose browser was refused. */
export function answerText(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  answerBytes(response, status, Buffer.from(`${text}\n`), {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    ...headers,
  });
}

/** Answers with bytes and the security headers. Node itself leaves the body of a HEAD request out. */
export function answerBytes(
  response: ServerResponse,
  status: number,
  bytes: Uint8Array,
  headers: Readonly<Record<string, string>>,
): void {
  response.writeHead(status, { ...SECURITY_HEADERS, 'Content-Length': bytes.byteLength, ...headers });
  response.end(bytes);
}

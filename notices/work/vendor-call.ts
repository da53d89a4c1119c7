/** One request to a vendor, with the app's token, which is kept until it ends and asked for anew when the vendor does not know it any more. */
import { cutText } from '../../domain/text/shown.ts';
import { oneLine } from '../mail.ts';
import type { Refused } from './work-app.ts';

const TIMEOUT_MS = 8_000;
/** A token that ends in a moment is not used any more. */
const SPARE_MS = 300_000;

export type Answer = Readonly<Record<string, unknown>>;
export type Judged = 'OK' | 'TOKEN' | Refused['result'];
type Method = 'GET' | 'POST' | 'PATCH';
export type Call = { readonly method: Method; readonly url: string; readonly headers?: Readonly<Record<string, string>>; readonly body?: object };

/** What the vendor answered. Error: nobody answered, or not in JSON; its message holds no address, which can hold the token. */
export async function ask({ method, url, headers = {}, body }: Call): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => {
    throw new Error('no answer');
  });
  if (response.status === 429) return { throttled: true };
  return Object(await response.json().catch(() => ({ code: response.status }))) as Answer; // an object, by Object()
}

export type Minted = { readonly token: string; readonly seconds: number } | Refused;

/** `judge`: what an answer means. `mint`: a token by the app's secret. */
export class VendorApp {
  readonly #mint: () => Promise<Minted>;
  readonly #judge: (answer: Answer) => Judged;
  readonly #now: () => number;
  #kept: { readonly token: string; readonly until: number } | null = null;
  #minting: Promise<Minted> | null = null;

  constructor({
    mint,
    judge,
    now = Date.now,
  }: {
    readonly mint: () => Promise<Minted>;
    readonly judge: (answer: Answer) => Judged;
    readonly now?: () => number;
  }) {
    this.#mint = mint;
    this.#judge = judge;
    this.#now = now;
  }

  /** One at a time: vendors end the token before when they give a new one. */
  async token(): Promise<string | Refused> {
    if (this.#kept !== null && this.#now() < this.#kept.until) return this.#kept.token;
    this.#minting ??= this.#mint()
      .catch((): Minted => ({ result: 'LATER', reply: 'no answer' }))
      .finally(() => {
        this.#minting = null;
      });
    const minted = await this.#minting;
    if ('result' in minted) return minted;
    this.#kept = { token: minted.token, until: this.#now() + Math.max(0, minted.seconds * 1_000 - SPARE_MS) };
    return minted.token;
  }

  async call(made: (token: string) => Call): Promise<{ readonly answer: Answer } | Refused> {
    for (let tries = 0; ; tries += 1) {
      const token = await this.token();
      if (typeof token !== 'string') return token;
      const answer = await ask(made(token)).catch(() => null);
      if (answer === null) return { result: 'LATER', reply: 'no answer' };
      const judged = answer.throttled === true ? 'THROTTLED' : this.#judge(answer);
      if (judged === 'OK') return { answer };
      if (judged !== 'TOKEN') return { result: judged, reply: replyOf(answer) };
      this.#kept = null;
      if (tries > 0) return { result: 'OURS', reply: replyOf(answer) };
    }
  }
}

/** By its number; what stands beside it can repeat what was sent. */
export const replyOf = ({ errcode, sub_code: sub, code }: Answer): string =>
  cutText(
    oneLine(
      [errcode ?? code ?? '', sub ?? '']
        .map(String)
        .filter((part) => part !== '')
        .join(' '),
    ),
    60,
  );

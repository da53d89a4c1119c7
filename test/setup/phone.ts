/** A parent's phone before a public questionnaire. */
import { inject } from 'vitest';

const { apiUrl } = inject('service');

/** A browser without script: it keeps its cookie and what stands in hidden fields. */
export class Phone {
  #cookie = '';
  #stamp = '';
  readonly #address: string;
  constructor(address: string) {
    this.#address = address;
  }
  async open() {
    const answer = await fetch(this.#address, { headers: { cookie: this.#cookie } });
    const cookies = answer.headers.getSetCookie().map((one) => one.split(';')[0] ?? '');
    if (cookies.length > 0) this.#cookie = cookies.join('; ');
    return this.#read(answer);
  }
  async send(fields: Readonly<Record<string, string>>, stamp = this.#stamp) {
    const body = new URLSearchParams({ consent: 'yes', stamp, ...fields });
    return this.#read(await fetch(this.#address, { method: 'POST', redirect: 'manual', headers: { cookie: this.#cookie, origin: apiUrl }, body }));
  }
  async #read(answer: Response) {
    const html = await answer.text();
    this.#stamp = /name="stamp" value="([^"]+)"/.exec(html)?.[1] ?? this.#stamp;
    return {
      status: answer.status,
      html,
      faults: [...html.matchAll(/href="#q-(\w+)"/g)].map(([, key]) => key),
      policy: answer.headers.get('content-security-policy') ?? '',
    };
  }
}

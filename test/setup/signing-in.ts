/** Signing in with a browser, as tests do it: a code read from its mail, a cookie taken from an answer. */
import { inject } from 'vitest';
import { mailsAfter } from '../../scripts/demo/http.ts';

const { apiUrl, outboxUrl } = inject('service');

/** The code of a mail to this person (or that names somebody so) that nobody has taken yet; waits for it. */
const taken = new Set<string>();
export async function codeSentTo(person: string, named = '\u0000'): Promise<string> {
  for (let tries = 0; tries < 300; tries += 1) {
    const mails = await mailsAfter(outboxUrl, 0);
    for (const { to, subject, text, id } of mails.filter((mail) => mail.subject.includes('登录验证码') || mail.subject.includes('Sign-in code'))) {
      const code = /\b\d{6}\b/.exec(text)?.[0];
      const key = `${person} ${id} ${subject}`;
      if (code === undefined || taken.has(key) || !(to.startsWith(`${person}@`) || text.includes(named))) continue;
      taken.add(key);
      return code;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no code for ${person}`);
}

export const cookieOf = (answer: Response): string => answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';

/** A browser's cookie of somebody of the example. */
export async function signedIn(person: string): Promise<string> {
  const answer = await fetch(`${apiUrl}/api/v1/sign-in/example`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person }),
  });
  return cookieOf(answer);
}

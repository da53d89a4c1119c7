/** A real OIDC provider (oidc-provider) with two people of a county, whose pages are pressed through by a test. */
import http from 'node:http';
import OidcProvider from 'oidc-provider';

export type OidcPerson = { readonly sub: string; readonly email: string; readonly verified: boolean };
export const OIDC_CLIENT = { id: 'tuojian', secret: 'a-secret-of-the-tests' } as const;

export async function startOidc(people: readonly OidcPerson[], redirectUri: string) {
  const server = http.createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const issuer = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const provider = new OidcProvider(issuer, {
    clients: [
      {
        client_id: OIDC_CLIENT.id,
        client_secret: OIDC_CLIENT.secret,
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true } },
    findAccount: (_context, sub) => {
      const found = people.find((person) => person.sub === sub);
      return found && { accountId: sub, claims: () => ({ sub, email: found.email, email_verified: found.verified }) };
    },
  });
  const handle = provider.callback();
  return {
    discoveryUrl: `${issuer}/.well-known/openid-configuration`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A browser that keeps cookies by host, and follows redirects until it would leave the provider. */
export async function pressThrough(start: string, sub: string): Promise<string> {
  const jar = new Map<string, string>();
  const origin = new URL(start).origin;
  let url = start;
  let form: URLSearchParams | null = null;
  for (let step = 0; step < 12; step += 1) {
    const answer: Response = await fetch(url, {
      redirect: 'manual',
      method: form === null ? 'GET' : 'POST',
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form === null ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(form === null ? {} : { body: form.toString() }),
    });
    for (const set of answer.headers.getSetCookie()) {
      const [pair = ''] = set.split(';');
      const at = pair.indexOf('=');
      jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    form = null;
    const location = answer.headers.get('location');
    if (location !== null) {
      url = new URL(location, url).href;
      if (new URL(url).origin !== origin) return url;
      continue;
    }
    const page = await answer.text();
    const action = /<form[^>]* action="([^"]+)"/.exec(page)?.[1];
    if (action === undefined) throw new Error(`the provider shows ${answer.status}: ${page.slice(0, 300)}`);
    form = new URLSearchParams(page.includes('name="login"') ? { prompt: 'login', login: sub, password: 'x' } : { prompt: 'consent' });
    url = new URL(action, url).href;
  }
  throw new Error('the provider leads nowhere');
}

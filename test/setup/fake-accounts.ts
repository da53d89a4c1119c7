/**
 * The pages and interfaces by which DingTalk, WeCom and Feishu sign somebody in: they check what the real ones check and
 * refuse as they do (ecosystem 6). Written from the vendors' words, apart from the code that speaks to them. A code is good once.
 */
import { createHash, randomUUID } from 'node:crypto';
import http from 'node:http';
import { fakeWorkMessages } from './fake-work-messages.ts';

const APPS = {
  dingtalk: { id: 'ding-app', secret: 'ding-secret', agent: '3000001' },
  wecom: { id: 'ww-corp', secret: 'wecom-secret', agent: '1000002' },
  feishu: { id: 'cli_feishu', secret: 'feishu-secret' },
} as const;
type Vendor = keyof typeof APPS;
type Body = Readonly<Record<string, unknown>>;
type Asked = { readonly url: URL; readonly headers: http.IncomingHttpHeaders; readonly body: Body };
type Given = { readonly vendor: Vendor; readonly account: string; readonly redirect: string; readonly challenge: string };

export async function startFakeAccounts() {
  const codes = new Map<string, Given>();
  const tokens = new Map<string, { readonly vendor: Vendor; readonly account: string }>();
  /** Whoever sits at the browser, as the vendor knows them. */
  const who: Record<Vendor, string> = { dingtalk: 'union-1', wecom: 'userid-1', feishu: 'on_1' };
  const work = fakeWorkMessages(APPS, (token) => tokens.get(token)?.account === 'app');
  const take = (vendor: Vendor, code: unknown): Given | null => {
    const found = codes.get(String(code));
    codes.delete(String(code));
    return found?.vendor === vendor ? found : null;
  };
  const mint = (vendor: Vendor, account: string): string => {
    const token = `tok-${randomUUID()}`;
    tokens.set(token, { vendor, account });
    return token;
  };
  /** The page on which somebody says yes: sends the browser back with a code. */
  const authorize = (vendor: Vendor, { url }: Asked, wanted: Readonly<Record<string, string>>): { readonly redirect: string } | object => {
    const say = url.searchParams;
    for (const [name, value] of Object.entries(wanted)) if (say.get(name) !== value) return { error: `bad ${name}` };
    const redirect = say.get('redirect_uri') ?? '';
    if (redirect === '' || (say.get('state') ?? '') === '') return { error: 'redirect_uri and state are needed' };
    const code = randomUUID();
    codes.set(code, { vendor, account: who[vendor], redirect, challenge: say.get('code_challenge') ?? '' });
    const back = new URL(redirect);
    back.searchParams.set('code', code);
    back.searchParams.set('state', say.get('state') ?? '');
    // 钉钉 says it under a name of its own as well.
    if (vendor === 'dingtalk') back.searchParams.set('authCode', code);
    return { redirect: back.href };
  };
  const answers: Readonly<Record<string, (asked: Asked) => object>> = {
    // Of the fake alone: who sits there next.
    'POST /who': ({ body }) => Object.assign(who, body),
    'GET /dingtalk/oauth2/auth': (asked) =>
      authorize('dingtalk', asked, { client_id: APPS.dingtalk.id, response_type: 'code', scope: 'openid', prompt: 'consent' }),
    'POST /dingtalk/v1.0/oauth2/userAccessToken': ({ body }) => {
      if (body.clientId !== APPS.dingtalk.id || body.clientSecret !== APPS.dingtalk.secret) return { status: 400, code: 'invalidClientIdOrSecret' };
      if (body.grantType !== 'authorization_code') return { status: 400, code: 'invalidParameter.grantType' };
      const found = take('dingtalk', body.code);
      return found === null ? { status: 400, code: 'invalidParameter.authCode' } : { accessToken: mint('dingtalk', found.account), expireIn: 7_200 };
    },
    'GET /dingtalk/v1.0/contact/users/me': ({ headers }) => {
      const found = tokens.get(String(headers['x-acs-dingtalk-access-token']));
      return found?.vendor === 'dingtalk' ? { unionId: found.account, nick: '张' } : { status: 400, code: 'InvalidAuthentication' };
    },
    'GET /wecom/wwlogin/sso/login': (asked) => authorize('wecom', asked, { login_type: 'CorpApp', appid: APPS.wecom.id, agentid: APPS.wecom.agent }),
    'GET /wecom/cgi-bin/gettoken': ({ url }) => {
      const { searchParams } = url;
      const right = searchParams.get('corpid') === APPS.wecom.id && searchParams.get('corpsecret') === APPS.wecom.secret;
      return right
        ? { errcode: 0, errmsg: 'ok', access_token: mint('wecom', 'app'), expires_in: 7_200 }
        : { errcode: 40013, errmsg: 'invalid corpid' };
    },
    'GET /wecom/cgi-bin/auth/getuserinfo': ({ url }) => {
      if (tokens.get(url.searchParams.get('access_token') ?? '')?.account !== 'app') return { errcode: 40014, errmsg: 'invalid access_token' };
      const found = take('wecom', url.searchParams.get('code'));
      if (found === null) return { errcode: 40029, errmsg: 'invalid code' };
      return { errcode: 0, errmsg: 'ok', ...(found.account.startsWith('outside') ? { openid: found.account } : { userid: found.account }) };
    },
    'GET /feishu/open-apis/authen/v1/authorize': (asked) => authorize('feishu', asked, { client_id: APPS.feishu.id, response_type: 'code' }),
    'POST /feishu/open-apis/authen/v2/oauth/token': ({ body }) => {
      if (body.client_id !== APPS.feishu.id || body.client_secret !== APPS.feishu.secret)
        return { status: 400, code: 20002, error: 'invalid_client' };
      const found = take('feishu', body.code);
      if (found === null || body.redirect_uri !== found.redirect) return { status: 400, code: 20003, error: 'invalid_grant' };
      const challenge = createHash('sha256').update(String(body.code_verifier)).digest('base64url');
      if (challenge !== found.challenge) return { status: 400, code: 20049, error: 'invalid_grant' };
      return { code: 0, access_token: mint('feishu', found.account), token_type: 'Bearer', expires_in: 7_200 };
    },
    'GET /feishu/open-apis/authen/v1/user_info': ({ headers }) => {
      const found = tokens.get(/^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '');
      return found?.vendor === 'feishu'
        ? { code: 0, msg: 'success', data: { union_id: found.account, open_id: `ou_${found.account}`, name: '张' } }
        : { status: 401, code: 20005, msg: 'invalid access token' };
    },
  };
  const server = http.createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const body = text === '' ? {} : (JSON.parse(text) as Body);
    const asked = { url, headers: request.headers, body };
    const answer = answers[`${request.method} ${url.pathname}`]?.(asked) ?? work.answer(request.method ?? '', asked) ?? { status: 404 };
    if ('redirect' in answer) return void response.writeHead(302, { location: String(answer.redirect) }).end();
    const status = 'status' in answer ? Number(answer.status) : 'error' in answer ? 400 : 200;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const at = (vendor: Vendor) => ({ login: `${origin}/${vendor}`, api: `${origin}/${vendor}` });
  return {
    url: origin,
    work,
    /** As TUOJIAN_SIGN_IN_PROVIDERS names them. */
    providers: [
      {
        kind: 'DINGTALK',
        id: 'dingtalk',
        name: { zh: '钉钉', en: 'DingTalk' },
        clientId: APPS.dingtalk.id,
        clientSecret: APPS.dingtalk.secret,
        ...at('dingtalk'),
        oapi: `${origin}/dingtalk`,
        agentId: APPS.dingtalk.agent,
        workNotices: true,
      },
      {
        kind: 'WECOM',
        id: 'wecom',
        name: { zh: '企业微信', en: 'WeCom' },
        clientId: APPS.wecom.id,
        clientSecret: APPS.wecom.secret,
        agentId: APPS.wecom.agent,
        workNotices: true,
        ...at('wecom'),
      },
      {
        kind: 'FEISHU',
        id: 'feishu',
        name: { zh: '飞书', en: 'Feishu' },
        clientId: APPS.feishu.id,
        clientSecret: APPS.feishu.secret,
        ...at('feishu'),
        workNotices: true,
      },
    ] as const,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

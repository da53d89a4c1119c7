/**
 * DingTalk, WeCom and Feishu as far as a group bot sees them: they check signatures, count, and refuse as the real ones do
 * (ecosystem 6). Written from the vendors' words, apart from the code that speaks to them.
 */
import { createHmac } from 'node:crypto';
import http from 'node:http';

export type PostedCard = { readonly vendor: string; readonly at: number; readonly body: Record<string, unknown> };

const SECRETS = { dingtalk: 'SEC-ding', feishu: 'SEC-fei', wecom: 'key-wecom' } as const;

export async function startFakeVendors(limits = { dingtalk: 20, wecom: 20, feishu: 100 }) {
  const posted: PostedCard[] = [];
  const recent = (vendor: string): number => posted.filter((post) => post.vendor === vendor && Date.now() - post.at < 60_000).length;
  const answers: Record<string, (url: URL, body: Record<string, unknown>) => object> = {
    dingtalk: (url, body) => {
      const timestamp = url.searchParams.get('timestamp') ?? '';
      const wanted = createHmac('sha256', SECRETS.dingtalk).update(`${timestamp}\n${SECRETS.dingtalk}`).digest('base64');
      if (url.searchParams.get('access_token') !== 'ding') return { errcode: 300001, errmsg: 'token is not exist' };
      if (Math.abs(Date.now() - Number(timestamp)) > 3_600_000) return { errcode: 310000, errmsg: 'invalid timestamp' };
      if (url.searchParams.get('sign') !== wanted) return { errcode: 310000, errmsg: 'sign not match' };
      if (recent('dingtalk') >= limits.dingtalk) return { errcode: 130101, errmsg: 'send too fast' };
      return record('dingtalk', body, { errcode: 0, errmsg: 'ok' });
    },
    wecom: (url, body) => {
      if (url.searchParams.get('key') !== SECRETS.wecom) return { errcode: 93000, errmsg: 'invalid webhook url' };
      if (recent('wecom') >= limits.wecom) return { errcode: 45009, errmsg: 'api freq out of limit' };
      return record('wecom', body, { errcode: 0, errmsg: 'ok' });
    },
    feishu: (_url, body) => {
      const timestamp = String(body.timestamp);
      const wanted = createHmac('sha256', `${timestamp}\n${SECRETS.feishu}`).digest('base64');
      if (body.sign !== wanted || Math.abs(Date.now() / 1_000 - Number(timestamp)) > 3_600) return { code: 19021, msg: 'sign match fail' };
      if (recent('feishu') >= limits.feishu) return { code: 11232, msg: 'frequency limited' };
      return record('feishu', body, { code: 0, msg: 'success' });
    },
  };
  const record = (vendor: string, body: Record<string, unknown>, answer: object): object => {
    posted.push({ vendor, at: Date.now(), body });
    return answer;
  };
  const server = http.createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    response.setHeader('content-type', 'application/json');
    if (request.method === 'GET') return void response.end(JSON.stringify(posted));
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const answer = answers[url.pathname.slice(1)];
    response.end(JSON.stringify(answer?.(url, JSON.parse(Buffer.concat(chunks).toString())) ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  return {
    url,
    posted: () => posted,
    /** What the programme's bots are configured with. */
    bots: (programme: string) => [
      {
        name: 'ding',
        vendor: 'DINGTALK',
        url: `${url}/dingtalk?access_token=ding`,
        secret: SECRETS.dingtalk,
        programme,
        topics: ['TALK'],
        locale: 'zh-CN',
      },
      { name: 'wecom', vendor: 'WECOM', url: `${url}/wecom?key=${SECRETS.wecom}`, programme, topics: ['TALK'], locale: 'zh-CN' },
      { name: 'fei', vendor: 'FEISHU', url: `${url}/feishu`, secret: SECRETS.feishu, programme, topics: ['TASKS'], locale: 'en' },
    ],
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

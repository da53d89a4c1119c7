import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerProblem, noteWritten, pageOfForm } from '../../api/person-problem.ts';
import { type EdgeCode, problemOf } from '../../api/problem.ts';

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';
let url: string;
let close: () => void;
beforeAll(async () => {
  const app = express();
  app.use((request, response) => {
    const page = pageOfForm(request);
    if (page !== null) return response.redirect(303, page);
    if (request.method === 'POST') noteWritten(response, ['请补充报价单，\n并说明安装费']);
    answerProblem(request, response, problemOf(String(request.query.code) as EdgeCode));
  });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
  close = () => server.close();
});
afterAll(() => close());

const ask = (path: string, accept: string, method = 'GET') =>
  fetch(`${url}${path}`, { method, redirect: 'manual', headers: { accept, 'accept-language': 'zh-CN' } });

describe('whatever goes wrong', () => {
  it.each([
    ['UNAVAILABLE', 503, '服务暂不可用'],
    ['NOT_CONFIRMED', 503, '尚未确认'],
    ['INTERNAL', 500, '服务出错'],
    ['TOO_LARGE', 413, '内容过大'],
    ['WRONG_SHAPE', 422, '没有这个页面'],
    ['NOT_FOUND', 404, '没有这个页面'],
  ])('with %s a person gets a page with what they wrote, and a program the problem', async (code, status, words) => {
    const page = await ask(`/task/x?code=${code}`, BROWSER, 'POST');
    expect(page.status).toBe(status);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const html = await page.text();
    expect(html).toContain(`<h1>${words}</h1>`);
    expect(html).toContain('请补充报价单，\n并说明安装费');
    expect(html).not.toMatch(/href="\?lang=/);
    expect(await (await ask(`/task/x?code=${code}`, '*/*', 'POST')).json()).toMatchObject({ code, status });
    expect(await (await ask(`/api/v1/me?code=${code}`, BROWSER)).json()).toMatchObject({ code });
  });

  it('the address of a form, loaded again, leads to its page in the language that was asked for', async () => {
    const page = `/task/${'a'.repeat(24)}`;
    for (const form of ['decision', 'code', 'link']) expect((await ask(`${page}/${form}`, BROWSER)).headers.get('location')).toBe(page);
    expect((await ask(`${page}/decision?lang=en`, BROWSER)).headers.get('location')).toBe(`${page}?lang=en`);
    expect((await ask(`${page}/decision?lang=//evil.example`, BROWSER)).headers.get('location')).toBe(page);
    expect((await ask(`${page}/files?code=NOT_FOUND`, BROWSER)).status).toBe(404);
  });
});

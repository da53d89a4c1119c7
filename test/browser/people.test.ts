/** From an invitation to a role that two people gave, and to somebody who leaves: as the office does it in a browser. */
import { randomUUID } from 'node:crypto';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { BROWSER_ARGS, findBrowser } from '../../scripts/browser.ts';
import { deskOf } from '../setup/console-page.ts';
import { client } from '../setup/office.ts';

const { apiUrl, tokens } = inject('service');
let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
});
afterAll(() => browser.close());

const pageOf = (person: string, address: string): Promise<Page> => deskOf({ browser, apiUrl, token: tokens[person] ?? '' }, address);
const rolesOf = async (person: string): Promise<readonly string[]> => {
  const { roles } = (await client('xu-jianing').find('programme/QH')) as { roles: Readonly<Record<string, readonly string[]>> };
  return Object.entries(roles).flatMap(([role, held]) => (held.includes(person) ? [role] : []));
};

it('somebody is invited once, appointed by two, and leaves in one act that says before what it means', async () => {
  const name = `新${randomUUID().slice(0, 6)}`;
  const page = await pageOf('xu-jianing', '/people/invite');
  await page.getByLabel('姓名', { exact: false }).first().fill(name);
  await page.getByLabel(/^邮箱/).fill(`${randomUUID().slice(0, 8)}@qinghe.example`);
  // What is typed is there again after a reload.
  await page.getByText('草稿已存在此浏览器').waitFor();
  await page.reload();
  await page.getByText('已接着上次的草稿').waitFor();
  expect(await page.getByLabel('姓名', { exact: false }).first().inputValue()).toBe(name);
  await page.getByLabel(/^单位/).fill('县住建局');
  await page.getByRole('button', { name: '发出邀请' }).click();
  await page.getByText('有 1 处需要更正').waitFor();
  await page.getByLabel(/^依据/).fill('青组〔2026〕7号');
  await page.getByRole('button', { name: '发出邀请' }).dblclick();
  const dialog = page.getByRole('dialog', { name: `任命${name}` });
  await dialog.getByLabel(/^角色/).click();
  await page.getByRole('option', { name: '住建局', exact: true }).click();
  await dialog.getByText('此角色须两人办理').waitFor();
  await dialog.getByText('可以确认的人').waitFor();
  expect(await dialog.getByText('可以确认的人').textContent()).not.toContain('许家宁');
  await dialog.getByLabel(/^依据/).fill('青组〔2026〕8号');
  await dialog.getByRole('button', { name: '提出' }).click();
  await page.getByText('您提出的，须由他人确认。').waitFor();
  const id = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '');
  expect(await rolesOf(id)).toEqual([]);
  // Sent by a double click, and one person all the same.
  const roster = (await (await client('xu-jianing').get('programme/QH/roster')).json()) as { people: readonly { name: string }[] };
  expect(roster.people.filter((one) => one.name === name)).toHaveLength(1);

  const second = await pageOf('tang-li', '/');
  await second.getByRole('link', { name: `${name}担任住建局` }).click();
  await second.getByRole('button', { name: `确认：${name}担任住建局` }).click();
  await second.getByRole('dialog').getByRole('button', { name: '确认', exact: true }).click();
  await second.getByText('已确认，现已生效。').waitFor();
  expect(await rolesOf(id)).toEqual(['HOUSING']);
  // The officer's page, which stayed open, follows by itself.
  await page.getByRole('button', { name: '免职：住建局' }).waitFor();

  await page.getByRole('button', { name: '办理离任' }).click();
  await page.getByRole('dialog').getByLabel(/^依据/).fill('青组〔2026〕9号');
  await page.getByRole('button', { name: '下一步：看会移交什么' }).click();
  await page.getByRole('dialog').getByText('住建局：随离任结束，无人接任').waitFor();
  await page.getByRole('button', { name: `确认${name}离任` }).click();
  await page.getByText('此人已离任；重新任命即回到本项目群。').waitFor();
  expect(await rolesOf(id)).toEqual([]);
}, 90_000);

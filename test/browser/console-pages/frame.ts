import type { Page } from 'playwright-core';
import type { ConsolePage } from '../../setup/console-page.ts';

const byPassword = async (page: Page): Promise<void> => {
  await page.getByText(/(账号还没有与本系统的人员绑定|bound to nobody here)/).waitFor();
  await page.getByRole('button', { name: /(用飞书登录|Sign in with Feishu)/ }).waitFor();
  await page.getByRole('button', { name: /(用密码和动态码登录|Sign in with a password)/ }).click();
  await page.getByLabel(/^(动态码|Digits of the authenticator)/).waitFor();
};

/** Pages of the frame. Each room has a file of its own beside this one. */
export const PAGES: readonly ConsolePage[] = [
  // With every way in, and with what a provider sent the browser back with.
  { path: '/?sign-in=not-bound', as: null, opens: [byPassword] },
  { path: '/', as: 'xu-jianing' },
  { path: '/about', as: 'xu-jianing' },
  { path: '/nowhere', as: 'xu-jianing' },
];

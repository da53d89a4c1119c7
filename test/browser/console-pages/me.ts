import type { Page } from 'playwright-core';
import type { ConsolePage } from '../../setup/console-page.ts';

const newKey = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^(新建密钥|Make a key)$/ }).click();
  await page.getByLabel(/^(用于什么程序|For which program)/).waitFor();
};
export const PAGES: readonly ConsolePage[] = [{ path: '/me', as: 'xu-jianing', opens: [newKey] }];

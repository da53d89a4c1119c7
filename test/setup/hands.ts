/**
 * What a person does in the forms of the console: clicks, types, chooses, hands in. A field is named by its place in the form
 * (`items.0.met`), as a fault names it. Deliberately absent: asking the API.
 */
import type { Locator, Page, Response } from 'playwright-core';
import { onePagePdf } from '../../setup/example/pdf.ts';

/** By the field’s place: what is typed, the option chosen, 是 or 否, the name of the file handed in. */
export type FilledIn = Readonly<Record<string, string>>;

/** Short texts of tests; another name is another file. */
export const paperNamed = (name: string) => ({
  name: `${name}.pdf`,
  mimeType: 'application/pdf',
  buffer: Buffer.from(onePagePdf('Tuojian', Buffer.from(name).toString('hex'))),
});

type Kind = 'FILE' | 'FLAG' | 'CHOICE' | 'DAY' | 'TEXT';
const kindOf = (field: Locator): Promise<Kind> =>
  field.evaluate((found) => {
    const { type, dataset } = found as unknown as { readonly type: string; readonly dataset: Readonly<Record<string, string>> }; // an input, or a text area
    const role = Reflect.get(found, 'getAttribute').call(found, 'aria-haspopup');
    return type === 'file' ? 'FILE' : type === 'radio' ? 'FLAG' : role === 'listbox' ? 'CHOICE' : 'datesInput' in dataset ? 'DAY' : 'TEXT';
  });

/** A list that begins without rows gets the one that is meant. */
async function addRowOf(form: Locator, place: string): Promise<void> {
  const [, list] = /^(.+)\.\d+\.[^.]+$/.exec(place) ?? [];
  if (list === undefined || (await form.locator(`[data-path="${place}"]`).count()) > 0) return;
  await form.locator(`[data-path="${list}"]`).getByRole('button', { name: '添加一项' }).last().click();
}

async function fillOne(page: Page, form: Locator, place: string, value: string): Promise<void> {
  await addRowOf(form, place);
  const field = form.locator(`[data-path="${place}"]`);
  switch (await kindOf(field)) {
    case 'FILE':
      await field.setInputFiles(paperNamed(value));
      await form
        .getByRole('button', { name: `移除${value}.pdf` })
        .first()
        .waitFor();
      // One after the other: the service takes four pieces of one person at a time.
      return form.getByRole('progressbar').first().waitFor({ state: 'detached' });
    case 'FLAG':
      return field.locator('xpath=ancestor::*[@role="radiogroup"]').getByRole('radio', { name: value, exact: true }).check();
    case 'CHOICE': {
      await field.click();
      // Where there are many, their list is narrowed by typing.
      if ((await field.getAttribute('readonly')) === null) await field.fill(value);
      const option = page.getByRole('option', { name: value }).filter({ visible: true }).first();
      return option.click();
    }
    case 'DAY':
      await field.fill(value);
      return field.press('Escape');
    default:
      return field.fill(value);
  }
}

export async function fillIn(page: Page, form: Locator, fields: FilledIn): Promise<void> {
  for (const [place, value] of Object.entries(fields)) await fillOne(page, form, place, value);
}

type Doing = {
  readonly fields?: FilledIn;
  /** A table out of a spreadsheet, put into the form’s rows. */
  readonly table?: readonly (readonly string[])[];
  /** The form asks for one confirmation more: it cannot be taken back. */
  readonly final?: boolean;
};

/** The page’s next answer about its stage after an act that was recorded; null: none within ten seconds. */
function readAnew(page: Page): Promise<Response | null> {
  let recorded = false;
  return page
    .waitForResponse(
      (response) => {
        const { pathname } = new URL(response.url());
        const asks = response.request().method() === 'GET';
        if (!asks && pathname.endsWith('/commands')) recorded = response.ok();
        return recorded && asks && /\/stages\/\w+$/.test(pathname);
      },
      { timeout: 10_000 },
    )
    .catch(() => null);
}

/** An answer of the service itself has come whole long before. */
const REPLACED_MS = 3_000;

/** Does one act of a stage on its page, from its button until the page shows what is on record since: the next form begins with that. */
export async function actOn(page: Page, name: string, { fields = {}, table, final = false }: Doing = {}): Promise<void> {
  const acts = page.locator('#acts');
  await acts.getByRole('button', { name, exact: true }).click();
  const form = acts.locator('form');
  await form.waitFor();
  if (table !== undefined) {
    await form.getByRole('button', { name: '从表格粘贴或上传' }).click();
    await form.getByLabel('表格内容').fill(table.map((row) => row.join('\t')).join('\n'));
    await form.getByRole('button', { name: '填入表单' }).click();
    await form.getByText('请核对后提交').waitFor();
  }
  await fillIn(page, form, fields);
  const read = readAnew(page);
  await form.getByRole('button', { name: `提交：${name}` }).click();
  const dialog = page.getByRole('dialog');
  // What is wrong is told in the form or over it; alerts elsewhere say how the stage stands.
  const refused = acts.getByRole('alert').or(dialog.getByRole('alert')).first();
  const told = refused.waitFor().then(async () => {
    throw new Error(`${name}: ${await refused.textContent()}`);
  });
  if (final) await Promise.race([dialog.getByRole('button', { name: '确认提交' }).click(), told]);
  await Promise.race([form.waitFor({ state: 'detached' }), told]);
  await acts.getByText(`已登记：${name}`).waitFor();
  const answer = await read;
  // One that the next reading took the place of may never be told to have ended.
  await Promise.race([answer?.finished(), page.waitForTimeout(REPLACED_MS)]);
}

/**
 * What a person does in the forms of the console: clicks, types, chooses, hands in. A field is named by its place in the form
 * (`items.0.met`), as a fault names it. Deliberately absent: asking the API.
 */
import type { Locator, Page } from 'playwright-core';
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

async function fillOne(page: Page, form: Locator, place: string, value: string): Promise<void> {
  const field = form.locator(`[data-path="${place}"]`);
  switch (await kindOf(field)) {
    case 'FILE':
      await field.setInputFiles(paperNamed(value));
      return form
        .getByRole('button', { name: `移除${value}.pdf` })
        .first()
        .waitFor();
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

/** Does one act of a stage on its page, from its button to what is told of it. */
export async function actOn(page: Page, name: string, { fields = {}, table, final = false }: Doing = {}): Promise<void> {
  const acts = page.locator('#acts');
  await acts.getByRole('button', { name, exact: true }).click();
  const form = acts.locator('form');
  if (table !== undefined) {
    await form.getByRole('button', { name: '从表格粘贴或上传' }).click();
    await form.getByLabel('表格内容').fill(table.map((row) => row.join('\t')).join('\n'));
    await form.getByRole('button', { name: '填入表单' }).click();
    await form.getByText('请核对后提交').waitFor();
  }
  await fillIn(page, form, fields);
  await form.getByRole('button', { name: `提交：${name}` }).click();
  if (final) await page.getByRole('dialog').getByRole('button', { name: '确认提交' }).click();
  await Promise.race([
    form.waitFor({ state: 'detached' }),
    page
      .getByRole('alert')
      .first()
      .waitFor()
      .then(async () => {
        throw new Error(`${name}: ${await page.getByRole('alert').first().textContent()}`);
      }),
  ]);
  await acts.getByText(`已登记：${name}`).waitFor();
}

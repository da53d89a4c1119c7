/** A table as a file, made in the browser of what is shown: CSV (UTF-8 with BOM, for Excel in Chinese) and XLSX. No cell is a formula. */
export type Cell = string | number | null;
type Table = { readonly head: readonly string[]; readonly rows: readonly (readonly Cell[])[] };

/** What a spreadsheet runs, full-width signs included (OWASP, CSV injection); sheets/table.ts does the same. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

async function csv({ head, rows }: Table): Promise<Blob> {
  const { default: Papa } = await import('papaparse');
  const lines = Papa.unparse([[...head], ...rows.map((row) => [...row])], { newline: '\r\n', escapeFormulae: FORMULA });
  return new Blob([`\uFEFF${lines}\r\n`], { type: 'text/csv;charset=utf-8' });
}

async function xlsx({ head, rows }: Table): Promise<Blob> {
  const { writeXlsx } = await import('hucre/xlsx');
  const bytes = await writeXlsx({ sheets: [{ name: 'Sheet1', rows: [[...head], ...rows.map((row) => [...row])] }] });
  return new Blob([new Uint8Array(bytes)], { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' });
}

/** Gives the browser a file to keep. */
export function saveFile(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export async function saveTable(format: 'csv' | 'xlsx', name: string, table: Table): Promise<void> {
  saveFile(await (format === 'csv' ? csv(table) : xlsx(table)), `${name}.${format}`);
}

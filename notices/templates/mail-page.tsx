/** The layout of every mail: one column, inline styles, readable with images off and in a 320 px window. */
import { renderToStaticMarkup } from 'react-dom/server';

export type MailPage = {
  readonly locale: 'zh-CN' | 'en';
  readonly product: string;
  readonly title: string;
  readonly lead: string;
  readonly rows: readonly { readonly label: string; readonly value: string }[];
  readonly action: { readonly label: string; readonly url: string; readonly hint: string } | null;
  readonly footer: string;
};

const FONT = "-apple-system, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Segoe UI', sans-serif";

export function mailHtml(page: MailPage): string {
  const markup = renderToStaticMarkup(
    <html lang={page.locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{page.title}</title>
      </head>
      <body style={{ margin: 0, background: '#f4f5f7', fontFamily: FONT, color: '#1c2733' }}>
        <div style={{ maxWidth: 560, margin: '0 auto', padding: '20px 16px' }}>
          <p style={{ margin: '0 0 12px', fontSize: 14, color: '#51606e' }}>{page.product}</p>
          <div style={{ background: '#ffffff', border: '1px solid #dde2e7', borderRadius: 8, padding: '20px 18px' }}>
            <h1 style={{ fontSize: 20, lineHeight: 1.4, margin: '0 0 12px' }}>{page.title}</h1>
            <p style={{ fontSize: 16, lineHeight: 1.7, margin: '0 0 16px' }}>{page.lead}</p>
            {page.rows.length > 0 && (
              <table role="presentation" style={{ borderCollapse: 'collapse', width: '100%', fontSize: 15 }}>
                <tbody>
                  {page.rows.map((row) => (
                    <tr key={row.label}>
                      <td style={{ padding: '6px 12px 6px 0', color: '#51606e', verticalAlign: 'top', whiteSpace: 'nowrap' }}>{row.label}</td>
                      <td style={{ padding: '6px 0', wordBreak: 'break-word' }}>{row.value}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
            {page.action !== null && (
              <>
                <p style={{ margin: '20px 0 12px' }}>
                  <a
                    href={page.action.url}
                    style={{
                      display: 'inline-block',
                      background: '#0b5cad',
                      color: '#ffffff',
                      padding: '13px 26px',
                      borderRadius: 6,
                      fontSize: 16,
                      textDecoration: 'none',
                    }}
                  >
                    {page.action.label}
                  </a>
                </p>
                <p style={{ fontSize: 14, lineHeight: 1.6, color: '#51606e', margin: 0 }}>{page.action.hint}</p>
              </>
            )}
          </div>
          <p style={{ fontSize: 13, color: '#51606e', margin: '12px 0 0' }}>{page.footer}</p>
        </div>
      </body>
    </html>,
  );
  return `<!doctype html>${markup}`;
}

export function mailText(page: MailPage): string {
  const rows = page.rows.map((row) => `${row.label}: ${row.value}`);
  const action = page.action === null ? [] : ['', `${page.action.label}:`, page.action.url, page.action.hint];
  return [page.title, '', page.lead, ...(rows.length > 0 ? ['', ...rows] : []), ...action, '', page.footer].join('\n');
}

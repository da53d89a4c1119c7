/** By this word the browser knows styles of ours (api/console.ts makes a new one for each answer); scripts have none. */
export const nonce = document.querySelector<HTMLElement>('meta[property=csp-nonce]')?.nonce ?? '';

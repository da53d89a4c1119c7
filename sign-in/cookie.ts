/** The name of the cookie of a session. */

/** `__Host-`: over https alone, this host alone, set by no other. */
export function cookieName(publicUrl: string): string {
  const { protocol, port } = new URL(publicUrl);
  // Cookies know no ports: two services of one machine would sign each other's people out.
  return protocol === 'https:' ? '__Host-tuojian-session' : `tuojian-session-${port === '' ? '80' : port}`;
}

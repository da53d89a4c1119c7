/** What a person's own page makes of what a browser says of itself. */
import { describe, expect, it } from 'vitest';
import { browserName } from '../../web/parts/browser-name.ts';

describe('a sign-in', () => {
  it.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36', 'Chrome 120 · Windows'],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 Edg/121.0.0.0',
      'Edge 121 · Windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Mobile/15E148 Safari/604.1',
      'Safari 17 · iOS',
    ],
    [
      'Mozilla/5.0 (Linux; Android 13; M2) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/107.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.44',
      'WeChat 8 · Android',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 'Firefox 128 · Linux'],
  ])('is named as people know their browser: %s', (agent, name) => {
    expect(browserName(agent)).toBe(name);
  });
  it.each(['月报程序', '', 'curl/8.5.0', 'Mozilla/5.0', '<b>Chrome/1</b>'])('keeps what is no browser as it stands: %s', (name) => {
    expect(browserName(name)).toBe(name);
  });
});

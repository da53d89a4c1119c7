/**
 * Colours, sizes and habits of all parts. Every pair of text and ground holds WCAG AA (4.5:1) in both schemes, which the
 * defaults of Mantine do not. Deliberately absent: what one part alone looks like (its own .module.css).
 */
import { Badge, Button, type CSSVariablesResolver, createTheme, type MantineColorsTuple, Tabs } from '@mantine/core';
import { dayOf } from '../parts/day.ts';

/** 公文蓝: the pages behind mail links have the same (#0b5cad). */
const brand: MantineColorsTuple = ['#eaf3fc', '#d3e4f7', '#a4c8ee', '#71abe5', '#4792de', '#2c82da', '#1a72c8', '#0b5cad', '#094f96', '#06417d'];
/** Green, amber and red of lights: never told by colour alone. */
const go: MantineColorsTuple = ['#e9f6ee', '#d2ecdd', '#a5d9bb', '#75c597', '#4db479', '#34a966', '#248f54', '#0f6b3a', '#0b5c31', '#064b27'];
const heed: MantineColorsTuple = ['#fff6dd', '#ffedc2', '#ffdc8a', '#ffc94e', '#ffb91e', '#f0a800', '#b87f00', '#7a4f00', '#6a4400', '#573700'];
const stop: MantineColorsTuple = ['#fdeceb', '#fad4d2', '#f3a7a3', '#ee7771', '#e94f48', '#e33a32', '#c92a23', '#a8201a', '#951b16', '#7d1410'];

export const theme = createTheme({
  colors: { brand, go, heed, stop },
  primaryColor: 'brand',
  primaryShade: { light: 7, dark: 7 },
  autoContrast: true,
  luminanceThreshold: 0.32,
  defaultRadius: 'md',
  fontFamily: '-apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Segoe UI", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace',
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.35' },
      h2: { fontSize: '1.15rem', lineHeight: '1.4' },
      h3: { fontSize: '1rem', lineHeight: '1.45' },
    },
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  focusRing: 'auto',
  components: {
    // A code in capitals is what a reader is never shown.
    Badge: Badge.extend({ defaultProps: { tt: 'none' } }),
    Button: Button.extend({ defaultProps: { size: 'sm' } }),
    Tabs: Tabs.extend({ defaultProps: { keepMounted: false } }),
    // Of itself it makes 2 March of 30 February. Named alone: its code is fetched with the first form that has a day.
    DateInput: { defaultProps: { dateParser: dayOf } },
  },
});

/** What Mantine derives too pale for AA. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#51606e',
    '--mantine-color-placeholder': '#616e7a',
    '--mantine-color-error': stop[7],
    '--mantine-color-anchor': brand[7],
    '--mantine-color-text': '#1c2733',
    '--mantine-color-default-border': '#8a96a3',
  },
  dark: {
    '--mantine-color-dimmed': '#b4bcc4',
    '--mantine-color-placeholder': '#a3acb5',
    '--mantine-color-error': stop[2],
    '--mantine-color-anchor': brand[2],
    '--mantine-color-text': '#e6e9ec',
    '--mantine-color-default-border': '#6b747d',
    '--mantine-color-brand-light-color': brand[1],
    '--mantine-color-brand-text': brand[2],
    '--mantine-color-brand-outline': brand[2],
    '--mantine-color-go-light-color': go[1],
    '--mantine-color-heed-light-color': heed[1],
    '--mantine-color-stop-light-color': stop[1],
    '--mantine-color-stop-outline': stop[2],
    '--mantine-color-stop-text': stop[2],
  },
});

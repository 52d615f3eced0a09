import { type CSSVariablesResolver, type MantineColorsTuple, createTheme } from '@mantine/core';

/** Ink blue: calm beside the four state colours, AA on white and on the dark ground. */
const ink: MantineColorsTuple = [
  '#eef2ff',
  '#dfe5fb',
  '#bdc9f3',
  '#98aaec',
  '#7a90e6',
  '#6680e2',
  '#4a63d0',
  '#3f57c4',
  '#364cab',
  '#2b3d8e',
];
const night: MantineColorsTuple = [
  '#e3e6eb',
  '#b4bac4',
  '#949ba7',
  '#6b7280',
  '#363b44',
  '#2b2f37',
  '#22262d',
  '#191c21',
  '#131519',
  '#0e1013',
];
/** Mantine's red with its filled shades dark enough for white text and for text on white. */
const red: MantineColorsTuple = [
  '#fff5f5',
  '#ffe3e3',
  '#ffc9c9',
  '#ffa8a8',
  '#ff8a85',
  '#f06560',
  '#d63a3a',
  '#c0262d',
  '#a81f26',
  '#8f1a20',
];
const SYSTEM_FONTS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif';

export const theme = createTheme({
  colors: { ink, red, dark: night },
  primaryColor: 'ink',
  primaryShade: 7,
  fontFamily: SYSTEM_FONTS,
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace',
  headings: {
    fontFamily: SYSTEM_FONTS,
    fontWeight: '600',
    sizes: { h1: { fontSize: '1.25rem' }, h2: { fontSize: '1rem' }, h3: { fontSize: '0.875rem' } },
  },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  defaultRadius: 'sm',
  radius: { sm: '6px', md: '8px', lg: '12px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false } },
    SegmentedControl: { styles: { label: { paddingInline: 8 } } },
    Drawer: { defaultProps: { overlayProps: { backgroundOpacity: 0.3 } } },
    Modal: { defaultProps: { overlayProps: { backgroundOpacity: 0.4 } } },
  },
});

/** State colours as text (AA on the page's ground), and Mantine's dimmed and error texts made dark enough to read. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#59616d',
    '--mantine-color-placeholder': '#6b7280',
    '--mantine-color-error': '#c0262d',
    '--ground': '#f6f7f9',
    '--line': '#e4e7ec',
    '--hover': '#f1f3f6',
    '--chosen': '#e9edfb',
    '--talking': '#1a7f37',
    '--ringing': '#8a5a00',
    '--missed': '#c0262d',
    '--ended': '#59616d',
  },
  dark: {
    '--mantine-color-dimmed': '#a2a9b4',
    '--mantine-color-placeholder': '#8d949f',
    '--mantine-color-error': '#ff8a85',
    '--mantine-color-anchor': '#a5b4f0',
    '--ground': '#131519',
    '--line': '#2b2f37',
    '--hover': '#22262d',
    '--chosen': '#252c47',
    '--talking': '#56c271',
    '--ringing': '#e0b03c',
    '--missed': '#ff8a85',
    '--ended': '#a2a9b4',
  },
});

import {
    Button,
    createTheme,
    type CSSVariablesResolver,
    type MantineColorSchemeManager,
    type MantineColorsTuple,
    NativeSelect,
    SegmentedControl,
    Switch,
    TextInput,
} from '@mantine/core';
import classes from './theme.module.css';

const pine: MantineColorsTuple = [
    '#e9f5f1', '#d0e8e0', '#a5d3c5', '#79bda9', '#55aa92', '#36937b', '#1d7d67', '#0d6655', '#095345', '#053f34',
];
const gray: MantineColorsTuple = [
    '#f4f7f6', '#eaefed', '#dde4e1', '#cbd4d1', '#aab6b2', '#85938e', '#65736e', '#4a5753', '#323d3a', '#1d2624',
];
const dark: MantineColorsTuple = [
    '#dbe2df', '#bcc6c3', '#99a6a2', '#71807b', '#4b5955', '#38443f', '#242e2b', '#161d1b', '#101614', '#0b100f',
];
const clay: MantineColorsTuple = [
    '#fdf0ec', '#f8dcd3', '#efb7a6', '#e68f75', '#dd6f4f', '#c9532f', '#b04322', '#96371a', '#7b2c14', '#5f210e',
];

export const theme = createTheme({
    primaryColor: 'pine',
    primaryShade: 7,
    colors: { pine, gray, dark, clay },
    black: '#17201d',
    fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
    fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "Roboto Mono", "DejaVu Sans Mono", monospace',
    defaultRadius: 'md',
    cursorType: 'pointer',
    respectReducedMotion: true,
    components: {
        Button: Button.extend({ defaultProps: { size: 'md' }, classNames: { root: classes.button, label: classes.buttonLabel } }),
        SegmentedControl: SegmentedControl.extend({ defaultProps: { size: 'md', withItemsBorders: false } }),
        Switch: Switch.extend({ defaultProps: { withThumbIndicator: false } }),
        NativeSelect: NativeSelect.extend({ defaultProps: { size: 'md' } }),
        TextInput: TextInput.extend({ defaultProps: { size: 'md' } }),
    },
    headings: { fontWeight: '650' },
    fontSizes: { xs: '0.875rem', sm: '0.9375rem', md: '1rem', lg: '1.125rem', xl: '1.25rem' },
});

// Mantine's own greys for dimmed text and borders of fields fall short of WCAG 2.2's contrast.
export const cssVariables: CSSVariablesResolver = (current) => ({
    variables: {},
    light: {
        '--mantine-color-body': '#f4f7f6',
        '--mantine-color-dimmed': current.colors['gray']![7],
        '--mantine-color-placeholder': current.colors['gray']![6],
        '--mantine-color-default-border': current.colors['gray']![5],
        '--mantine-color-anchor': current.colors['pine']![7],
        '--mantine-color-error': current.colors['clay']![6],
        '--wk-surface': '#ffffff',
        '--wk-line': current.colors['gray']![2],
        '--wk-ok': current.colors['pine']![7],
        '--wk-warn': current.colors['clay']![6],
        '--wk-tint': current.colors['pine']![0],
    },
    dark: {
        '--mantine-color-body': current.colors['dark']![7],
        '--mantine-color-dimmed': current.colors['dark']![1],
        '--mantine-color-placeholder': current.colors['dark']![2],
        '--mantine-color-default-border': current.colors['dark']![3],
        '--mantine-color-anchor': current.colors['pine']![3],
        '--mantine-color-error': current.colors['clay']![3],
        '--wk-surface': '#1e2725',
        '--wk-line': current.colors['dark']![5],
        '--wk-ok': current.colors['pine']![3],
        '--wk-warn': current.colors['clay']![3],
        '--wk-tint': '#1b322c',
    },
});

// The scheme follows the device; nothing is kept in the browser.
export const deviceScheme: MantineColorSchemeManager = {
    get: () => 'auto',
    set: () => undefined,
    subscribe: () => undefined,
    unsubscribe: () => undefined,
    clear: () => undefined,
};

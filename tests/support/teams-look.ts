/** Host configuration and style close to what Teams shows (light theme), for pictures only. */

const colour = (normal: string, subtle = normal) => ({ default: normal, subtle });
const foreground = {
  default: colour('#242424', '#616161'),
  accent: colour('#5b5fc7', '#5b5fc7'),
  good: colour('#107c10'),
  warning: colour('#835b00'),
  attention: colour('#c4314b'),
  light: colour('#ffffff'),
  dark: colour('#242424'),
};
const container = (backgroundColor: string, borderColor: string) => ({
  backgroundColor,
  borderColor,
  foregroundColors: foreground,
});

export const teamsHostConfig = {
  hostCapabilities: { capabilities: null },
  fontFamily: '"Segoe UI", "Selawik", "DejaVu Sans", sans-serif',
  fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 300, default: 400, bolder: 600 },
  lineHeights: { small: 16, default: 20, medium: 24, large: 24, extraLarge: 32 },
  spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: '#e0e0e0' },
  supportsInteractivity: true,
  containerStyles: {
    default: container('#ffffff', '#e0e0e0'),
    emphasis: container('#f5f5f5', '#e0e0e0'),
    accent: container('#e8ebfa', '#c5cbf5'),
    good: container('#e7f2da', '#bdda9b'),
    warning: container('#fbf6d9', '#f2e384'),
    attention: container('#fcf4f6', '#f3d6d8'),
  },
  actions: {
    maxActions: 6,
    spacing: 'default',
    buttonSpacing: 8,
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
  },
  table: { cellSpacing: 8 },
  factSet: { title: { weight: 'bolder', wrap: true, maxWidth: 180 }, value: { wrap: true }, spacing: 12 },
  textBlock: { headingLevel: 2 },
};

export const teamsStyle = `
body { margin: 0; padding: 8px; background: #f0f0f0; font-family: "Segoe UI", "DejaVu Sans", sans-serif; }
.ac-adaptiveCard { border-radius: 6px; background: #fff; box-shadow: 0 1px 3px #0003; padding: 16px !important; }
.ac-pushButton { border: 1px solid #d1d1d1; border-radius: 4px; background: #fff; padding: 6px 14px; font: 600 14px "Segoe UI", "DejaVu Sans", sans-serif; }
.ac-pushButton.style-positive { background: #5b5fc7; border-color: #5b5fc7; color: #fff; }
.ac-pushButton.style-destructive { color: #c4314b; border-color: #c4314b; }
.ac-input { width: 100%; box-sizing: border-box; border: 1px solid #d1d1d1; border-radius: 4px; padding: 6px; font: 14px "Segoe UI", "DejaVu Sans", sans-serif; }
.ac-textBlock p, .ac-fact-value p, .ac-fact-title p { margin: 0; }
`;

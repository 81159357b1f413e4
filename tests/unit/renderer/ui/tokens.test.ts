/** The tokens' contrast, in both themes: text 4.5:1, controls and edges 3:1 (WCAG 2.2 AA). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { instanceColors } from '../../../../shared/models/instance.ts';

const css = readFileSync(join(import.meta.dirname, '../../../../renderer/ui/tokens.css'), 'utf8');
const themes = ['light', 'dark'] as const;
type Theme = (typeof themes)[number];

function colorsIn(block: string): Map<string, Record<Theme, string>> {
  const found = new Map<string, Record<Theme, string>>();
  for (const [, name, light, dark] of block.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)) {
    if (name && light && dark) found.set(name, { light, dark });
  }
  for (const [, name, both] of block.matchAll(/--([\w-]+): (#\w{6});/g)) {
    if (name && both) found.set(name, { light: both, dark: both });
  }
  return found;
}

const tokens = colorsIn(css);

function token(name: string, theme: Theme): string {
  const colors = tokens.get(name);
  if (!colors) throw new Error(`There is no token --${name}.`);
  return colors[theme];
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ['bg', 'surface', 'raised', 'sunken', 'hover', 'neutral-weak', 'accent-weak'];
const textPairs: [text: string, ground: string][] = [
  ...['text', 'text-2', 'text-3', 'accent-text', 'bad', 'warn', 'ok'].flatMap((text) =>
    grounds.map((ground): [string, string] => [text, ground]),
  ),
  ['ok', 'ok-weak'],
  ['warn', 'warn-weak'],
  ['bad', 'bad-weak'],
  ['text', 'warn-weak'],
  ['text', 'bad-weak'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['on-bad-solid', 'bad-solid'],
];
const controlPairs: [control: string, ground: string][] = ['control', 'accent'].flatMap((control) =>
  ['bg', 'surface', 'raised', 'sunken'].map((ground): [string, string] => [control, ground]),
);

describe.each(themes)('in the %s theme', (theme) => {
  test.each(textPairs)('%s is read on %s', (text, ground) => {
    expect(contrast(token(text, theme), token(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(controlPairs)('%s is seen on %s', (control, ground) => {
    expect(contrast(token(control, theme), token(ground, theme))).toBeGreaterThanOrEqual(3);
  });

  test.each(instanceColors)('an instance in %s is read and seen', (color) => {
    const block = css.split(`[data-instance-color='${color}']`)[1]?.split('}')[0] ?? '';
    const edge = colorsIn(block).get('edge')?.[theme] ?? '#ffffff';
    expect(contrast(edge, token('on-edge', theme))).toBeGreaterThanOrEqual(4.5);
    for (const ground of ['surface', 'raised', 'sunken']) {
      expect(contrast(edge, token(ground, theme)), ground).toBeGreaterThanOrEqual(3);
    }
  });
});

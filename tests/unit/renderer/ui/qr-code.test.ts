/** The QR code: another decoder reads from it what went in, whatever its size; always dark on white. */
import { mount } from '@vue/test-utils';
import jsQR from 'jsqr';
import { expect, test } from 'vitest';
import UiQrCode from '../../../../renderer/ui/UiQrCode.vue';

const uri =
  'otpauth://totp/Acme:jane%40acme.test?issuer=Acme&secret=GEZDGNBVGY3TQOJQ&algorithm=SHA1&digits=6&period=30';

/** The path as it is drawn, four pixels to a module. */
function draw(svg: Element): { pixels: Uint8ClampedArray; side: number; modules: number; dark: boolean[][] } {
  const modules = Number(svg.getAttribute('viewBox')?.split(' ')[2]);
  const dark = Array.from({ length: modules }, () => Array.from({ length: modules }, () => false));
  const runs = svg.querySelector('path')?.getAttribute('d') ?? '';
  for (const [, x, y, length] of runs.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g)) {
    dark[Number(y)]?.fill(true, Number(x), Number(x) + Number(length));
  }
  const scale = 4;
  const side = modules * scale;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      if (!dark[Math.floor(y / scale)]?.[Math.floor(x / scale)]) continue;
      pixels.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  }
  return { pixels, side, modules, dark };
}

test.each([uri, uri.replaceAll('Acme', encodeURIComponent('Größe & Söhne 株式会社')), 'x'])(
  'says %s',
  (value) => {
    const { element } = mount(UiQrCode, { props: { value, size: 200, label: 'QR code for Jane' } });
    const { pixels, side } = draw(element);
    expect(jsQR(pixels, side, side)?.data).toBe(value);
  },
);

test('has a quiet zone of four modules, and no colour of the theme', () => {
  const { element } = mount(UiQrCode, { props: { value: uri, size: '100%', label: 'QR code for Jane' } });
  const { dark, modules } = draw(element);
  const used = dark.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [x, y] : [])));
  expect(Math.min(...used)).toBe(4);
  expect(Math.max(...used)).toBe(modules - 5);
  expect(element.querySelector('rect')?.getAttribute('fill')).toBe('#fff');
  expect(element.querySelector('path')?.getAttribute('fill')).toBe('#000');
  expect(element.getAttribute('shape-rendering')).toBe('crispEdges');
  expect(element.getAttribute('width')).toBe('100%');
});

test('is a picture with a name', async () => {
  const code = mount(UiQrCode, { props: { value: uri, size: 200, label: 'QR code for Jane' } });
  expect(code.attributes()).toMatchObject({ role: 'img', 'aria-label': 'QR code for Jane' });
  const before = code.get('path').attributes('d');
  await code.setProps({ value: `${uri}2` });
  expect(code.get('path').attributes('d')).not.toBe(before);
});

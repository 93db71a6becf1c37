import { expect, test } from '../fixtures.ts';

test('compresses pages and scripts, and preloads fonts, and code on every page but the panel', async ({
  world,
}) => {
  const request = (path: string, encoding: string) =>
    fetch(world.appUrl + path, { headers: { 'accept-encoding': encoding } });

  for (const page of ['/panel', '/modal', '/settings', '/connect', '/install']) {
    const response = await request(page, 'br');
    const html = await response.text();
    expect(response.headers.get('content-encoding'), page).toBe('br');
    expect(response.headers.get('cache-control'), page).toBe('no-cache, no-store');
    expect(html).toContain('rel="preload" as="font"');
    const ownCode = html.match(/rel="modulepreload"/g)?.length ?? 0;
    if (page === '/panel') expect(ownCode).toBe(0);
    else expect(ownCode, page).toBeGreaterThan(0);
    for (const [, file = ''] of html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)) {
      for (const encoding of ['br', 'gzip']) {
        const asset = await request(file, encoding);
        const packed = asset.headers.get('content-encoding');
        const size = (await asset.arrayBuffer()).byteLength;
        expect(asset.status, file).toBe(200);
        expect(asset.headers.get('cache-control')).toContain('immutable');
        if (/\.(js|css)$/.test(file) && size > 1_000) expect(packed, file).toBe(encoding);
      }
    }
  }
  const gzip = await request('/panel', 'br;q=0, gzip;q=0.5');
  expect(gzip.headers.get('content-encoding')).toBe('gzip');
  const plain = await request('/panel', 'identity');
  expect(plain.headers.get('content-encoding')).toBeNull();
  expect(await plain.text()).toContain('<div id="root">');
});

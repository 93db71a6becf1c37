import { mkdtempSync } from 'node:fs';
import { chromium } from 'playwright';
import { findChromium } from './chromium.ts';
import { hostOn } from './host-page.ts';
import { openOffice } from './office.ts';
import { anyPorts, startWorld } from './world.ts';

const world = await startWorld({
  folder: mkdtempSync('/tmp/x-'),
  ports: await anyPorts(),
  standInsRemember: false,
  onLine: (n, l) => {
    if (!/"level":30/.test(l)) console.log(n, l);
  },
});
const b = await chromium.launch(await findChromium());
const c = await b.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
c.on('console', (m) => m.type() === 'error' && console.log('CONSOLE', m.text(), m.location().url));
c.on('weberror', (e) => console.log('ERR', e.error()));
const p = await c.newPage();
const shot = async (n: string, q = p) => {
  await q.waitForTimeout(700);
  await q.screenshot({ path: `/tmp/shots/${n}.png` });
};
const office = openOffice(world);
const company = await office.newCompany();
const host = hostOn(p, world, company);
const { step } = await import(process.argv[2]!);
try {
  await step({ world, b, c, p, shot, office, company, host });
} finally {
  await b.close();
  await world.stop();
}

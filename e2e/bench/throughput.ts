import { atLeast, type Figure, median } from './figure.ts';
import { requestsPerSecond } from './requests-per-second.ts';
import type { Stage } from './stage.ts';

const runs = 15;
const seconds = 1;

/** Measures the bare route and the app in turn with the same deal's invoices, after a warm-up. */
export const measureThroughput = async ({ requests }: Stage, where = ''): Promise<Figure[]> => {
  const { real, bare } = requests;
  for (const request of [bare, real]) await requestsPerSecond(request, 2);
  const rates = { bare: [] as number[], real: [] as number[] };
  for (let run = 0; run < runs; run += 1) {
    rates.bare.push(await requestsPerSecond(bare, seconds));
    rates.real.push(await requestsPerSecond(real, seconds));
  }
  return [
    atLeast(
      `invoices.list requests per second / bare route${where}`,
      median(rates.real) / median(rates.bare),
      0.5,
    ),
  ];
};

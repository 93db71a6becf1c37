import { describeShortTrials } from './short-trial.ts';

describeShortTrials([
  { database: 'sqlite', processes: 1, invoices: 4, half: 0 },
  { database: 'postgres', processes: 3, invoices: 3, half: 1 },
]);

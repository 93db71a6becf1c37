import { describeShortTrials } from './short-trial.ts';

describeShortTrials([
  { database: 'sqlite', processes: 1, invoices: 4 },
  { database: 'postgres', processes: 3, invoices: 3 },
]);

import { readFileSync } from 'node:fs';
import { ServerResponse } from 'node:http';

/**
 * Imported by a measured process before anything else (`--import`): moves its clock, and the Date
 * header of its responses, by the milliseconds in the file MOVABLE_CLOCK_FILE. Timers keep the real
 * time.
 */
const file = process.env.MOVABLE_CLOCK_FILE ?? '';
const realNow = Date.now;
let offset = 0;

const readOffset = () => {
  const text = readFileSync(file, 'utf8').trim();
  if (text !== '') offset = Number(text);
};

readOffset();
setInterval(readOffset, 20).unref();
Date.now = () => realNow() + offset;

const { writeHead } = ServerResponse.prototype;
ServerResponse.prototype.writeHead = function withDate(this: ServerResponse, ...of: unknown[]) {
  this.setHeader('date', new Date(Date.now()).toUTCString());
  return Reflect.apply(writeHead, this, of);
};

import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * Splits a stream into messages of PostgreSQL's protocol; the first one of a client has no type.
 */
const messages = (socket: Socket, isTyped: () => boolean, take: (message: Buffer) => void) => {
  let rest = Buffer.alloc(0);
  socket.on('error', () => null);
  socket.on('data', (data) => {
    rest = Buffer.concat([rest, data as Buffer]);
    for (;;) {
      const start = isTyped() ? 1 : 0;
      if (rest.length < start + 4) return;
      const length = start + rest.readInt32BE(start);
      if (rest.length < length) return;
      const message = rest.subarray(0, length);
      rest = rest.subarray(length);
      take(message);
    }
  });
};

const typeOf = (message: Buffer) => String.fromCharCode(message[0] ?? 0);

/** AuthenticationOk and ReadyForQuery. */
const welcome = Buffer.from([82, 0, 0, 0, 8, 0, 0, 0, 0, 90, 0, 0, 0, 5, 73]);

/**
 * Starts a pooler in transaction mode with one connection to PostgreSQL, which its clients share
 * one transaction at a time.
 */
export const startTransactionPooler = async (url: string) => {
  const { hostname, port } = new URL(url);
  const backend = connect(Number(port), hostname);
  await once(backend, 'connect');
  let [ready, owner] = [false, null as Socket | null];
  const queue: { from: Socket; message: Buffer }[] = [];

  const forward = () => {
    for (;;) {
      const next = queue.findIndex(({ from }) => owner === null || owner === from);
      const [one] = next < 0 ? [] : queue.splice(next, 1);
      if (!one) return;
      owner = one.from;
      backend.write(one.message);
    }
  };
  messages(
    backend,
    () => true,
    (message) => {
      owner?.write(message);
      if (typeOf(message) !== 'Z') return;
      ready = true;
      if (message[5] === 'I'.charCodeAt(0)) owner = null;
      forward();
    },
  );
  const server = createServer((client) => {
    let begun = false;
    messages(
      client,
      () => begun,
      (message) => {
        const isFirst = !begun;
        begun = true;
        if (isFirst && ready) client.write(welcome);
        else if (isFirst || typeOf(message) !== 'X') queue.push({ from: client, message });
        else client.end();
        forward();
      },
    );
    client.on('close', () => {
      if (owner !== client) return;
      const rollback = 'rollback\0';
      const message = Buffer.alloc(5 + rollback.length);
      message.write('Q');
      message.writeInt32BE(4 + rollback.length, 1);
      message.write(rollback, 5);
      backend.write(message);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const pooled = new URL(url);
  pooled.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: pooled.href,
    close() {
      server.close();
      backend.destroy();
    },
  };
};

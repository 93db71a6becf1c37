/** A page that is not seen is not drawn. */
const patienceMs = 500;

/** Resolves once the answers that have just come are on the screen, or nobody looks at it. */
export const afterPaint = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, patienceMs);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    // Who waits for the answers is told in a task; one that is posted from a frame runs when that is drawn.
    setTimeout(() => requestAnimationFrame(() => port2.postMessage(null)));
  });

// Loaded before a script that runs beside us: when whoever started it is gone, its input ends, and it
// stops as on Ctrl-C. So nothing is left behind when a test run or the demo is killed.
process.stdin.on('end', () => process.kill(process.pid, 'SIGTERM'));
process.stdin.resume();
if ('unref' in process.stdin) process.stdin.unref();

export {};

// Imported into every child process. When the parent dies, the child's stdin ends and the child
// stops as on Ctrl-C, so a killed test run or demo leaves no process behind.
process.stdin.on('end', () => process.kill(process.pid, 'SIGTERM'));
process.stdin.resume();
if ('unref' in process.stdin) process.stdin.unref();

export {};

// Loaded before the Playground (--require): it would listen on all interfaces. Everything that listens stays on this machine.
const { Server } = require('node:net');

const listen = Server.prototype.listen;

Server.prototype.listen = function listenOnLoopback(...given) {
  const [first, ...rest] = given;
  if (typeof first === 'object' && first !== null) return listen.call(this, { ...first, host: '127.0.0.1' }, ...rest);
  const callback = given.find((value) => typeof value === 'function');
  return listen.call(this, { port: Number(first ?? 0), host: '127.0.0.1' }, callback);
};

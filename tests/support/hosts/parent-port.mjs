// Preloaded into the process of a `FakeUtilityProcess`: the port that Electron gives one, in place of Node's channel.
import { EventEmitter } from 'node:events';

const send = process.send.bind(process);
delete process.send;
const port = new EventEmitter();
port.postMessage = (message) => send(message);
Object.defineProperty(process, 'parentPort', { value: port, enumerable: true });
// The first listener starts the port, as Electron's does; what came before waits.
port.once('newListener', () => {
  process.on('message', (data) => port.emit('message', { data, ports: [] }));
});

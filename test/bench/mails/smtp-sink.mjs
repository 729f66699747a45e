// A mail server that takes everything and remembers whose: apart, so that its own work is nobody else's.
import net from 'node:net';

const taken = new Map();
/** What comes back to a command's first word; DATA ends with a line of one dot. */
const ANSWERS = { EHLO: '250 loopback', HELO: '250 loopback', DATA: '354 go on', QUIT: '221 bye' };

function serve(socket) {
  let text = '';
  let inMail = false;
  socket.setEncoding('utf8').setNoDelay(true);
  socket.write('220 loopback\r\n');
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    text += chunk;
    for (;;) {
      const end = text.indexOf(inMail ? '\r\n.\r\n' : '\r\n');
      if (end < 0) return;
      const part = text.slice(0, end);
      text = text.slice(end + (inMail ? 5 : 2));
      if (inMail) {
        const [, id] = /^Message-ID: *(\S+)/im.exec(part) ?? [undefined, part.slice(0, 80)];
        taken.set(id, (taken.get(id) ?? 0) + 1);
        inMail = false;
        socket.write('250 taken\r\n');
      } else {
        const word = part.split(' ', 1)[0].toUpperCase();
        inMail = word === 'DATA';
        socket.write(`${ANSWERS[word] ?? '250 ok'}\r\n`);
        if (word === 'QUIT') socket.end();
      }
    }
  });
}

const server = net.createServer(serve);
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
/** Asked anything, it says how many mails it took and how many of them more than once; asked to forget, it begins anew. */
process.on('message', (what) => {
  if (what === 'forget') taken.clear();
  process.send({ mails: taken.size, doubled: [...taken.values()].filter((times) => times > 1).length });
});
process.on('disconnect', () => process.exit(0));

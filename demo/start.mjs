// `npm start`. This file uses only syntax that old Node versions understand, so that they print a
// message instead of a syntax error.
const NEEDED = [20, 9];
const found = process.versions.node.split('.').map(Number);

if (found[0] < NEEDED[0] || (found[0] === NEEDED[0] && found[1] < NEEDED[1])) {
  console.error(
    'The demo needs Node ' + NEEDED.join('.') + ' or newer; this is Node ' + process.versions.node + '.\n' +
      'Get a current one from https://nodejs.org, then run npm start again.',
  );
  process.exitCode = 1;
} else {
  import('./command-line.mjs').then(({ main }) => main(process.argv.slice(2)));
}

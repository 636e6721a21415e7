// Plain JavaScript without new syntax, so that an old Node.js can still read it and print the sentence.
const [major] = process.versions.node.split(".").map(Number);
if (major < 24) {
  console.error(
    `The tests need Node.js 24, and this is ${process.versions.node}. Run “npm ci”, then “npm test”, “npm run test:watch” or “npx vitest”: these use the Node.js 24 that it installs.`,
  );
  process.exit(1);
}

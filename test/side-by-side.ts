// Runs scripts of package.json at the same time: `node test/side-by-side.ts lint types`. What the first prints is shown
// as it comes, what the others print once those before have ended. Fails when one of them does, after all have ended.
import { spawn } from "node:child_process";

const names = process.argv.slice(2);
const runs = names.map((name) => {
  const child = spawn("npm", ["run", "--silent", name], { stdio: ["ignore", "pipe", "pipe"] });
  const printed: [stream: NodeJS.WriteStream, piece: Buffer][] = [];
  let isShown = false;
  const show = (stream: NodeJS.WriteStream) => (piece: Buffer) => {
    if (isShown) stream.write(piece);
    else printed.push([stream, piece]);
  };
  child.stdout.on("data", show(process.stdout));
  child.stderr.on("data", show(process.stderr));
  const ended = new Promise<boolean>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code === 0));
  });
  return {
    name,
    ended,
    showNow: () => {
      isShown = true;
      for (const [stream, piece] of printed) stream.write(piece);
    },
  };
});

for (const { name, ended, showNow } of runs) {
  showNow();
  if (await ended) continue;
  process.stderr.write(`npm run ${name} has failed.\n`);
  process.exitCode = 1;
}

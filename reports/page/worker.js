// Stands behind the script that starts a Go program, in a worker. A worker is told the module and the subject first; then each
// message calls one function of the program (cmd/page-simulator) and is answered with what that returned.
'use strict';

let begun;

const begin = async (module, subject) => {
  const go = new Go();
  go.run(await WebAssembly.instantiate(module, go.importObject)); // until the page is closed
  const fault = self.simulator.open(subject);
  postMessage(fault ? {fault} : {ready: true});
};

onmessage = async ({data: asked}) => {
  try {
    if (asked.module) begun = begin(asked.module, asked.subject);
    await begun; // calls may come before it has
    if (asked.module) return;
    const told = self.simulator[asked.call](...asked.words);
    postMessage({told}, told.rows ? [told.rows.buffer] : []);
  } catch (fault) {
    postMessage({fault: String(fault)});
  }
};

// Stands behind the script that starts a Go program, in a worker. A worker is told the module and the subject first; then each
// message calls one function of the program (cmd/page-simulator) and is answered with what that returned.
'use strict';

onmessage = async ({data: asked}) => {
  try {
    if (asked.module) {
      const go = new Go();
      const made = await WebAssembly.instantiate(asked.module, go.importObject);
      go.run(made.instance); // until the page is closed
      const fault = self.simulator.open(asked.subject);
      postMessage(fault ? {fault} : {ready: true});
      return;
    }
    const told = self.simulator[asked.call](...asked.words);
    postMessage({told, asked: asked.id}, told.rows ? [told.rows.buffer] : []);
  } catch (fault) {
    postMessage({fault: String(fault)});
  }
};

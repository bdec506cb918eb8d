// Lets the reader of a page move inputs. It draws nothing and works out no figure: it keeps track of which plan was asked for,
// gives trials to workers that simulate (hands) and what they lived through to one that tells what it comes to (the desk),
// and puts the text and the picture in place that the desk made. A move ends what the one before it still wanted.
'use strict';

(() => {
  const at = (id) => document.getElementById(id);
  const panel = at('panel'), status = at('status');
  const lacks = () => {
    if (typeof WebAssembly !== 'object') return 'WebAssembly';
    if (typeof Worker !== 'function' || typeof Blob !== 'function') return 'web workers';
    if (typeof DecompressionStream !== 'function') return 'what unpacks the simulator';
    return '';
  };
  if (lacks()) {
    status.textContent = `This browser lacks ${lacks()}: the page is a report, and nothing can be moved.`;
    return;
  }
  const data = JSON.parse(at('simulator-data').textContent);
  const chunk = 4; // trials that a hand lives through before it looks what is wanted
  const chunks = Math.ceil(data.trials / chunk);
  const kept = 8; // plans whose trials are kept
  const planBox = at('plan');
  const unpacked = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const sliders = data.inputs.map((input, i) => at(`move-${i}`));
  const values = data.inputs.map((input, i) => at(`value-${i}`));

  // wanted returns the plan that the controls ask for: its number, and the settings that differ from it.
  const wanted = () => {
    const plan = planBox ? Number(planBox.value) : data.start;
    const sets = [];
    data.inputs.forEach((input, i) => {
      const place = Number(sliders[i].value);
      if (input.at[plan] >= 0 && place !== input.at[plan]) sets.push(`${input.path}=${input.values[place]}`);
    });
    return {plan, sets: JSON.stringify(sets)};
  };
  // near returns a plan that may be asked for first: one step from where the page starts.
  const near = () => {
    const sets = [];
    data.inputs.some((input, i) => {
      const place = input.at[data.start];
      if (place < 0 || input.values.length < 2) return false;
      sets.push(`${input.path}=${input.values[place + 1 < input.values.length ? place + 1 : place - 1]}`);
      return true;
    });
    return {plan: data.start, sets: JSON.stringify(sets)};
  };
  const base = {plan: 0, sets: '[]'};
  const name = (plan) => `${plan.plan} ${plan.sets}`;

  const lived = new Map(); // by the name of a plan, which chunks were lived through or are under way
  const chunksOf = (plan) => {
    const known = lived.get(name(plan)) || {plan, done: new Set(), underWay: new Set()};
    lived.delete(name(plan));
    lived.set(name(plan), known); // the last is the latest
    for (const [old, list] of lived) {
      if (lived.size <= kept) break;
      if (old === name(base) || list.underWay.size > 0) continue;
      lived.delete(old);
      if (desk) desk.call('drop', [list.plan.plan, list.plan.sets]);
    }
    return known;
  };

  let current = null; // the plan that is wanted
  let told = 0; // of how many chunks its panel tells
  let telling = false;
  let broken = false;
  let hands = [], desk = null, booting = false;

  const fail = (text) => {
    broken = true;
    status.textContent = `The simulator stopped: ${text}. What the page tells beside it stands.`;
  };

  const heard = (answer) => { if (answer.fault) fail(answer.fault); };

  // A colleague is a worker that does one thing after the other; answers come in the order of the calls.
  const colleague = (url, message, ready) => {
    const worker = new Worker(url);
    const waiting = [];
    worker.onerror = (event) => fail(event.message || 'a worker could not be started');
    worker.onmessage = ({data: answer}) => {
      if (answer.fault) fail(answer.fault);
      else if (answer.ready) ready();
      else waiting.shift()(answer.told);
    };
    worker.postMessage(message);
    return {
      busy: false,
      call(what, words, then = () => {}, moved = []) {
        waiting.push(then);
        worker.postMessage({call: what, words}, moved);
      },
    };
  };

  const boot = async () => {
    if (booting) return;
    booting = true;
    const stream = new Blob([unpacked(at('simulator-module').textContent)]).stream().pipeThrough(new DecompressionStream('gzip'));
    const module = await WebAssembly.compile(await new Response(stream).arrayBuffer()); // once, for all
    const url = URL.createObjectURL(new Blob([data.worker], {type: 'text/javascript'}));
    const message = {module, subject: data.subject};
    const cores = Math.max(1, Math.min(8, navigator.hardwareConcurrency || 2));
    for (let i = 0; i < cores; i++) {
      const hand = colleague(url, message, () => {
        hands.push(hand);
        if (current) step();
        else give(hand, [chunksOf(near())]); // a browser compiles what has run for a while
      });
    }
    desk = colleague(url, message, () => {});
    const known = unpacked(data.base || '');
    if (data.known > 0) desk.call('take', [base.plan, base.sets, 1, known, '[]', false], heard, [known.buffer]);
    for (let i = 0; (i + 1) * chunk <= data.known; i++) chunksOf(base).done.add(i); // a last part of one is simulated
  };

  const start = () => boot().catch((fault) => fail(String(fault)));

  // step gives every idle hand something to do, and asks the desk for news when there are some.
  const step = () => {
    if (!current || broken) return;
    const pair = [chunksOf(base), chunksOf(current)];
    for (const hand of hands) {
      if (!hand.busy) give(hand, pair);
    }
    let both = 0;
    while (both < chunks && pair.every((list) => list.done.has(both))) both++;
    const enough = both === chunks || both >= Math.max(3, told * 2.5);
    if (!telling && both > told && enough) tell(both);
  };

  const give = (hand, pair) => {
    for (let i = 0; i < chunks; i++) {
      for (const list of pair) {
        if (list.done.has(i) || list.underWay.has(i)) continue;
        const from = i * chunk + 1, to = Math.min(data.trials, from + chunk - 1);
        hand.busy = true;
        list.underWay.add(i);
        hand.call('live', [list.plan.plan, list.plan.sets, from, to], (answer) => {
          hand.busy = false;
          list.underWay.delete(i);
          if (answer.foreign) return fail(answer.fault);
          if (answer.fault) {
            if (current && name(current) === name(list.plan)) { status.textContent = answer.fault; current = null; }
            return;
          }
          list.done.add(i);
          desk.call('take', [list.plan.plan, list.plan.sets, from, answer.rows, answer.failures, answer.rounded], heard, [answer.rows.buffer]);
          step();
        });
        return;
      }
    }
  };

  const tell = (many) => {
    const of = current;
    telling = true;
    desk.call('tell', [of.plan, of.sets, Math.min(data.trials, many * chunk)], (answer) => {
      telling = false;
      if (answer.fault) return fail(answer.fault);
      if (of === current) {
        told = many;
        const open = panel.querySelector('details').open;
        panel.innerHTML = answer.panel; // Go made it, and escaped what users wrote
        panel.querySelector('details').open = open;
        panel.dataset.trials = answer.trials;
        panel.parentElement.classList.toggle('moved', of.plan !== data.start || of.sets !== '[]'); // and is printed then
        status.textContent = answer.status;
      }
      step();
    });
  };

  const moved = () => {
    data.inputs.forEach((input, i) => {
      values[i].textContent = input.values[Number(sliders[i].value)];
      sliders[i].setAttribute('aria-valuetext', values[i].textContent);
    });
    if (broken) return;
    current = wanted();
    told = 0;
    delete panel.dataset.trials;
    status.textContent = hands.length > 0 ? 'Simulating ...' : 'Starting the simulator ...';
    start();
    step();
  };

  // stand puts the controls where a plan has its inputs; those that it has not stay off.
  const stand = () => {
    const plan = planBox ? Number(planBox.value) : data.start;
    data.inputs.forEach((input, i) => {
      sliders[i].disabled = input.at[plan] < 0;
      sliders[i].value = Math.max(0, input.at[plan]);
    });
    moved();
  };

  for (const slider of sliders) slider.addEventListener('input', moved);
  if (planBox) planBox.addEventListener('change', stand);
  at('back').addEventListener('click', () => {
    if (planBox) planBox.value = data.start;
    stand();
  });
  for (const sign of ['pointerenter', 'focusin']) at('controls').addEventListener(sign, start, {once: true});
  (window.requestIdleCallback || setTimeout)(start); // before it is asked for
  at('controls').hidden = false;
})();

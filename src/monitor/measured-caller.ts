/** A caller whose calls are counted, those within a transaction too. */
import type { Caller, CallsOf } from "../call.ts";
import { type Recorder, timed } from "./recorder.ts";

/** The caller, with each call observed under the name of its function. */
export function measuredCaller(caller: Caller, recorder: Recorder): Caller {
  const inTransaction = caller.inTransaction?.bind(caller);
  return {
    ...caller,
    ...measuredCalls(caller, recorder),
    ...(inTransaction !== undefined && {
      inTransaction: (work, isolation) =>
        inTransaction((calls) => work(measuredCalls(calls, recorder)), isolation),
    }),
  };
}

function measuredCalls(calls: CallsOf, recorder: Recorder): CallsOf {
  return {
    call: (name, args) => timed(recorder, name, () => calls.call(name, args)),
    exact: (name, args) => timed(recorder, name, () => calls.exact(name, args)),
  };
}

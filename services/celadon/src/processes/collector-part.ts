import { collectorRoutes, meterWork, openMeterDoor, stationWatch, telemetryRpc } from "@celadon/collector";
import { watchClock } from "@celadon/runtime";
import { brokerTime } from "./broker-time.ts";
import { answerMsMax, type Ground, type Part } from "./ground.ts";

/**
 * Takes readings in: HTTP and gRPC to topic telemetry. Several collectors judge by the same clock, that of the brokers: one whose
 * own is a minute off takes nothing in.
 */
export function collectorPart({ config, store, log, prompt, patience, notes, now, isShared, metrics }: Ground): Part {
  const clock = isShared ? watchClock(() => brokerTime(log, config.instance, now()), { notes, now }) : undefined;
  if (clock !== undefined) {
    metrics.gauge("celadon_clock_off_seconds", () => {
      const off = clock.offS();
      return off === undefined ? [] : [{ labels: {}, value: off }];
    });
  }
  const refuseWhenStalled = (): void => {
    patience.refuseWhenStalled();
    clock?.refuseWhenWrong();
  };
  const collecting = { store, log: prompt, now, refuseWhenStalled, isShared, meter: metrics };
  const door = openMeterDoor({ ...collecting, answerMsMax, notes });
  const watch = stationWatch();
  const meters =
    config.meters && meterWork(config.meters, { door, store, notes, meter: metrics, gauge: metrics.gauge, now, watch });
  const ofFile = (config.meters?.hj212?.stations ?? []).flatMap(({ name, value }) =>
    value === undefined ? [] : [{ name, mn: value.mn, factory: value.factory }],
  );
  return {
    run: [...(clock === undefined ? [] : [clock.run]), ...(meters ?? [])],
    routes: [collectorRoutes({ ...collecting, ofFile, seenOf: watch.of })],
    rpcs: [telemetryRpc({ ...collecting, answerMsMax })],
    refuseWhenUnfit: () => clock?.refuseWhenWrong(),
  };
}

/** One metric. A unit stands at the end of the name where Prometheus asks for it; `_total` where it only rises. */
interface MetricRow {
  readonly type: "counter" | "gauge" | "histogram";
  /** Each takes few values: a route pattern, a topic, a code. Never a factory, a channel, an id or an address. */
  readonly labels: readonly string[];
  readonly unit:
    | "channels"
    | "connections"
    | "frames"
    | "points"
    | "stations"
    | "seconds"
    | "readings"
    | "footprints"
    | "records"
    | "rows"
    | "bytes"
    | "spans"
    | "times";
  readonly help: string;
  /** Upper bounds of a histogram's buckets. */
  readonly buckets?: readonly number[];
}

const quickS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;
/** The goals are 1 s for a window and 2 s for a footprint, 4 s is the deadline of an answer: each is a border here. */
const latencyS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 10, 30, 60, 300, 1_800] as const;
const many = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000] as const;

/**
 * Every metric of Celadon beside those of the process itself (`process_*`, `nodejs_*`). Dashboards and alert rules are
 * checked against this table; `metrics.md` is made of it.
 */
export const metricTable = {
  celadon_readings_total: {
    type: "counter",
    labels: ["verdict", "reason"],
    unit: "readings",
    help: "Readings answered, by verdict (accepted, quarantined, rejected) and reason (empty when accepted). Where the ledger is another process (Kafka) it judges later, and accepted means stored.",
  },
  celadon_quarantined_readings_total: {
    type: "counter",
    labels: ["reason"],
    unit: "readings",
    help: "Readings that the ledger finds not to count, by reason, with Kafka too; one that is found so for another reason later is counted again.",
  },
  celadon_duplicate_readings_total: {
    type: "counter",
    labels: [],
    unit: "readings",
    help: "Readings that their own request held twice; they count as accepted too.",
  },
  celadon_ignored_values_total: {
    type: "counter",
    labels: ["way"],
    unit: "times",
    help: "Values of devices that are no numbers, by the way they came (mqtt, sparkplug): text, booleans, null, stale.",
  },
  celadon_batch_readings: {
    type: "histogram",
    labels: [],
    unit: "readings",
    help: "Readings that the ledger stores with one commit.",
    buckets: many,
  },
  celadon_silent_channels: {
    type: "gauge",
    labels: [],
    unit: "channels",
    help: "Channels of models in force that were heard of and have been silent for longer than four of their periods, and 15 minutes.",
  },
  celadon_dead_letters_total: {
    type: "counter",
    labels: ["reason"],
    unit: "records",
    help: "Records that could not be taken and went to the dead letters.",
  },
  celadon_window_seconds: {
    type: "histogram",
    labels: [],
    unit: "seconds",
    help: "From the publication of a telemetry record to its commit: stored, and its windows current.",
    buckets: latencyS,
  },
  celadon_footprint_seconds: {
    type: "histogram",
    labels: [],
    unit: "seconds",
    help: "From the announcement of changed windows to the commit of the round that renewed their footprints.",
    buckets: latencyS,
  },
  celadon_footprints_total: {
    type: "counter",
    labels: ["status"],
    unit: "footprints",
    help: "Footprints calculated because windows or models changed, by status.",
  },
  celadon_footprint_refusals_total: {
    type: "counter",
    labels: ["reason"],
    unit: "times",
    help: "Periods or products that a renewal gave no footprint.",
  },
  celadon_consumer_lag: {
    type: "gauge",
    labels: ["topic", "group", "partition"],
    unit: "records",
    help: "Records published and not yet committed by the group.",
  },
  celadon_lag_sample_failures_total: {
    type: "counter",
    labels: [],
    unit: "times",
    help: "Times the lag could not be asked for; the gauge then shows the last answer.",
  },
  celadon_consumer_lag_seconds: {
    type: "gauge",
    labels: ["topic", "group"],
    unit: "seconds",
    help: "Age of the oldest record in hand; 0 while none is. It goes on rising when the consumer has failed.",
  },
  celadon_asof_age_seconds: {
    type: "gauge",
    labels: ["topic", "group"],
    unit: "seconds",
    help: "Age of the newest committed record: what answers reflect is at most that old, or nothing came since.",
  },
  celadon_batch_records: {
    type: "histogram",
    labels: ["topic", "group"],
    unit: "records",
    help: "Records handed over at once.",
    buckets: many,
  },
  celadon_handle_seconds: {
    type: "histogram",
    labels: ["topic", "group"],
    unit: "seconds",
    help: "Time to handle one batch, commit included.",
    buckets: latencyS,
  },
  celadon_committed_records_total: {
    type: "counter",
    labels: ["topic", "group"],
    unit: "records",
    help: "Records committed.",
  },
  celadon_publish_seconds: {
    type: "histogram",
    labels: ["topic"],
    unit: "seconds",
    help: "Time until a record is durable (telemetry in the embedded mode: until its windows are current).",
    buckets: quickS,
  },
  celadon_published_bytes_total: {
    type: "counter",
    labels: ["topic"],
    unit: "bytes",
    help: "Bytes of the records published.",
  },
  celadon_log_failures_total: {
    type: "counter",
    labels: ["topic", "operation"],
    unit: "times",
    help: "Publications, commits and handlers that failed, attempts that were repeated included.",
  },
  celadon_rebalances_total: {
    type: "counter",
    labels: ["group"],
    unit: "times",
    help: "Times the consumer joined its group.",
  },
  celadon_refused_commits_total: {
    type: "counter",
    labels: ["group"],
    unit: "times",
    help: "Commits the broker refused because the group had moved on; the records come again.",
  },
  celadon_insert_seconds: {
    type: "histogram",
    labels: ["table"],
    unit: "seconds",
    help: "Time until inserted rows are durable, waiting for the store's turn included.",
    buckets: quickS,
  },
  celadon_insert_rows: {
    type: "histogram",
    labels: ["table"],
    unit: "rows",
    help: "Rows inserted at once.",
    buckets: many,
  },
  celadon_query_seconds: {
    type: "histogram",
    labels: ["kind"],
    unit: "seconds",
    help: "Time of a statement, waiting for the store's turn included: run (writes, computes windows) or rows (reads).",
    buckets: quickS,
  },
  celadon_store_failures_total: {
    type: "counter",
    labels: ["operation", "kind"],
    unit: "times",
    help: "Statements that failed, repeated attempts included: passing (it goes by itself) or fault.",
  },
  celadon_waiting_seconds: {
    type: "gauge",
    labels: [],
    unit: "seconds",
    help: "How long work that nobody may drop has been waiting, for example for room on the disk; 0 while none waits.",
  },
  celadon_clock_off_seconds: {
    type: "gauge",
    labels: [],
    unit: "seconds",
    help: "How far a collector's clock is surely before (+) or behind (-) the brokers'; from 60 s on it takes nothing in.",
  },
  celadon_station_connections: {
    type: "gauge",
    labels: [],
    unit: "connections",
    help: "Open connections of stations (HJ 212).",
  },
  celadon_station_connections_total: {
    type: "counter",
    labels: ["result"],
    unit: "connections",
    help: "Connections of stations: taken, or turned away (not-allowed, locked-out, too-many).",
  },
  celadon_station_frames_total: {
    type: "counter",
    labels: ["result"],
    unit: "frames",
    help: "Frames of stations by what became of them; unread is a stretch of garbage, not-stored gets no answer and comes again, no-room is of an unknown station when as much waits as may.",
  },
  celadon_station_requests_total: {
    type: "counter",
    labels: ["result"],
    unit: "times",
    help: "Requests to stations for missing periods, by how they ended (done, no-data, refused, silent).",
  },
  celadon_stations_seen: {
    type: "gauge",
    labels: [],
    unit: "stations",
    help: "Stations heard of within the last hour.",
  },
  celadon_station_clock_off_seconds: {
    type: "gauge",
    labels: [],
    unit: "seconds",
    help: "How far the clock is off, ahead or behind, of the station whose is worst of those heard of within the last hour.",
  },
  celadon_modbus_requests_total: {
    type: "counter",
    labels: ["result"],
    unit: "times",
    help: "Questions to Modbus slaves by how they ended: data, exception, busy, silent, closed, unreachable, wrong-answer.",
  },
  celadon_modbus_points: {
    type: "gauge",
    labels: ["state"],
    unit: "points",
    help: "Points of Modbus slaves: read, stale (read, but stands still), refused, unknown (nobody answers).",
  },
  celadon_modbus_readings_waiting: {
    type: "gauge",
    labels: [],
    unit: "readings",
    help: "Readings of Modbus slaves that are not stored yet.",
  },
  celadon_modbus_readings_lost_total: {
    type: "counter",
    labels: [],
    unit: "readings",
    help: "Readings of Modbus slaves that were dropped, because more waited for the store than are kept.",
  },
  celadon_http_request_seconds: {
    type: "histogram",
    labels: ["route", "method", "code"],
    unit: "seconds",
    help: 'Time of a request until its answer was sent; code "aborted" when the caller went away before.',
    buckets: quickS,
  },
  celadon_grpc_request_seconds: {
    type: "histogram",
    labels: ["method", "code"],
    unit: "seconds",
    help: "Time of a call until its end; that of a stream is as long as it was open.",
    buckets: quickS,
  },
  celadon_lost_spans_total: {
    type: "counter",
    labels: [],
    unit: "spans",
    help: "Spans of traces that could not be delivered.",
  },
} as const satisfies Readonly<Record<`celadon_${string}`, MetricRow>>;

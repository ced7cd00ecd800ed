import { Ajv2019 } from "ajv/dist/2019.js";
import { expect, test } from "vitest";
import { textOf } from "../repository.ts";
import { parts } from "./parts.ts";
import { type Written, writtenIn } from "./written.ts";

const path = "deploy/compose.yaml";
const [compose = {}] = writtenIn(path);
const services = Object.entries(compose["services"] as Readonly<Record<string, Written>>); // the schema says so
const named = (wanted: (service: Written) => boolean): readonly string[] =>
  services.filter(([, service]) => wanted(service)).map(([name]) => name);
const isOurs = ({ image }: Written): boolean => /^\$\{IMAGE:-celadon:/.test(String(image));
const isOnce = ({ restart }: Written): boolean => restart === "no";

// Its definitions carry their names in the way of an older draft.
const withoutOldNames = (key: string, value: unknown): unknown =>
  key === "id" && typeof value === "string" ? undefined : value;
const specification = JSON.parse(textOf("test/data/compose-spec.json"), withoutOldNames);
const validate = new Ajv2019({ strict: false, validateFormats: false, allErrors: true }).compile(specification);

test("compose.yaml is what the Compose Specification says", () => {
  validate(compose);
  expect(validate.errors ?? []).toEqual([]);
});

test("the schema sees what is wrong", () => {
  expect(validate({ services: { one: { image: "celadon", depend_on: [] } } })).toBe(false);
});

test("every process runs once, as the command names it", () => {
  const commands = services.flatMap(([name, { command }]) =>
    Array.isArray(command) && command[0] === "serve" ? [`${name}: ${command.join(" ")}`] : [],
  );
  expect(commands.toSorted()).toEqual(
    Object.keys(parts)
      .map((name) => `${name}: serve ${name}`)
      .toSorted(),
  );
});

test("images are ours or have a version", () => {
  expect(named((one) => !isOurs(one) && !/^[a-z/-]+:\d+\.\d+[\w.-]*$/.test(String(one["image"])))).toEqual([]);
});

test("nothing runs as root, writes into its image, or gets more rights than it has", () => {
  const isBare = ({ read_only, user, cap_drop, security_opt }: Written): boolean =>
    read_only === true &&
    !/^(?:root|0)(?::|$)|undefined/.test(String(user)) &&
    String(cap_drop) === "ALL" &&
    String(security_opt) === "no-new-privileges:true";
  expect(named((one) => !isBare(one))).toEqual([]);
});

test("everything has limits, and logs that do not fill the disk", () => {
  const limits = /"limits":\{"cpus":"\d+","memory":"\d+[gm]","pids":\d+\}/;
  expect(named(({ deploy }) => !limits.test(JSON.stringify(deploy) ?? ""))).toEqual([]);
  expect(named(({ logging }) => !JSON.stringify(logging)?.includes('"max-size"'))).toEqual([]);
});

test("what stays starts again, and has more than its ten seconds to end; the rest runs once", () => {
  expect(named((one) => !isOnce(one) && one["restart"] !== "unless-stopped")).toEqual([]);
  expect(named((one) => !isOnce(one) && Number.parseInt(String(one["stop_grace_period"]), 10) <= 10)).toEqual([]);
  expect(named(isOnce).toSorted()).toEqual(["celadon", "migrate", "setup", "topics"]);
});

test("each starts after what it needs: what runs once has ended well, what stays is healthy", () => {
  const all = new Map(services);
  const found = services.flatMap(([name, { depends_on }]) =>
    Object.entries((depends_on ?? {}) as Readonly<Record<string, { readonly condition: string }>>).flatMap(
      ([needed, { condition }]) => {
        const there = all.get(needed);
        if (there === undefined) return [`${name} needs ${needed}, which is no service`];
        const wanted = isOnce(there) ? "service_completed_successfully" : "service_healthy";
        return condition === wanted ? [] : [`${name} needs ${needed}: ${condition}, and not ${wanted}`];
      },
    ),
  );
  expect(found).toEqual([]);
  expect(named((one) => !isOurs(one) && !isOnce(one) && one["healthcheck"] === undefined)).toEqual([]);
  expect(textOf("deploy/image/Dockerfile")).toContain("HEALTHCHECK");
});

test("one port is open, that of the gateway, and the stores have no way out", () => {
  expect(named(({ ports }) => ports !== undefined)).toEqual(["gateway"]);
  expect(compose["networks"]).toMatchObject({ data: { internal: true } });
  const ofStores = services.filter(([name]) => name === "kafka" || name === "clickhouse");
  expect(ofStores.map(([, { networks }]) => networks)).toEqual([["data"], ["data"]]);
});

test("only what makes tokens may change them, and the issuer's keys are the certificate process's alone", () => {
  const mounts = services.flatMap(([name, { volumes }]) =>
    ((volumes ?? []) as readonly string[]).map((volume) => `${name} ${volume}`),
  );
  const writing = mounts.filter((mount) => / access:/.test(mount) && !mount.endsWith(":ro"));
  expect(writing).toEqual(["setup access:/etc/celadon", "celadon access:/etc/celadon"]);
  expect(mounts.filter((mount) => / issuer:/.test(mount))).toEqual(["certificate issuer:/var/lib/celadon"]);
});

test("every volume and every file that is mounted is there", () => {
  const mounts = services.flatMap(([, { volumes }]) => (volumes ?? []) as readonly string[]);
  const from = [...new Set(mounts.map((mount) => mount.split(":")[0] ?? ""))];
  expect(from.filter((one) => !one.startsWith(".")).toSorted()).toEqual(
    Object.keys(compose["volumes"] as Written).toSorted(),
  );
  const files = ["./gateway", "./kafka/server.properties", "./clickhouse/server.yaml"];
  expect(from.filter((one) => one.startsWith(".")).toSorted()).toEqual(files.toSorted());
  expect(() => [textOf("deploy/kafka/server.properties"), writtenIn("deploy/clickhouse/server.yaml")]).not.toThrow();
});

import { expect, test } from "vitest";
import { textOf } from "../repository.ts";
import { parts } from "./parts.ts";
import { deployed, mappingsIn, type Written, writtenIn } from "./written.ts";

interface Found extends Written {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: Labels };
  readonly spec: Written;
}
type Labels = Readonly<Record<string, string>>;

interface Container extends Written {
  readonly name: string;
  readonly image: string;
  readonly args: readonly string[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly volumeMounts: readonly { readonly name: string }[];
}

interface Pod extends Written {
  readonly containers: readonly Container[];
  readonly volumes: readonly Written[];
  readonly terminationGracePeriodSeconds: number;
}

const folder = "deploy/kubernetes/";
const listed = writtenIn(`${folder}kustomization.yaml`).flatMap(({ resources }) => resources as readonly string[]);
const paths = deployed.filter(
  (path) => path.startsWith(folder) && path.endsWith(".yaml") && !path.endsWith("kustomization.yaml"),
);
// That each is such an object is the first thing that is tested.
const written: readonly Written[] = paths.flatMap(writtenIn);
const objects = written as readonly Found[];
const of = (...kinds: readonly string[]): readonly Found[] => objects.filter(({ kind }) => kinds.includes(kind));

const podsOf = of("Deployment", "StatefulSet", "Job").map((object) => {
  const template = object.spec["template"] as { readonly metadata: { readonly labels: Labels }; readonly spec: Pod };
  return { name: object.metadata.name, kind: object.kind, labels: template.metadata.labels, pod: template.spec };
});
const containers = podsOf.flatMap(({ name, kind, pod }) => pod.containers.map((one) => ({ pod: name, kind, one })));
const isMatched = (wanted: unknown, labels: Labels): boolean =>
  Object.entries(wanted as Labels).every(([key, value]) => labels[key] === value);
const apiVersions: Readonly<Record<string, string>> = {
  ...{ Namespace: "v1", ServiceAccount: "v1", ConfigMap: "v1", Service: "v1" },
  ...{ Deployment: "apps/v1", StatefulSet: "apps/v1", Job: "batch/v1", PodDisruptionBudget: "policy/v1" },
  ...{ NetworkPolicy: "networking.k8s.io/v1", Ingress: "networking.k8s.io/v1" },
};

test("every object says what it is, once", () => {
  expect(objects.filter(({ kind, apiVersion }) => apiVersions[kind] !== apiVersion)).toEqual([]);
  const names = objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  expect(names.filter((name, i) => names.indexOf(name) !== i || !/^\w+ [a-z0-9-]+$/.test(name))).toEqual([]);
});

test("every file is applied, but for the ingress, which is one of two ways in", () => {
  const applied = listed.filter((one) => one.endsWith(".yaml")).map((one) => `${folder}${one}`);
  expect([...applied, `${folder}ingress.yaml`].toSorted()).toEqual(paths.toSorted());
});

test("every process runs, as its command names it; those whose name must stay are sets", () => {
  const commands = containers.map(({ pod, kind, one }) => `${kind} ${pod}: ${one.args.join(" ")}`);
  const isSet = (name: string): boolean => name === "ledger" || name === "certificate";
  const wanted = Object.keys(parts).map(
    (name) => `${isSet(name) ? "StatefulSet" : "Deployment"} ${name}: serve ${name}`,
  );
  expect(commands).toEqual(expect.arrayContaining([...wanted, "Job migrate: migrate", "Job topics: topics apply"]));
  expect(of("StatefulSet").find(({ metadata }) => metadata.name === "certificate")?.spec["replicas"]).toBe(1);
});

test("what selects finds pods by their labels", () => {
  const found = of("Deployment", "StatefulSet", "PodDisruptionBudget", "Service").filter(({ spec }) => {
    const { matchLabels = spec["selector"] } = spec["selector"] as { readonly matchLabels?: unknown };
    return !podsOf.some(({ labels }) => isMatched(matchLabels, labels));
  });
  expect(found).toEqual([]);
  const own = of("Deployment", "StatefulSet").filter(({ metadata, spec }) => {
    const { labels } = podsOf.find(({ name }) => name === metadata.name) ?? { labels: {} };
    return !isMatched((spec["selector"] as { readonly matchLabels: unknown }).matchLabels, labels);
  });
  expect(own).toEqual([]);
});

test("the network policies begin with nobody, and name only what there is", () => {
  expect(of("NetworkPolicy")[0]?.spec).toEqual({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
  const named = of("NetworkPolicy").flatMap(({ spec }) =>
    mappingsIn(spec).flatMap((one) => [
      ...("app.kubernetes.io/component" in one ? [one["app.kubernetes.io/component"]] : []),
      ...(one["key"] === "app.kubernetes.io/component" ? (one["values"] as readonly unknown[]) : []),
    ]),
  );
  const there = new Set<unknown>(podsOf.map(({ name }) => name));
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((name) => !there.has(name))).toEqual([]);
});

test("every port that is named is one of the container's, and every service a workload refers to is there", () => {
  const found = of("Service").flatMap(({ metadata, spec }) => {
    const pod = podsOf.find(({ labels }) => isMatched(spec["selector"], labels));
    const there = new Set(pod?.pod.containers.flatMap(({ ports = [] }) => ports.map(({ name }) => name)));
    return (spec["ports"] as readonly { readonly targetPort: string }[])
      .filter(({ targetPort }) => !there.has(targetPort))
      .map(({ targetPort }) => `${metadata.name}: ${targetPort}`);
  });
  expect(found).toEqual([]);
  const services = of("Service").map(({ metadata }) => metadata.name);
  expect(of("StatefulSet").filter(({ spec }) => !services.includes(String(spec["serviceName"])))).toEqual([]);
  const backends = of("Ingress").flatMap(({ spec }) => mappingsIn(spec).flatMap((one) => one["service"] ?? []));
  expect(backends).toEqual([{ name: "gateway", port: { name: "https" } }]);
  expect(Object.keys(parts).filter((name) => !services.includes(name))).toEqual([]);
});

test("every ConfigMap that is named is there, and every secret and each of its keys is made by secrets.sh", () => {
  const maps = [...of("ConfigMap").map(({ metadata }) => metadata.name), "gateway"]; // made of files, see deploy/gateway
  const script = textOf(`${folder}secrets.sh`).replaceAll("\\\n", " ");
  const secrets = new Map(
    [...script.matchAll(/^secret (\S+) (.*)$/gm)].map(([, name, rest = ""]) => [
      name,
      [...rest.matchAll(/--from-file=([^=]+)=/g)].map(([, key]) => key),
    ]),
  );
  const all = podsOf.flatMap(({ pod }) => mappingsIn(pod));
  const named = all.flatMap(({ configMapRef, configMap }) =>
    [configMapRef, configMap].flatMap((one) => (one === undefined ? [] : [(one as { readonly name: string }).name])),
  );
  expect(new Set(named)).toEqual(new Set(maps));
  const referred = all.flatMap(({ secret }) => (secret === undefined ? [] : [secret as Written]));
  expect(new Set(referred.map(({ secretName, name }) => secretName ?? name))).toEqual(new Set(secrets.keys()));
  const missing = referred.flatMap(({ secretName, name, items = [] }) => {
    const keys = secrets.get(String(secretName ?? name)) ?? [];
    return (items as readonly { readonly key: string }[]).filter(({ key }) => !keys.includes(key));
  });
  expect(missing).toEqual([]);
  expect(of("Secret")).toEqual([]);
});

test("every volume that is mounted is there, and none is left over", () => {
  const found = podsOf.flatMap(({ name, pod }) => {
    const claims = of("StatefulSet").find(({ metadata }) => metadata.name === name)?.spec["volumeClaimTemplates"] ?? [];
    const there = [
      ...pod.volumes.map((volume) => String(volume["name"])),
      ...(claims as readonly Found[]).map(({ metadata }) => metadata.name),
    ].toSorted();
    const mounted = pod.containers.flatMap(({ volumeMounts }) => volumeMounts.map((one) => one.name)).toSorted();
    return String(there) === String(mounted) ? [] : [`${name}: ${there} and ${mounted}`];
  });
  expect(found).toEqual([]);
});

test("images are ours or have a version, and ours is the version of this Celadon", () => {
  const { version } = JSON.parse(textOf("package.json")) as { readonly version: string };
  const found = containers.filter(
    ({ one: { image } }) => image !== `celadon:${version}` && !/^nginx:\d+\.\d+[\w.-]*$/.test(image),
  );
  expect(found).toEqual([]);
  expect(textOf("deploy/compose.yaml")).toContain(`celadon:${version}`);
});

test("what stays has probes over TLS, and more than its ten seconds to end", () => {
  const probe = (one: Container, name: string): string => JSON.stringify(one[name]) ?? "";
  const found = containers
    .filter(({ kind }) => kind !== "Job")
    .filter(
      ({ one }) =>
        !/"path":"\/live","port":"https?","scheme":"HTTPS"/.test(probe(one, "livenessProbe")) ||
        !/"path":"\/(?:ready|live)","port":"https?","scheme":"HTTPS"/.test(probe(one, "readinessProbe")) ||
        probe(one, "startupProbe") === "",
    );
  expect(found).toEqual([]);
  const short = podsOf.filter(({ pod }) => pod.terminationGracePeriodSeconds < 20);
  expect(short).toEqual([]);
});

test("no pod has a right that it does not need", () => {
  const isGuarded = ({ pod }: { readonly pod: Pod }): boolean => {
    const { securityContext, automountServiceAccountToken, enableServiceLinks } = pod;
    const wanted = { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: "RuntimeDefault" } };
    expect(securityContext).toMatchObject(wanted);
    return automountServiceAccountToken === false && enableServiceLinks === false;
  };
  expect(podsOf.filter((one) => !isGuarded(one))).toEqual([]);
  const wanted = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } };
  for (const { one } of containers) expect(one["securityContext"], one.name).toEqual(wanted);
  expect(of("ServiceAccount").filter((one) => one["automountServiceAccountToken"] !== false)).toEqual([]);
});

test("everything says what it needs, and may lose one at a time", () => {
  const found = containers.filter(
    ({ one }) =>
      !/^\{"requests":\{"cpu":.*,"memory":".*"\},"limits":\{"memory":".*"\}\}$/.test(JSON.stringify(one["resources"])),
  );
  expect(found).toEqual([]);
  const budgets = of("PodDisruptionBudget").map(({ metadata }) => metadata.name);
  expect(budgets.toSorted()).toEqual(
    of("Deployment", "StatefulSet")
      .map(({ metadata }) => metadata.name)
      .toSorted(),
  );
});

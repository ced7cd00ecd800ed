import type { RankedGroup } from "@celadon/benchmark";
import type { StoredCertificate } from "@celadon/certificate";
import { instantText, perWords } from "@celadon/quantity";
import { figureText, shareText } from "./figure-text.ts";
import type { Status } from "./status-routes.ts";

/** Footprints that the page shows, the latest period first; the interface lists all. */
const footprintsShown = 60;

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (letter) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[letter] ?? letter);

const row = (cells: readonly (string | null)[]): string =>
  `<tr>${cells.map((cell) => `<td>${cell === null ? "unknown · 未知" : escaped(cell)}</td>`).join("")}</tr>`;

const table = (head: readonly string[], rows: readonly string[]): string =>
  `<table><thead><tr>${head.map((cell) => `<th>${cell}</th>`).join("")}</tr></thead><tbody>${rows.join("")}</tbody></table>`;

/** `1 t` as it is, and a count in words. */
function perOf(per: string): string {
  const [amount = "", unit = ""] = per.split(" ");
  return perWords({ amount, unit });
}

/** What was made of footprints: rankings, certificates. */
interface Judged {
  readonly groups: readonly RankedGroup[];
  readonly certificates: readonly StoredCertificate[];
}

/** The status as one plain page, in English and Chinese, without scripts. */
export const statusPage = (
  { startedAt, dataFolder, factorRelease, waiting, factories, footprints }: Status,
  { groups, certificates }: Judged,
): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Celadon</title>
<meta name="viewport" content="width=device-width">
<style>
body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#1d2b28;background:#f6faf8}
h1{color:#2f6f5e;font-weight:600}h2{font-size:1.1rem;margin-top:2rem}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #d5e4de}
th{font-weight:600;font-size:.85rem}code{font-size:.85em;word-break:break-all}
</style>
<h1>Celadon 青瓷</h1>
<p>Running since · 启动于 ${escaped(startedAt)}<br>${dataFolder === null ? "" : `Data · 数据 <code>${escaped(dataFolder)}</code><br>`}
Factor release · 因子版本 <code>${escaped(factorRelease)}</code></p>
${waiting === null ? "" : `<p><strong>Readings wait since · 等待自 ${escaped(waiting.since)}: ${escaped(waiting.why)}</strong></p>`}
<h2>Factories · 工厂</h2>
${
  factories.length === 0
    ? "<p>None yet: <code>npx celadon plant apply FILE</code>, then send readings · 尚无工厂</p>"
    : table(
        ["Factory · 工厂", "Channels · 通道", "Declared · 已声明", "Last reading · 最近读数"],
        factories.map(({ factory, channels, declared, lastReading }) =>
          row([factory, String(channels), String(declared), lastReading]),
        ),
      )
}
${groups.map(groupSection).join("")}
<h2>Certificates · 证书</h2>
${
  certificates.length === 0
    ? "<p>None yet: <code>npx celadon certificate issue --footprint ID</code> · 尚无证书</p>"
    : table(
        ["Factory · 工厂", "Product · 产品", "Valid until · 有效期至", "Status · 状态", "Pages · 文件"],
        certificates.map(certificateRow),
      )
}
<h2>Product carbon footprints · 产品碳足迹</h2>
${
  footprints.length === 0
    ? "<p>None yet · 尚无足迹</p>"
    : table(
        ["Factory · 工厂", "Product · 产品", "Period · 期间", "Status · 状态", "kgCO2e", "per · 每", "id"],
        latest(footprints).map((one) =>
          row([
            one.factory,
            one.product,
            one.period,
            one.status,
            one.amount && figureText(one.amount),
            perOf(one.per),
            one.id,
          ]),
        ),
      )
}
${footprints.length > footprintsShown ? `<p>${footprints.length - footprintsShown} more · 其余见 <a href="/v1/footprints">/v1/footprints</a></p>` : ""}
<p>Interfaces · 接口: <a href="/v1/status">/v1/status</a> <a href="/v1/plants">/v1/plants</a>
<a href="/v1/footprints">/v1/footprints</a> <a href="/v1/quarantine">/v1/quarantine</a> <a href="/v1/factors">/v1/factors</a></p>
</html>`;

/** A running period has no figure per unit yet; it says so by its status, and comes first with the other latest ones. */
const latest = (footprints: Status["footprints"]): Status["footprints"] =>
  footprints
    .toSorted((a, b) => (endOf(a.period) < endOf(b.period) ? 1 : endOf(a.period) > endOf(b.period) ? -1 : 0))
    .slice(0, footprintsShown);
const endOf = (period: string): string => period.slice(period.indexOf("/"));

function groupSection({ productGroup, ranking, why }: RankedGroup): string {
  const head = `<h2>Ranking · 排名: ${escaped(productGroup)}</h2>`;
  if (ranking === undefined) return `${head}<p>${escaped(why)}</p>`;
  const places = ranking.places.map(({ indicator: one, tier, rankFrom, rankTo }) =>
    row([
      ...[String(tier), `${rankFrom}-${rankTo}`, one?.factory ?? "", figureText(one?.amount ?? "")],
      ...[`${one?.unit} / ${one?.declaredUnit}`, one === undefined ? "" : shareText(one.measuredShare)],
      one?.placeholderShare === undefined ? null : shareText(one.placeholderShare),
    ]),
  );
  const without = ranking.unranked.map(({ factory, reason }) => `${escaped(factory)} (${escaped(reason)})`);
  const heads = ["Tier · 档", "Places · 名次", "Factory · 工厂", "Figure · 数值", "Unit · 单位"];
  return `${head}<p>${escaped(ranking.period)} · ${ranking.claims.map(escaped).join(" · ")}</p>
${table([...heads, "Measured · 实测", "Placeholders · 占位"], places)}
${without.length === 0 ? "" : `<p>Without a place · 未排名: ${without.join(", ")}</p>`}`;
}

const certificateRow = ({
  id,
  factory,
  product,
  validUntilMs,
  revocation,
  supersededBy,
}: StoredCertificate): string => {
  const status =
    revocation !== undefined ? "revoked · 已撤销" : supersededBy !== "" ? "replaced · 已替代" : "issued · 已签发";
  const cells = [factory, product, instantText(validUntilMs), status].map((cell) => `<td>${escaped(cell)}</td>`);
  const path = `/v1/certificates/${encodeURIComponent(id)}`;
  return `<tr>${cells.join("")}<td><a href="${path}.pdf">PDF</a> <a href="${path}">credential</a></td></tr>`;
};

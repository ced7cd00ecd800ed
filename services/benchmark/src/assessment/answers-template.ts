import {
  type Gate,
  type Scheme,
  type SchemeCriterion,
  unitOfCriterion,
  type Words,
} from "@celadon/footprint-to-ranking";

/** An answers file to begin from: every gate and criterion in English and Chinese, each a comment until somebody answers it. */
export function answersTemplate(scheme: Scheme, factory = "my-plant"): string {
  const dimensions = scheme.dimensions.flatMap(({ name, weight, criteria }) => [
    heading(`${both(name)}, ${weight} points`),
    ...criteria.map(entryOf),
  ]);
  return [
    `# Answers to ${scheme.standard} ${scheme.name.en} ${scheme.name.zh}`,
    "#",
    "# Take the # away before what you answer. What is left out stays unknown; what Celadon measures needs no answer.",
    "# 去掉需要填写的各行行首的 #。未填写的指标保持未知；Celadon 已计量的指标无需填写。",
    "#",
    `#   celadon assess ${factory} --answers FILE`,
    "",
    `factory: ${factory} # whose answers these are`,
    `scheme: ${scheme.id}`,
    "# period: 2026 # the months they are true of: 2026, 2026-05 or 2025-11..2026-10",
    "",
    "answers:",
    heading("Gates 基本要求: each must be met, whatever the points"),
    ...scheme.gates.map(entryOf),
    ...dimensions,
    "",
  ].join("\n");
}

const both = ({ en, zh }: Words): string => `${en} ${zh}`;

const heading = (text: string): string => `  # ---- ${text} ----\n`;

function entryOf(criterion: Gate | SchemeCriterion): string {
  const weight = "weight" in criterion ? `, ${criterion.weight} points` : "";
  const asks = "asks" in criterion ? [`  # ${criterion.asks}.`] : [];
  const items =
    "kind" in criterion && criterion.kind === "checklist"
      ? criterion.items.map((item, i) => `  #   ${i + 1} ${both(item)}`)
      : [];
  const lines = [
    `  # ${criterion.number} ${both(criterion.name)} (${criterion.clause}${weight})`,
    ...asks,
    ...items,
    `  # ${criterion.id}:`,
    ...valueLines(criterion).map((line) => `  #   ${line}`),
    "  #   evidence: # the document that shows it 证明材料",
    "  #   who: # who says so 填报人",
    "  #   date: # such as 2026-12-31 日期",
  ];
  return `${lines.join("\n")}\n`;
}

function valueLines(criterion: Gate | SchemeCriterion): readonly string[] {
  if (!("kind" in criterion) || criterion.kind === "condition")
    return ["value: # met, or: not met 填 met（符合）或 not met（不符合）"];
  if (criterion.kind === "checklist")
    return ["value: # the numbers of those that apply, such as 1, 4; or: none 符合项的编号，无则填 none"];
  const behind = criterion.per === "product" ? " # write your product's declared unit behind per 填写产品声明单位" : "";
  const unit = unitOfCriterion(criterion, "t");
  return ["value: # a number 数值", `unit: ${unit === "%" ? '"%"' : unit}${behind}`];
}
